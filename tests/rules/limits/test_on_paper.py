"""What a model's percentage, a zone and a request mean for a limit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules.altman import Zone
from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import on_paper
from onaccount.limits.rules.on_paper import STEPS

LIMIT = Decimal(100_000)


@pytest.mark.parametrize(
    ("percent", "by", "limit"),
    [
        ("20", 0, 0),
        ("21", 21, 21_000),
        ("45", 45, 45_000),
        ("46", 96, 96_000),
        ("65", 115, 115_000),
        ("70", 170, 170_000),
    ],
)
def test_a_limit_follows_the_characteristics_in_four_steps(percent: str, by: int, limit: int) -> None:
    found = on_paper.characteristics_limit(limit=LIMIT, characteristics_percent=Decimal(percent), steps=STEPS)
    assert (found.multiplied_by, found.limit) == (by, limit)


@given(st.decimals("0", "100", places=2), st.decimals("0", "100", places=2))
def test_a_better_result_never_lowers_the_limit(one: Decimal, other: Decimal) -> None:
    lower, higher = (
        on_paper.characteristics_limit(limit=LIMIT, characteristics_percent=each, steps=STEPS).limit
        for each in sorted((one, other))
    )
    assert lower <= higher


def test_steps_must_rise_to_a_hundred_and_a_percentage_lies_below() -> None:
    for wrong in ((), ((Decimal(50), Decimal(0)),), ((Decimal(50), None), (Decimal(50), None), (Decimal(100), None))):
        with pytest.raises(Refusal, match=r"limits\.steps"):
            on_paper.characteristics_limit(limit=LIMIT, characteristics_percent=Decimal(1), steps=wrong)
    with pytest.raises(Refusal, match=r"limits\.percent_outside"):
        on_paper.characteristics_limit(limit=LIMIT, characteristics_percent=Decimal(101), steps=STEPS)


@pytest.mark.parametrize(("zone", "limit"), [(Zone.SAFE, 100_000), (Zone.GREY, 70_000), (Zone.DISTRESS, 30_000)])
def test_in_distress_only_what_is_secured_is_lent(zone: Zone, limit: int) -> None:
    found = on_paper.by_zone(limit=LIMIT, zone=zone, grey_factor=Decimal("0.7"), secured_value=Decimal(30_000))
    assert found == limit


def test_more_than_ninety_days_of_sales_are_looked_at_closely() -> None:
    asked = [
        on_paper.requested_days(requested=each, average_monthly_sales=LIMIT) for each in (3 * LIMIT, 3 * LIMIT + 1)
    ]
    assert [one.is_flagged for one in asked] == [False, True]


def test_what_a_grade_usually_has() -> None:
    assert on_paper.usual_for_grade(grade="A").days == 45
    with pytest.raises(Refusal, match=r"assessment\.grade_unknown"):
        on_paper.usual_for_grade(grade="E")
