"""
Many new orders written at once, as `enter_order` would write them one after another: order, lines, movement, totals, search keys.

The caller holds the groups' locks, has judged the orders and found their numbers free. The totals are changed only where they
are still what the judgement saw: the write is guarded by more than the lock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.search.models import SearchKey
from onaccount.office.search.rules import number_keys
from onaccount.office.together import Part, inserted
from onaccount.trade.models import Account, Milestone, Movement, Order, OrderLine, Stage
from onaccount.trade.rules import Exposure, OrderDraft
from onaccount.trade.rules.exposure import STAGES

_SAME = " AND ".join(f'a."{stage}" = r."{stage}"' for stage in STAGES)
_TYPES = ", ".join(f'"{stage}" numeric' for stage in STAGES)
_TOTALS = f"""
    UPDATE trade_account AS a
    SET "order" = a."order" + r.added, order_beyond = a.order_beyond + r.added_beyond, uncounted = a.uncounted + r.added_uncounted
    FROM jsonb_to_recordset(%s::text::jsonb)
        AS r(id bigint, group_id bigint, added numeric, added_beyond numeric, added_uncounted numeric, {_TYPES})
    WHERE a.id = r.id AND a.group_id = r.group_id AND {_SAME}
"""  # noqa: S608 pieces of our own


@dataclass(frozen=True, slots=True)
class Entered:
    """An order about to be written under a key that was given out for it."""

    pk: int
    account: Account
    buyer_id: int
    draft: OrderDraft
    status: str
    is_beyond: bool
    actor: Actor
    exemption: str
    uncounted: Decimal

    @property
    def occupies(self) -> bool:
        """Whether it takes credit at once; a held or rejected order takes none."""
        return self.status == Order.Status.RELEASED

    @property
    def moves(self) -> tuple[tuple[Stage, Decimal], ...]:
        """Where its value stands if it occupies: what counts, and what is kept without counting."""
        stage = Stage.ORDER_BEYOND if self.is_beyond else Stage.ORDER
        both = (stage, self.draft.amount - self.uncounted), (Stage.UNCOUNTED, self.uncounted)
        return tuple(move for move in both if move[1])


@dataclass(frozen=True, slots=True)
class Total:
    """An account's totals as they were read under the lock, and as they are after the orders of a batch."""

    group_id: int
    account_id: int
    seen: Exposure
    after: Exposure


def rows_of_orders(entered: Sequence[Entered], totals: Sequence[Total]) -> tuple[Part, ...]:
    """This function will describe every row that entering these orders writes, but the journal's, for one statement."""
    return (
        Part(_TOTALS, [_total(total) for total in totals]),
        inserted(Order, [_order(each) for each in entered]),
        inserted(OrderLine, [line for each in entered for line in _lines(each)]),
        inserted(Milestone, [part for each in entered for part in _milestones(each)]),
        inserted(Movement, [row for each in entered if each.occupies for row in _movements(each)]),
        inserted(SearchKey, [key for each in entered for key in _keys(each)]),
    )


def entry_of(each: Entered) -> dict[str, Any]:
    """This function will describe the journal's entry that an order was entered."""
    account, draft = each.account, each.draft
    return journal.entry_row(
        act="trade.order_entered",
        actor=each.actor,
        subject=Subject("order", each.pk, each.buyer_id, account.group_id),
        after={
            "number": draft.number,
            "currency": account.currency,
            "status": each.status,
            "amount": draft.amount,
            "ship_date": draft.ship_date,
        },
    )


def _owner(account: Account) -> dict[str, Any]:
    return {"group_id": account.group_id, "account_id": account.pk}


def _total(total: Total) -> dict[str, Any]:
    return {
        "id": total.account_id,
        "group_id": total.group_id,
        "added": total.after.order - total.seen.order,
        "added_beyond": total.after.order_beyond - total.seen.order_beyond,
        "added_uncounted": total.after.uncounted - total.seen.uncounted,
    } | total.seen.as_json()


def _order(each: Entered) -> dict[str, Any]:
    draft = each.draft
    return _owner(each.account) | {
        "id": each.pk,
        "customer_id": each.buyer_id,
        "number": draft.number,
        "currency": each.account.currency,
        "amount": draft.amount,
        "open_amount": draft.amount if each.occupies else 0,
        "order_date": draft.order_date,
        "ship_date": draft.ship_date,
        "quantity": draft.quantity,
        "credit_days": draft.credit_days,
        "ship_to": draft.ship_to,
        "salesperson_id": draft.salesperson_id,
        "order_type": draft.order_type,
        "exemption": each.exemption,
        "ahead": min(draft.ahead, draft.amount),
        "uncounted": each.uncounted if each.occupies else 0,
        "status": each.status,
        "beyond": each.is_beyond,
        "intake_run": draft.intake_run,
    }


def _lines(each: Entered) -> Iterator[dict[str, Any]]:
    for position, line in enumerate(each.draft.lines, start=1):
        yield {
            "group_id": each.account.group_id,
            "order_id": each.pk,
            "position": position,
            "item": line.item,
            "description": line.description,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "amount": line.amount,
            "is_prepaid": line.is_prepaid,
        }


def _milestones(each: Entered) -> Iterator[dict[str, Any]]:
    for position, part in enumerate(each.draft.milestones, start=1):
        owner = {"group_id": each.account.group_id, "order_id": each.pk, "position": position}
        yield owner | {"trigger": part.trigger, "percent": part.percent, "amount": part.amount, "days": part.days}


def _movements(each: Entered) -> Iterator[dict[str, Any]]:
    document = {"document_kind": "order", "document_id": each.pk, "cause_kind": "order", "cause_id": each.pk}
    for stage, amount in each.moves:
        moved = {"stage": stage.value, "amount": amount, "actor": each.actor.name}
        yield _owner(each.account) | moved | document


def _keys(each: Entered) -> Iterator[dict[str, Any]]:
    for key in number_keys(each.draft.number):
        named = {"kind": "order", "subject_id": each.pk, "customer_id": each.buyer_id}
        yield named | {"key": key, "label": each.draft.number}
