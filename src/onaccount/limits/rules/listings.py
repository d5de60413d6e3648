"""
Lists on which a customer may stand 名单, and the day of its next review 复审日期.

Terms: positive list 白名单 (rules may leave it alone), negative list 负面清单, sanctions list 制裁名单. What loosens needs two
people: a negative or a sanctions listing does not lapse by date, and who placed it does not lift it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onaccount.kernel.reasons import Refusal


class ListingKind(StrEnum):
    """The list."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    SANCTIONS = "sanctions"


NEEDS_TWO = frozenset({ListingKind.NEGATIVE, ListingKind.SANCTIONS})


@dataclass(frozen=True, slots=True)
class ListingDraft:
    """A listing as somebody enters it; `source` names the list or the paper it comes from."""

    kind: ListingKind
    source: str
    reason: str
    valid_from: date
    valid_to: date | None


def checked_listing(draft: ListingDraft) -> ListingDraft:
    """
    The listing if it may stand.

    Refuses `limits.reason_missing`, `limits.listing_never_lapses` and `limits.ends_before_it_begins`.
    """
    if not draft.reason.strip():
        raise Refusal("limits.reason_missing")
    if draft.valid_to is not None and draft.kind in NEEDS_TWO:
        raise Refusal("limits.listing_never_lapses")
    if draft.valid_to is not None and draft.valid_to <= draft.valid_from:
        raise Refusal("limits.ends_before_it_begins")
    return draft


def refuse_lifting(*, kind: ListingKind, placed_by: int, lifter: int) -> None:
    """Whether somebody may take a customer off a list. Refuses `limits.listed_by_yourself` for what needs a second person."""
    if kind in NEEDS_TWO and placed_by == lifter:
        raise Refusal("limits.listed_by_yourself")
