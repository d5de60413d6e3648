"""How much a security counts, and which papers are refused."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.cover.rules import CoverDraft, CoverFacts, CoverKind, checked_cover, checked_end
from onaccount.kernel.reasons import Refusal

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
DRAFT = CoverDraft(
    CoverKind.INSURANCE, Decimal(50_000), "CNY", Decimal(50), is_in_exposure=False, valid_from=DAY, valid_to=LATER
)


def facts(value: Decimal, percent: Decimal, *, inside: bool) -> CoverFacts:
    return CoverFacts(1, CoverKind.INSURANCE, value, "CNY", percent, inside, None, "", DAY, None, "", "")


def test_half_of_an_insured_limit_counts() -> None:
    assert facts(Decimal(50_000), Decimal(50), inside=False).counted == 25_000


def test_what_is_inside_the_exposure_already_is_taken_out_again() -> None:
    assert facts(Decimal(50_000), Decimal(50), inside=True).counted == -25_000


@given(cents=st.integers(1, 10**12), percent=st.integers(1, 10_000))
def test_a_security_never_counts_for_more_than_its_value(cents: int, percent: int) -> None:
    value, share = Decimal(cents).scaleb(-2), Decimal(percent).scaleb(-2)
    outside, inside = (facts(value, share, inside=flag).counted for flag in (False, True))
    assert 0 <= outside <= value
    assert inside == outside - value


def test_a_paper_in_order_stands() -> None:
    assert checked_cover(DRAFT) is DRAFT
    assert checked_cover(replace(DRAFT, valid_to=None, percent=Decimal(100))).valid_to is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": Decimal(0)}, "cover.not_positive"),
        ({"value": Decimal("0.001")}, "cover.too_fine"),
        ({"percent": Decimal(0)}, "cover.percent_out_of_range"),
        ({"percent": Decimal("100.01")}, "cover.percent_out_of_range"),
        ({"valid_to": DAY}, "cover.ends_before_it_begins"),
    ],
)
def test_a_paper_that_makes_no_sense_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_cover(replace(DRAFT, **change))
    assert refused.value.code == code


def test_a_security_may_end_on_its_first_day() -> None:
    checked_end(ended_on=DAY, reason="bank withdrew", valid_from=DAY, today=DAY)


@pytest.mark.parametrize(
    ("ended_on", "reason", "code"),
    [
        (DAY, " ", "reason_missing"),
        (DAY - timedelta(days=1), "x", "ends_before_it_begins"),
        (LATER, "x", "in_the_future"),
    ],
)
def test_a_security_ends_for_a_reason_between_its_first_day_and_today(ended_on: date, reason: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_end(ended_on=ended_on, reason=reason, valid_from=DAY, today=DAY)
