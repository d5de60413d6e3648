"""Signs of a customer who will pay late, and how loudly they speak."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules.altman import Zone
from onaccount.monitoring.rules import LOUDNESS, Level, Watched, early_warning

QUIET = Watched(
    days_overdue=Decimal(0),
    days_late_now=Decimal(5),
    days_late_usual=Decimal(5),
    promises_broken=0,
    order_to_usual=Decimal(1),
    utilisation=Decimal("0.5"),
    nearly_full_days=0,
    grade_before="A",
    grade="A",
    zone=Zone.SAFE,
    has_dishonoured_bill=False,
    has_legal_record=False,
    has_registry_change=False,
    is_insurance_cut=False,
    is_insurance_withdrawn=False,
    statement_unconfirmed_days=0,
    file_age_months=3,
    statement_age_months=Decimal(10),
)


def signs(**seen: Any) -> dict[str, str]:
    return {one.signal: one.level for one in early_warning(replace(QUIET, **seen)).signals}


def test_a_quiet_customer_gives_no_sign() -> None:
    assert (early_warning(QUIET).level, signs()) == (Level.NONE, {})


@pytest.mark.parametrize(
    ("days", "level"),
    [(0, None), (1, "yellow"), (15, "yellow"), (16, "orange"), (31, "red"), (60, "red"), (61, "stop")],
)
def test_days_overdue_speak_louder_as_they_grow(days: int, level: str | None) -> None:
    assert signs(days_overdue=Decimal(days)).get("overdue") == level


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"days_late_now": Decimal(15)}, {}),
        ({"days_late_now": Decimal(16)}, {"pays_later": "yellow"}),
        ({"promises_broken": 2}, {"broken_promises": "orange"}),
        ({"order_to_usual": Decimal("2.1")}, {"order_surge": "yellow"}),
        ({"utilisation": Decimal(1)}, {}),
        ({"utilisation": Decimal("0.95"), "nearly_full_days": 30}, {"utilisation": "yellow"}),
        ({"utilisation": Decimal("1.01")}, {"utilisation": "orange"}),
        ({"grade": "BBB"}, {}),
        ({"grade": "BB"}, {"grade_fell": "orange"}),
        ({"grade": "CCC"}, {"grade_fell": "red"}),
        ({"grade_before": "CCC", "grade": "CCC"}, {}),
        ({"grade": ""}, {}),
        ({"zone": Zone.DISTRESS}, {"zone": "red"}),
        ({"has_dishonoured_bill": True}, {"dishonoured_bill": "red"}),
        ({"has_legal_record": True}, {"legal_record": "red"}),
        ({"has_registry_change": True}, {"registry_change": "yellow"}),
        ({"is_insurance_cut": True}, {"insurance": "orange"}),
        ({"is_insurance_cut": True, "is_insurance_withdrawn": True}, {"insurance": "red"}),
        ({"statement_unconfirmed_days": 31}, {"statement_unconfirmed": "yellow"}),
        ({"file_age_months": 13}, {"stale": "yellow"}),
        ({"statement_age_months": Decimal(19)}, {"stale": "yellow"}),
    ],
)
def test_each_sign_begins_at_its_threshold(seen: dict[str, Any], expected: dict[str, str]) -> None:
    assert signs(**seen) == expected


@given(st.integers(0, 200), st.integers(0, 5), st.booleans(), st.booleans())
def test_the_loudest_sign_is_told_first_and_gives_the_level(days: int, broken: int, bill: bool, cut: bool) -> None:
    seen = {
        "days_overdue": Decimal(days),
        "promises_broken": broken,
        "has_dishonoured_bill": bill,
        "is_insurance_cut": cut,
    }
    told = early_warning(replace(QUIET, **seen))  # type: ignore[arg-type]
    levels = [LOUDNESS.index(one.level) for one in told.signals]
    assert levels == sorted(levels, reverse=True)
    assert LOUDNESS.index(told.level) == max(levels, default=0)
