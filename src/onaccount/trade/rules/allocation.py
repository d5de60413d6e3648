"""
Which invoices a payment settles 核销.

Terms: allocation 核销, unapplied cash 未核销收款, part payment 部分付款. A payer's own word comes first (the items the
remittance names), then, where the method says so, the oldest due. What is left stays unapplied; nothing is lost.
Law: Civil Code of the PRC article 560 lets the debtor name the debt it pays; interest and costs before principal
(article 561) are given as separate items by the caller, in the order they are to be paid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)


class Method(StrEnum):
    """What happens to money that names no item: settle the oldest due items, or keep it unapplied."""

    OLDEST_DUE = "oldest_due"
    NAMED_ONLY = "named_only"


@dataclass(frozen=True, slots=True)
class Settleable:
    """An open claim: `open_amount` is above zero."""

    item_id: int
    open_amount: Decimal
    due_date: date
    document_date: date


@dataclass(frozen=True, slots=True)
class Choice:
    """An item the payer names, and how much of the payment is for it; None is as much as the item still needs."""

    item_id: int
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """So much of the payment settles this item."""

    item_id: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a payment is spread. The parts and what stays unapplied are together exactly the payment."""

    parts: tuple[Part, ...]
    unapplied: Decimal


def allocate(*, payment: Decimal, items: Iterable[Settleable], method: Method, chosen: Sequence[Choice]) -> Allocation:
    """
    Spread a payment: named items first in the order named, then by method the oldest due.

    Ties go to the older document, then to the one entered first. Refuses `allocation.not_positive`,
    `allocation.item_not_open`, `allocation.more_than_open` (a named amount above what the item still needs),
    `allocation.more_than_paid` (named amounts above the payment) and `allocation.named_twice`.
    """
    if payment <= 0:
        raise Refusal("allocation.not_positive", amount=payment)
    still_open = {item.item_id: item for item in items}
    _refuse_bad_choices(payment, still_open, chosen)
    wanted = [(choice.item_id, _named_amount(choice, still_open)) for choice in chosen]
    named = {choice.item_id for choice in chosen}
    if method is Method.OLDEST_DUE:
        rest = (item for item in still_open.values() if item.item_id not in named)
        wanted += [(item.item_id, item.open_amount) for item in sorted(rest, key=_oldest_due)]
    return _poured(payment, wanted)


def _poured(payment: Decimal, wanted: Iterable[tuple[int, Decimal]]) -> Allocation:
    parts: list[Part] = []
    left = payment
    for item_id, amount in wanted:
        if left <= 0:
            break
        part = min(left, amount)
        parts.append(Part(item_id, part))
        left -= part
    return Allocation(tuple(parts), left)


def _oldest_due(item: Settleable) -> tuple[date, date, int]:
    return item.due_date, item.document_date, item.item_id


def _named_amount(choice: Choice, still_open: dict[int, Settleable]) -> Decimal:
    return still_open[choice.item_id].open_amount if choice.amount is None else choice.amount


def _refuse_bad_choices(payment: Decimal, still_open: dict[int, Settleable], chosen: Sequence[Choice]) -> None:
    seen: set[int] = set()
    for choice in chosen:
        item = still_open.get(choice.item_id)
        if item is None:
            raise Refusal("allocation.item_not_open", item=choice.item_id)
        if choice.item_id in seen:
            raise Refusal("allocation.named_twice", item=choice.item_id)
        seen.add(choice.item_id)
        if choice.amount is not None and not ZERO < choice.amount <= item.open_amount:
            raise Refusal("allocation.more_than_open", item=choice.item_id, amount=choice.amount, open=item.open_amount)
    named = sum((choice.amount for choice in chosen if choice.amount is not None), ZERO)
    if named > payment:
        raise Refusal("allocation.more_than_paid", named=named, payment=payment)
