"""What loosens needs two people: negative and sanctions listings do not lapse, and their author does not lift them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import ListingDraft, ListingKind, checked_listing, refuse_lifting

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
DRAFT = ListingDraft(ListingKind.POSITIVE, "board", "state-owned", DAY, LATER)


def test_a_positive_listing_may_lapse() -> None:
    assert checked_listing(DRAFT) is DRAFT


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"kind": ListingKind.NEGATIVE}, "listing_never_lapses"),
        ({"kind": ListingKind.SANCTIONS}, "listing_never_lapses"),
        ({"valid_to": DAY}, "ends_before_it_begins"),
    ],
)
def test_a_listing_that_makes_no_sense_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_listing(replace(DRAFT, **change))


@pytest.mark.parametrize("kind", [ListingKind.NEGATIVE, ListingKind.SANCTIONS])
def test_who_put_a_customer_on_such_a_list_does_not_take_it_off(kind: ListingKind) -> None:
    refuse_lifting(kind=kind, placed_by=1, lifter=2)
    with pytest.raises(Refusal, match="listed_by_yourself"):
        refuse_lifting(kind=kind, placed_by=1, lifter=1)


def test_a_positive_listing_may_be_lifted_by_its_author() -> None:
    refuse_lifting(kind=ListingKind.POSITIVE, placed_by=1, lifter=1)
