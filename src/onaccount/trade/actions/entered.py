"""
Many new orders written at once, as `enter_order` would write them one after another: order, lines, movement, totals, search keys.

The caller holds the groups' locks, has judged the orders and found their numbers free. The totals are changed only where they
are still what the judgement saw: the write is guarded by more than the lock.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct
from msgspec.json import encode
from msgspec.structs import asdict

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor
from onaccount.office.search.models import SearchKey
from onaccount.office.search.rules import number_keys
from onaccount.office.writing import Drawn, Part, Written, drawn_into, inserted
from onaccount.trade.models import Account, Milestone, Movement, Order, OrderLine, Stage
from onaccount.trade.rules import Exposure, OrderDraft
from onaccount.trade.rules.exposure import STAGES
from onaccount.trade.rules.valuation import FirstRate, worth

ZERO = Decimal(0)
NOTHING: Final = b'"0"'
_SAME = " AND ".join(f'a."{stage}" = r."{stage}"' for stage in STAGES)
_TYPES = ", ".join(f'"{stage}" numeric' for stage in STAGES)
_TOTALS = f"""
    UPDATE trade_account AS a
    SET "order" = a."order" + r.added, order_beyond = a.order_beyond + r.added_beyond, uncounted = a.uncounted + r.added_uncounted
    FROM jsonb_to_recordset(%s::text::jsonb)
        AS r(id bigint, group_id bigint, added numeric, added_beyond numeric, added_uncounted numeric, {_TYPES})
    WHERE a.id = r.id AND a.group_id = r.group_id AND {_SAME}
"""  # noqa: S608 pieces of our own
ORDER_COLUMNS: Final = {
    "group_id": "bigint",
    "account_id": "bigint",
    "payer_id": "bigint",
    "customer_id": "bigint",
    "order_id": "bigint",
    "number": "text",
    "currency": "text",
    "rate": "numeric",
    "rate_date": "date",
    "amount": "numeric",
    "open_amount": "numeric",
    "order_date": "date",
    "ship_date": "date",
    "quantity": "numeric",
    "credit_days": "integer",
    "ship_to": "text",
    "salesperson_id": "bigint",
    "order_type": "text",
    "exemption": "text",
    "ahead": "numeric",
    "uncounted": "numeric",
    "status": "text",
    "beyond": "boolean",
    "intake_run": "bigint",
    "stage": "text",
    "moved": "numeric",
    "kept": "numeric",
    "key": "text",
    "bare_key": "text",
    "entered": "jsonb",
} | journal.WHO
"""What a row of a sheet says of an order, in which currency and by whom it was entered, what of its worth stands where, and how it is found."""

ORDER_FORMS: Final = {
    "entered": '{"number":%(number)b,"currency":%(currency)b,"status":%(status)b,"amount":%(amount)b,"ship_date":%(ship_date)b}'
}
ORDER_ENTERED: Final = journal.Act("trade.order_entered", "order", "order_id", "customer_id", "entered")

_NOT_OF_THE_ORDER = {"payer_id", "order_id", "stage", "moved", "kept", "key", "bare_key", "entered", *journal.WHO}
_ORDER = drawn_into(Order, {"id": "order_id"} | {name: name for name in ORDER_COLUMNS if name not in _NOT_OF_THE_ORDER})
_MOVEMENT = drawn_into(
    Movement,
    {
        "group_id": "group_id",
        "account_id": "account_id",
        "stage": "to_stage",
        "amount": "worth",
        "actor": "actor",
        "document_kind": "'order'",
        "document_id": "order_id",
        "cause_kind": "'order'",
        "cause_id": "order_id",
    },
    beside=f"CROSS JOIN LATERAL (VALUES (stage, moved), ('{Stage.UNCOUNTED}', kept)) AS m(to_stage, worth)",
    where="worth <> 0",
)
_KEY = drawn_into(
    SearchKey,
    {"kind": "'order'", "subject_id": "order_id", "customer_id": "customer_id", "key": "one", "label": "number"},
    beside="CROSS JOIN LATERAL (VALUES (sheet.key), (bare_key)) AS k(one)",
    where="one IS NOT NULL",
)


class Entered(Struct, frozen=True):
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
    def stage(self) -> Stage:
        """Where what counts of it stands."""
        return Stage.ORDER_BEYOND if self.is_beyond else Stage.ORDER

    @property
    def worth(self) -> tuple[Decimal, Decimal]:
        """Its value at its first rate: what counts, and what is kept without counting."""
        counts, kept = self.draft.amount - self.uncounted, self.uncounted
        if self.rate is None:
            return counts, kept
        rate, code = self.rate.value, self.account.kept_in
        return worth(counts, rate=rate, code=code), worth(kept, rate=rate, code=code)

    @property
    def moves(self) -> tuple[tuple[Stage, Decimal], ...]:
        """Where its value comes to stand; nowhere as long as it does not occupy."""
        if not self.occupies:
            return ()
        counts, kept = self.worth
        return tuple([move for move in ((self.stage, counts), (Stage.UNCOUNTED, kept)) if move[1]])


class Total(Struct, frozen=True):
    """An account's totals as they were read under the lock, and as they are after the orders of a batch."""

    group_id: int
    account_id: int
    seen: Exposure
    after: Exposure


