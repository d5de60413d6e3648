"""Guarantees and insurance: amounts and the days that must not be missed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.cover.rules.guarantee import GuaranteeKind, GuaranteeStep, guarantee_deadline
from onaccount.cover.rules.insurance import insurance_days, insured_recovery
from onaccount.kernel.calendar import Calendar

WEEKENDS = Calendar(frozenset(), frozenset())
DUE = date(2025, 8, 31)
AMOUNTS = st.decimals("0", "1000000", places=2)


@pytest.mark.parametrize(
    ("agreed", "last", "as_agreed"),
    [(None, date(2026, 2, 28), False), (DUE, date(2026, 2, 28), False), (date(2026, 8, 31), date(2026, 8, 31), True)],
)
def test_a_guarantee_lasts_six_months_or_as_agreed(*, agreed: date | None, last: date, as_agreed: bool) -> None:
    found = guarantee_deadline(principal_due=DUE, agreed_end=agreed, kind=GuaranteeKind.JOINT, calendar=WEEKENDS)
    assert (found.last_day, found.is_as_agreed, found.needed) == (last, as_agreed, GuaranteeStep.CLAIM_GUARANTOR)


def test_a_general_guarantee_wants_the_debtor_sued_and_a_weekend_moves_the_day() -> None:
    found = guarantee_deadline(principal_due=DUE, agreed_end=None, kind=GuaranteeKind.GENERAL, calendar=WEEKENDS)
    assert (found.needed, found.last_day_shifted) == (GuaranteeStep.SUE_DEBTOR, date(2026, 3, 2))


@given(AMOUNTS, AMOUNTS, st.decimals("0", "1", places=2), AMOUNTS)
def test_an_insurer_never_pays_more_than_the_claim(
    exposure: Decimal, limit: Decimal, share: Decimal, deductible: Decimal
) -> None:
    found = insured_recovery(exposure=exposure, insured_limit=limit, insured_percent=share, deductible=deductible)
    assert 0 <= found.insured <= exposure
    assert found.insured + found.uninsured == exposure


def test_the_extension_counts_from_the_original_due_date() -> None:
    found = insurance_days(original_due_date=date(2026, 1, 31), extension_days=60, notice_days=30)
    assert (found.stop_shipment, found.notify_by) == (date(2026, 4, 1), date(2026, 5, 1))
