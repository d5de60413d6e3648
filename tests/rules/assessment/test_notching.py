"""Notches move a grade, caps hold it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from onaccount.assessment.rules.notching import GradeCase, Notched, notched
from onaccount.kernel.reasons import Refusal

CLEAN = GradeCase(
    grade="BBB",
    notches=0,
    most_notches=2,
    is_fine=False,
    insolvent=False,
    licence_revoked=False,
    dishonest=False,
    stop_order=False,
    lawsuits_as_debtor=False,
    years_of_trade=Decimal(3),
    statement_age_months=Decimal(6),
)


def told(**changed: Any) -> Notched:
    return notched(replace(CLEAN, **changed))


@pytest.mark.parametrize(
    ("changed", "after", "grade", "by"),
    [
        ({}, "BBB", "BBB", ()),
        ({"notches": 2}, "AA", "AA", ()),
        ({"notches": -1}, "BB", "BB", ()),
        ({"grade": "AAA", "notches": 1}, "AAA", "AAA", ()),
        ({"notches": 1, "is_fine": True}, "BBB+", "BBB+", ()),
        ({"notches": 2, "years_of_trade": Decimal("0.5")}, "AA", "A", ("years_of_trade",)),
        ({"notches": 2, "statement_age_months": Decimal(19)}, "AA", "BBB", ("statement_age_months",)),
        ({"dishonest": True, "stop_order": True}, "BBB", "C", ("dishonest", "stop_order")),
        ({"dishonest": True, "insolvent": True}, "BBB", "D", ("insolvent",)),
    ],
)
def test_a_reason_moves_a_grade_and_a_fact_holds_it(
    changed: dict[str, Any], after: str, grade: str, by: tuple[str, ...]
) -> None:
    assert told(**changed) == Notched(after, grade, by)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"grade": "E"}, "assessment.grade_unknown"),
        ({"notches": 3}, "assessment.too_many_notches"),
        ({"grade": "BBB+"}, "assessment.not_fine"),
    ],
)
def test_too_many_notches_and_strange_grades_are_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        told(**changed)
