"""
What may be noted on open items 账项备注, and what a new note makes of the one before.

Terms: dispute 争议 (the customer does not accept an item, or a part), promise 付款承诺 (a day by which it will pay), demand 催款
(we asked for payment at a level from 1, a reminder, to 9).
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.documents import refuse_to_come

LEVELS = range(1, 10)


class DisputeCause(StrEnum):
    """Why the customer objects."""

    PRICE = "price"
    QUANTITY = "quantity"
    QUALITY = "quality"
    DELIVERY = "delivery"
    PAPERS = "papers"
    DUPLICATE = "duplicate"
    PAID = "paid"
    OTHER = "other"


class DisputeOutcome(StrEnum):
    """Who was right in the end."""

    JUSTIFIED = "justified"
    UNFOUNDED = "unfounded"
    COMPROMISE = "compromise"


class PromiseOutcome(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    BROKEN = "broken"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"


class Marked(Struct, frozen=True):
    """An item as a mark sees it: whose it is and what of it is open, in its currency."""

    number: str
    customer_id: int
    open_amount: Decimal
    currency: str


class DisputeDraft(Struct, frozen=True):
    """An objection as somebody enters it; `amount` None means all that is open."""

    cause: DisputeCause
    amount: Decimal | None
    raised_on: date
    remark: str


class PromiseDraft(Struct, frozen=True):
    """A promise as somebody enters it: who gave it on which day, and for which day."""

    given_on: date
    given_by: str
    promised_date: date
    remark: str


class DemandDraft(Struct, frozen=True):
    """A demand that went out on a day, at a level."""

    level: int
    sent_on: date
    remark: str


class Ending(Struct, frozen=True):
    """The end of a mark: the day, and why."""

    ended_on: date
    remark: str


def disputed_amount(draft: DisputeDraft, *, item: Marked, today: date) -> Decimal:
    """
    What of the item is disputed, in its currency.

    Refuses `trade.item_not_open`, `trade.in_the_future`, `trade.not_positive`, `trade.too_fine` and `trade.more_than_open`.
    """
    refuse_marking([item], day=draft.raised_on, today=today)
    amount = item.open_amount if draft.amount is None else draft.amount
    if amount <= 0:
        raise Refusal("trade.not_positive", number=item.number, amount=amount)
    if Money(amount, item.currency).rounded().amount != amount:
        raise Refusal("trade.too_fine", number=item.number, amount=amount, currency=item.currency)
    if amount > item.open_amount:
        raise Refusal("trade.more_than_open", number=item.number, open=Money(item.open_amount, item.currency))
    return amount


def checked_promise(draft: PromiseDraft, *, items: Sequence[Marked], today: date) -> PromiseDraft:
    """The promise if these items can be promised. Refuses like `refuse_marking`, and `trade.promised_for_the_past`."""
    refuse_marking(items, day=draft.given_on, today=today)
    if draft.promised_date < draft.given_on:
        raise Refusal("trade.promised_for_the_past", promised_date=draft.promised_date)
    return draft


def checked_demand(draft: DemandDraft, *, items: Sequence[Marked], today: date) -> DemandDraft:
    """The demand if these items can be demanded. Refuses like `refuse_marking`, and `trade.level_out_of_range`."""
    refuse_marking(items, day=draft.sent_on, today=today)
    if draft.level not in LEVELS:
        raise Refusal("trade.level_out_of_range", level=draft.level)
    return draft


def refuse_marking(items: Sequence[Marked], *, day: date, today: date) -> None:
    """
    Whether open items of one customer are chosen and the day has come.

    Refuses `trade.nothing_chosen`, `trade.other_customers`, `trade.item_not_open` and `trade.in_the_future`.
    """
    if not items:
        raise Refusal("trade.nothing_chosen")
    if len({item.customer_id for item in items}) > 1:
        raise Refusal("trade.other_customers")
    settled = next((item for item in items if item.open_amount <= 0), None)
    if settled is not None:
        raise Refusal("trade.item_not_open", number=settled.number)
    refuse_to_come(day, today=today)


def checked_ending(ending: Ending, *, began: date, today: date) -> Ending:
    """The end if it lies between the beginning and today. Refuses `trade.ends_before_it_began` and `trade.in_the_future`."""
    if ending.ended_on < began:
        raise Refusal("trade.ends_before_it_began", began=began)
    refuse_to_come(ending.ended_on, today=today)
    return ending


def outcome_of_promise(*, promised_date: date, paid_on: date | None, today: date) -> PromiseOutcome | None:
    """What became of a promise: kept when all was paid by its day, broken when it was not; None while it stands."""
    if paid_on is not None and paid_on <= promised_date:
        return PromiseOutcome.KEPT
    return PromiseOutcome.BROKEN if paid_on is not None or promised_date < today else None


def outcome_of_earlier(*, promised_date: date, given_on: date) -> PromiseOutcome:
    """What a new promise given on a day makes of the one before: broken if its day had passed, else moved."""
    return PromiseOutcome.BROKEN if promised_date < given_on else PromiseOutcome.MOVED


def level_after(highest: int) -> int:
    """The level of the next demand after the highest so far (0: none yet): one more, up to the last there is."""
    return min(highest + 1, LEVELS[-1])
