"""What the facts suggest: up for the better and the clean, down for the worse and the late, never past the proposal."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.limits.rules.granting import SHIPPED, Record, Suggested, suggest

RECORD = Record(
    limit=Decimal(100_000),
    days=30,
    proposed=Decimal(200_000),
    proposed_days=30,
    rank_then=4,
    rank_now=4,
    clean_months=12,
    days_late=Decimal(0),
    used=Decimal(60_000),
)
records = st.builds(
    Record,
    limit=st.integers(0, 50).map(lambda n: Decimal(n * 10_000)),
    days=st.integers(0, 90),
    proposed=st.integers(0, 50).map(lambda n: Decimal(n * 10_000)),
    proposed_days=st.integers(0, 90),
    rank_then=st.integers(1, 10),
    rank_now=st.integers(1, 10),
    clean_months=st.integers(0, 24),
    days_late=st.none() | st.integers(-5, 60).map(Decimal),
    used=st.integers(0, 60).map(lambda n: Decimal(n * 9_999)),
)


def told(**changes: object) -> tuple[str, Decimal, int, str] | None:
    found = suggest(record=replace(RECORD, **changes), policy=SHIPPED)
    return None if found is None else (found.kind, found.amount, found.days, found.reason.code)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("raise", 120_000, 30, "granting.clean_months")),
        ({"rank_now": 3}, ("raise", 200_000, 30, "granting.better_grade")),
        ({"clean_months": 11}, None),
        ({"used": Decimal(40_000)}, None),
        ({"limit": Decimal(0)}, None),
        ({"proposed": Decimal(110_000)}, ("raise", 110_000, 30, "granting.clean_months")),
        ({"limit": Decimal(10_000), "proposed": Decimal(15_000)}, None),
        ({"proposed": Decimal(50_000), "rank_now": 5}, ("cut", 60_000, 30, "granting.worse_grade")),
        ({"proposed": Decimal(70_000), "days_late": Decimal(20)}, ("cut", 70_000, 30, "granting.late_days")),
        ({"proposed": Decimal(0), "rank_now": 5, "used": Decimal(60_001)}, ("cut", 70_000, 30, "granting.worse_grade")),
        ({"proposed": Decimal(0), "rank_now": 5, "used": Decimal(100_000)}, None),
        (
            {"proposed": Decimal(50_000), "proposed_days": 15, "rank_now": 5},
            ("cut", 60_000, 15, "granting.worse_grade"),
        ),
        ({"proposed": Decimal(50_000)}, None),
        ({"proposed": Decimal(50_000), "days_late": None}, None),
        ({"proposed": Decimal(100_000), "proposed_days": 45}, ("terms", 100_000, 45, "granting.clean_months")),
        (
            {"proposed": Decimal(100_000), "proposed_days": 45, "rank_now": 2},
            ("terms", 100_000, 45, "granting.better_grade"),
        ),
        ({"proposed": Decimal(50_000), "proposed_days": 45}, ("terms", 100_000, 45, "granting.clean_months")),
        ({"proposed": Decimal(100_000), "proposed_days": 45, "clean_months": 3}, None),
        ({"proposed_days": 45, "rank_now": 2, "days_late": Decimal(20), "limit": Decimal(200_000)}, None),
    ],
)
def test_the_facts_suggest(changes: dict[str, object], expected: tuple[str, int, int, str] | None) -> None:
    assert told(**changes) == expected


@given(record=records)
def test_up_stays_inside_the_proposal_and_down_above_proposal_and_exposure(record: Record) -> None:
    found = suggest(record=record, policy=SHIPPED)
    if found is None:
        return
    ways = {"raise": found.amount > record.limit, "cut": found.amount < record.limit, "terms": found.days > record.days}
    bounds = {
        "raise": found.amount <= record.proposed,
        "cut": found.amount >= max(record.proposed, record.used),
        "terms": (found.amount, found.days) == (record.limit, record.proposed_days),
    }
    assert (ways[found.kind], bounds[found.kind]) == (True, True)


@given(record=records)
def test_a_customer_that_did_not_get_worse_is_never_cut(record: Record) -> None:
    kept = replace(record, rank_now=record.rank_then, days_late=None)
    found = suggest(record=kept, policy=SHIPPED)
    assert not isinstance(found, Suggested) or found.kind != "cut"