def written_alike(each: Entered) -> dict[bytes, bytes]:
    """Write what the columns of all orders of a buyer say that are entered on one account on one day."""
    account = each.account
    return {
        b"group_id": b"%d" % account.group_id,
        b"account_id": b"%d" % account.id,
        b"payer_id": b"%d" % account.customer_id,
        b"customer_id": b"%d" % each.buyer_id,
        b"currency": encode(account.currency),
        b"rate": b"null" if each.rate is None else _figure(each.rate.value),
        b"rate_date": b"null" if each.rate is None else encode(each.rate.valid_from),
    }


def written_of(each: Entered) -> dict[bytes, bytes]:
    """Write what the other columns of an order say, but who acts."""
    draft, occupies = each.draft, each.occupies
    amount = _figure(draft.amount)
    key, bare, *_ = (*number_keys(draft.number), None, None)
    counts, kept = each.worth if occupies else (ZERO, ZERO)
    return {
        b"order_id": b"%d" % each.pk,
        b"number": encode(draft.number),
        b"amount": amount,
        b"open_amount": amount if occupies else b"0",
        b"order_date": encode(draft.order_date),
        b"ship_date": encode(draft.ship_date),
        b"quantity": _figure(draft.quantity) if draft.lines else b"0",
        b"credit_days": encode(draft.credit_days),
        b"ship_to": encode(draft.ship_to),
        b"salesperson_id": encode(draft.salesperson_id),
        b"order_type": encode(draft.order_type),
        b"exemption": encode(each.exemption),
        b"ahead": _figure(min(draft.ahead, draft.amount)) if draft.lines or draft.milestones else b"0",
        b"uncounted": _figure(each.uncounted) if occupies else b"0",
        b"status": encode(each.status),
        b"beyond": encode(each.is_beyond),
        b"intake_run": encode(draft.intake_run),
        b"stage": encode(each.stage),
        b"moved": _figure(counts) if counts else NOTHING,
        b"kept": _figure(kept) if kept else NOTHING,
        b"key": encode(key),
        b"bare_key": encode(bare),
    }


def parts_of_orders(
    entered: Sequence[Entered], written: Sequence[Written], totals: Sequence[Total]
) -> tuple[Part | Drawn, ...]:
    """Describe every row that entering these orders writes, but the journal's, for one statement over a sheet of what is `written`."""
    keys = sum((said[b"key"] != b"null") + (said[b"bare_key"] != b"null") for said in written)
    return (
        Part(_TOTALS, [_total(total) for total in totals]),
        Drawn(_ORDER, len(entered)),
        inserted(OrderLine, [line for each in entered for line in _lines(each)]),
        inserted(Milestone, [part for each in entered for part in _milestones(each)]),
        Drawn(_MOVEMENT, sum((said[b"moved"] != NOTHING) + (said[b"kept"] != NOTHING) for said in written)),
        Drawn(_KEY, keys),
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
        yield {"group_id": each.account.group_id, "order_id": each.pk, "position": position} | asdict(line)


def _milestones(each: Entered) -> Iterator[dict[str, Any]]:
    for position, part in enumerate(each.draft.milestones, start=1):
        owner = {"group_id": each.account.group_id, "order_id": each.pk, "position": position}
        yield owner | {"trigger": part.trigger, "percent": part.percent, "amount": part.amount, "days": part.days}
