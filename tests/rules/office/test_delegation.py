"""Delegation 委托: for somebody else, for some days, and for a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.rules import DelegationDraft, checked_delegation

TODAY = date(2026, 3, 2)
DRAFT = DelegationDraft(1, 2, TODAY, TODAY + timedelta(days=7), "holiday")


def test_a_week_of_holiday_may_be_delegated() -> None:
    assert checked_delegation(DRAFT, today=TODAY) == DRAFT


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(DRAFT, taker_id=1), "approval.delegated_to_oneself"),
        (replace(DRAFT, valid_to=TODAY), "approval.delegation_dates"),
        (replace(DRAFT, valid_to=TODAY + timedelta(days=93)), "approval.delegation_dates"),
        (replace(DRAFT, valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1)), "approval.delegation_dates"),
        (replace(DRAFT, reason=" "), "approval.delegation_reason"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(draft: DelegationDraft, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_delegation(draft, today=TODAY)
    assert refused.value.code == code
