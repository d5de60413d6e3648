"""Screening an online application: what the applicant must mend, what staff should ask, and the code to go on with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.identity import make_uscc
from onaccount.limits.rules.application import (
    CODE_LENGTH,
    CONSENTS,
    Applied,
    Known,
    code_digest,
    is_over,
    resume_code,
    screen,
)

USCC = make_uscc(authority="91", region="990101", organisation="MA000001")
APPLIED = Applied(
    "新霁生物",
    USCC,
    "CN",
    Decimal(90_000),
    30,
    Decimal(30_000),
    "lin@example.com",
    frozenset({"business_licence"}),
    frozenset(CONSENTS),
)
KNOWN = Known(is_customer=False, is_stopped=False, papers=("business_licence",), longest_days=90, currency="CNY")


def test_a_whole_application_passes() -> None:
    assert screen(applied=APPLIED, known=KNOWN) == screen(applied=replace(APPLIED, country="DE", uscc=""), known=KNOWN)
    assert screen(applied=APPLIED, known=KNOWN).stops == screen(applied=APPLIED, known=KNOWN).questions == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "application.name_missing"),
        ({"uscc": "91990101MA0000012"}, "application.uscc_wrong"),
        ({"amount": Decimal(0)}, "application.amount_missing"),
        ({"email": "lin"}, "application.email_missing"),
        ({"papers": frozenset()}, "application.paper_missing"),
        ({"consents": frozenset({"truth"})}, "application.consent_missing"),
    ],
)
def test_what_is_missing_stops_it_by_name(change, code) -> None:
    assert [reason.code for reason in screen(applied=replace(APPLIED, **change), known=KNOWN).stops] == [code]


@pytest.mark.parametrize(
    ("applied", "known", "code"),
    [
        ({}, {"is_customer": True}, "application.is_customer"),
        ({}, {"is_stopped": True}, "application.is_stopped"),
        ({"amount": Decimal(90_001)}, {}, "application.above_ninety_days"),
        ({"days": 91}, {}, "application.days_too_long"),
    ],
)
def test_what_staff_should_ask_does_not_stop_it(applied, known, code) -> None:
    found = screen(applied=replace(APPLIED, **applied), known=replace(KNOWN, **known))
    assert (found.stops, [reason.code for reason in found.questions]) == ((), [code])


@given(st.binary(min_size=CODE_LENGTH, max_size=20))
def test_a_code_is_known_again_however_it_is_typed(drawn) -> None:
    code = resume_code(drawn=drawn)
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]}"
    assert (len(code), code_digest(typed)) == (CODE_LENGTH, code_digest(code))


def test_an_application_is_kept_as_long_as_its_consent_told_and_no_longer_than_the_policy_says() -> None:
    over = partial(is_over, ended=date(2025, 2, 28), today=date(2028, 2, 29))
    assert [over(told=36, months=36), over(told=37, months=37), over(told=36, months=60)] == [True, False, True]
    assert [over(told=60, months=36), over(told=None, months=36), over(told=None, months=37)] == [True, True, False]
