"""
Many new orders written at once, as `enter_order` would write them one after another: order, lines, movement, totals, search keys.

The caller holds the groups' locks, has judged the orders and found their numbers free. The totals are changed only where they
are still what the judgement saw: the write is guarded by more than the lock.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from msgspec import Raw
from msgspec.json import encode

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor
from onaccount.office.search.models import SearchKey
from onaccount.office.search.rules import number_keys
from onaccount.office.writing import Form, Part, inserted
from onaccount.trade.models import Account, Milestone, Movement, Order, OrderLine, Stage
from onaccount.trade.rules import Exposure, OrderDraft
from onaccount.trade.rules.exposure import STAGES
from onaccount.trade.rules.valuation import FirstRate, worth

_SAME = " AND ".join(f'a."{stage}" = r."{stage}"' for stage in STAGES)
_TYPES = ", ".join(f'"{stage}" numeric' for stage in STAGES)
_TOTALS = f"""
    UPDATE trade_account AS a
    SET "order" = a."order" + r.added, order_beyond = a.order_beyond + r.added_beyond, uncounted = a.uncounted + r.added_uncounted
    FROM jsonb_to_recordset(%s::text::jsonb)
        AS r(id bigint, group_id bigint, added numeric, added_beyond numeric, added_uncounted numeric, {_TYPES})
    WHERE a.id = r.id AND a.group_id = r.group_id AND {_SAME}
"""  # noqa: S608 pieces of our own
_OWNER = {"group_id": "%(group)b", "account_id": "%(account)b"}
_ORDER = Form(
    Order,
    _OWNER
    | {
        "id": "%(order)b",
        "customer_id": "%(buyer)b",
        "number": "%(number)b",
        "currency": "%(currency)b",
        "rate": "%(rate)b",
        "rate_date": "%(rate_date)b",
        "amount": "%(amount)b",
        "open_amount": "%(open)b",
        "order_date": "%(order_date)b",
        "ship_date": "%(ship_date)b",
        "quantity": "%(quantity)b",
        "credit_days": "%(credit_days)b",
        "ship_to": "%(ship_to)b",
        "salesperson_id": "%(salesperson)b",
        "order_type": "%(order_type)b",
        "exemption": "%(exemption)b",
        "ahead": "%(ahead)b",
        "uncounted": "%(uncounted)b",
        "status": "%(status)b",
        "beyond": "%(beyond)b",
        "intake_run": "%(run)b",
    },
)
_MOVEMENT = Form(
    Movement,
    _OWNER
    | {
        "stage": "%(stage)b",
        "amount": "%(moved)b",
        "actor": "%(actor)b",
        "document_kind": '"order"',
        "document_id": "%(order)b",
        "cause_kind": '"order"',
        "cause_id": "%(order)b",
    },
)
_KEY = Form(
    SearchKey,
    {
        "kind": '"order"',
        "subject_id": "%(order)b",
        "customer_id": "%(buyer)b",
        "key": "%(key)b",
        "label": "%(number)b",
    },
)
ENTRY = journal.entry_form(
    act="trade.order_entered",
    kind="order",
    subject='"%(order)b"',
    customer="%(buyer)b",
    after={
        "number": "%(number)b",
        "currency": "%(currency)b",
        "status": "%(status)b",
        "amount": "%(amount)b",
        "ship_date": "%(ship_date)b",
    },
)
"""The journal's entry that an order was entered."""


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
    rate: FirstRate | None = None

    @property
    def occupies(self) -> bool:
        """Whether it takes credit at once; a held or rejected order takes none."""
        return self.status == Order.Status.RELEASED

    @property
    def moves(self) -> tuple[tuple[Stage, Decimal], ...]:
        """Where its value stands if it occupies, at its first rate: what counts, and what is kept without counting."""
        stage = Stage.ORDER_BEYOND if self.is_beyond else Stage.ORDER
        both = (stage, self._worth(self.draft.amount - self.uncounted)), (Stage.UNCOUNTED, self._worth(self.uncounted))
        return tuple(move for move in both if move[1])

    def _worth(self, amount: Decimal) -> Decimal:
        return amount if self.rate is None else worth(amount, rate=self.rate.value, code=self.account.kept_in)


@dataclass(frozen=True, slots=True)
class Total:
    """An account's totals as they were read under the lock, and as they are after the orders of a batch."""

    group_id: int
    account_id: int
    seen: Exposure
    after: Exposure


def written_of(each: Entered) -> dict[bytes, bytes]:
    """Write what the rows of an order say, once for all of them; who acts included."""
    account, draft, occupies = each.account, each.draft, each.occupies
    amount = _figure(draft.amount)
    return journal.who(each.actor) | {
        b"group": b"%d" % account.group_id,
        b"account": b"%d" % account.id,
        b"owner": b"%d" % account.customer_id,
        b"buyer": b"%d" % each.buyer_id,
        b"order": b"%d" % each.pk,
        b"number": encode(draft.number),
        b"currency": encode(account.currency),
        b"rate": b"null" if each.rate is None else _figure(each.rate.value),
        b"rate_date": b"null" if each.rate is None else encode(each.rate.valid_from),
        b"amount": amount,
        b"open": amount if occupies else b"0",
        b"order_date": encode(draft.order_date),
        b"ship_date": encode(draft.ship_date),
        b"quantity": _figure(draft.quantity) if draft.lines else b"0",
        b"credit_days": encode(draft.credit_days),
        b"ship_to": encode(draft.ship_to),
        b"salesperson": encode(draft.salesperson_id),
        b"order_type": encode(draft.order_type),
        b"exemption": encode(each.exemption),
        b"ahead": _figure(min(draft.ahead, draft.amount)) if draft.lines or draft.milestones else b"0",
        b"uncounted": _figure(each.uncounted) if occupies else b"0",
        b"status": encode(each.status),
        b"beyond": encode(each.is_beyond),
        b"run": encode(draft.intake_run),
    }


def rows_of_orders(
    entered: Sequence[Entered], written: Sequence[dict[bytes, bytes]], totals: Sequence[Total]
) -> tuple[Part, ...]:
    """Describe every row that entering these orders writes, but the journal's, for one statement."""
    both = list(zip(entered, written, strict=True))
    return (
        Part(_TOTALS, [_total(total) for total in totals]),
        _ORDER.part([_ORDER.row(said) for said in written]),
        inserted(OrderLine, [line for each in entered for line in _lines(each)]),
        inserted(Milestone, [part for each in entered for part in _milestones(each)]),
        _MOVEMENT.part([row for each, said in both if each.occupies for row in _movements(each, said)]),
        _KEY.part([row for each, said in both for row in _keys(each, said)]),
    )


def _figure(amount: Decimal) -> bytes:
    return f'"{amount:f}"'.encode()


def _total(total: Total) -> dict[str, Any]:
    return {
        "id": total.account_id,
        "group_id": total.group_id,
        "added": total.after.order - total.seen.order,
        "added_beyond": total.after.order_beyond - total.seen.order_beyond,
        "added_uncounted": total.after.uncounted - total.seen.uncounted,
    } | total.seen.as_json()


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


def _movements(each: Entered, written: dict[bytes, bytes]) -> Iterator[Raw]:
    for stage, amount in each.moves:
        yield _MOVEMENT.row(written | {b"stage": encode(stage), b"moved": _figure(amount)})


def _keys(each: Entered, written: dict[bytes, bytes]) -> Iterator[Raw]:
    for key in number_keys(each.draft.number):
        yield _KEY.row(written | {b"key": encode(key)})
