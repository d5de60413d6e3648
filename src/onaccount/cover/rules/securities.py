"""
What secures us and how much of it counts 担保.

Terms: guarantee 保证 (a third party's promise), bank guarantee 银行保函, letter of credit 信用证, deposit 保证金, insured limit
保险限额, collateral 抵质押物. A cover raises the available credit by value x percent (less the value where that is already
inside the exposure), of the whole customer or of one order, from its first day up to the day it expires or is revoked.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

HUNDRED = Decimal(100)


class CoverKind(StrEnum):
    """What it is."""

    GUARANTEE = "guarantee"
    BANK_GUARANTEE = "bank_guarantee"
    LETTER_OF_CREDIT = "letter_of_credit"
    DEPOSIT = "deposit"
    INSURANCE = "insurance"
    COLLATERAL = "collateral"


class CoverOutcome(StrEnum):
    """How a cover ended before its last day, or was settled after it."""

    REVOKED = "revoked"
    DRAWN = "drawn"
    RETURNED = "returned"
    REPLACED = "replaced"


QUIET = frozenset({CoverOutcome.RETURNED, CoverOutcome.REPLACED})
"""Ends nobody has to worry about: it was given back as no longer needed, or another took its place."""


@dataclass(frozen=True, slots=True)
class CoverDraft:
    """A cover as somebody enters it from its paper; `order_number` "" means it secures the whole customer."""

    kind: CoverKind
    value: Decimal
    currency: str
    percent: Decimal
    is_in_exposure: bool
    valid_from: date
    valid_to: date | None
    giver: str = ""
    reference: str = ""
    order_number: str = ""
    segment_id: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """
    A cover as the rules see it. `valid_to` is exclusive, None without end; `ended_on` is the first day it no longer counted.

    `order_number` "" and `segment_id` None mean the whole customer.
    """

    cover_id: int
    kind: CoverKind
    value: Decimal
    currency: str
    percent: Decimal
    is_in_exposure: bool
    segment_id: int | None
    order_number: str
    valid_from: date
    valid_to: date | None
    giver: str
    reference: str
    ended_on: date | None = None

    @property
    def counted(self) -> Decimal:
        """By how much it changes the available credit: value x percent, less the value if that is inside the exposure."""
        secured = Money(self.value * self.percent / HUNDRED, self.currency).rounded().amount
        return secured - self.value if self.is_in_exposure else secured


def checked_cover(draft: CoverDraft) -> CoverDraft:
    """
    The cover if it may stand.

    Refuses `cover.not_positive`, `cover.too_fine`, `cover.percent_out_of_range`, `cover.ends_before_it_begins` and
    `currency.unknown`.
    """
    if draft.value <= 0:
        raise Refusal("cover.not_positive", value=draft.value)
    if Money(draft.value, draft.currency).rounded().amount != draft.value:
        raise Refusal("cover.too_fine", value=draft.value, currency=draft.currency)
    if not 0 < draft.percent <= HUNDRED:
        raise Refusal("cover.percent_out_of_range", percent=draft.percent)
    if draft.valid_to is not None and draft.valid_to <= draft.valid_from:
        raise Refusal("cover.ends_before_it_begins")
    return draft


def checked_end(*, ended_on: date, reason: str, valid_from: date, today: date) -> None:
    """Whether a cover may end so. Refuses `cover.reason_missing`, `cover.ends_before_it_begins` and `cover.in_the_future`."""
    if not reason.strip():
        raise Refusal("cover.reason_missing")
    if ended_on < valid_from:
        raise Refusal("cover.ends_before_it_begins")
    if ended_on > today:
        raise Refusal("cover.in_the_future", day=ended_on)
