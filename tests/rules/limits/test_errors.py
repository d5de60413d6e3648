"""Errors in filled-in limits: what is recorded, what counts as a slip, how causes are counted."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.limits.test_proposals import ASKED as RAISED

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import (
    Cause,
    Corrected,
    CreditLimit,
    ErrorDraft,
    Touched,
    by_cause,
    error_as_json,
    reasons_of_error,
    recorded,
    slips_in,
)

TODAY = date(2026, 3, 2)
DRAFT = ErrorDraft("wrong_unit", ("sales",), "", " read back ", TODAY + timedelta(days=30))
LET_GO = Touched("O-1", "900 CNY", "release", "hold")
STOPPED = Touched("O-2", "900 CNY", "hold", "release")
MISSING = CreditLimit.missing(expired_on=None)
ASKED = replace(RAISED, value=Decimal(5_000_000), reason="")
causes = st.builds(
    Corrected,
    cause=st.sampled_from([each.value for each in Cause]),
    days=st.integers(0, 400),
    touched=st.integers(0, 9),
)


def test_the_record_of_an_error_keeps_cause_scope_and_measure() -> None:
    error = recorded(DRAFT, touched=[LET_GO, STOPPED], today=TODAY)
    assert (error.measure, error.released) == ("read back", 1)
    assert error_as_json(error)["touched"] == [
        ["O-1", "900 CNY", "release", "hold"],
        ["O-2", "900 CNY", "hold", "release"],
    ]
    assert [reason.code for reason in reasons_of_error(error)] == [
        "limits.cause.wrong_unit",
        "limits.affected",
        "limits.told.sales",
        "limits.measure",
    ]


def test_a_wrong_source_is_verified_again_before_it_is_corrected() -> None:
    draft = replace(DRAFT, cause="wrong_source", departments=("legal", "finance"))
    with pytest.raises(Refusal, match="verify_source"):
        recorded(draft, touched=[], today=TODAY)
    error = recorded(replace(draft, verified_with=" the contract "), touched=[], today=TODAY)
    assert (error.departments, error.verified_with) == (("finance", "legal"), "the contract")
    assert [reason.code for reason in reasons_of_error(error)][1] == "limits.verified"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cause": "bad luck"}, "limits.cause_unknown"),
        ({"departments": ()}, "limits.departments_missing"),
        ({"departments": ("sales", "kitchen")}, "limits.departments_missing"),
        ({"measure": " "}, "limits.measure_missing"),
        ({"follow_up_on": TODAY}, "limits.follow_up_past"),
        ({"follow_up_on": TODAY + timedelta(days=400)}, "limits.follow_up_past"),
    ],
)
def test_a_record_without_cause_measure_or_day_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        recorded(replace(DRAFT, **change), touched=[], today=TODAY)


@given(rows=st.lists(causes, max_size=20))
def test_no_error_is_lost_or_counted_twice(rows: list[Corrected]) -> None:
    counted = by_cause(rows)
    assert sum(each.errors for each in counted) == len(rows)
    assert sum(each.touched for each in counted) == sum(row.touched for row in rows)
    assert round(sum((each.share for each in counted), Decimal(0)), 9) == (1 if rows else 0)


def test_a_tenfold_figure_is_a_slip_and_a_deliberate_zero_is_none() -> None:
    found = slips_in(asked=ASKED, before=MISSING, largest=Decimal(400_000))
    assert [reason.code for reason in found] == ["limits.jump.history"]
    assert slips_in(asked=replace(ASKED, value=Decimal(0)), before=MISSING, largest=Decimal(400_000)) == ()
