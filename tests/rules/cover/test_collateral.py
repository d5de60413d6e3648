"""What of a collateral and of pledged receivables counts."""

from decimal import Decimal

import pytest

from onaccount.cover.rules.collateral import (
    CollateralKind,
    CollateralValue,
    EligibleReceivables,
    PledgeTerms,
    collateral_value,
    eligible_receivables,
)

TERMS = PledgeTerms(most_past_due_days=60, most_invoice_days=90, most_late_share=Decimal("0.5"))


def test_a_collateral_counts_by_its_kind_after_prior_claims() -> None:
    million = Decimal(1_000_000)
    house = collateral_value(collateral=CollateralKind.REAL_ESTATE, appraised=million, prior_claims=Decimal(550_000))
    assert house == CollateralValue(Decimal(0), Decimal(150_000))
    cash = collateral_value(collateral=CollateralKind.CASH, appraised=million, prior_claims=Decimal(0))
    assert cash == CollateralValue(million, million)


@pytest.mark.parametrize(("late", "eligible", "is_out"), [(400, 600, False), (500, 500, False), (501, 0, True)])
def test_an_account_mostly_late_falls_out_whole(late: int, eligible: int, is_out: bool) -> None:
    items = ((Decimal(1000 - late), 60, 90), (Decimal(late), 61, 10))
    found = eligible_receivables(pledged_items=items, terms=TERMS)
    share = Decimal(late) / 1000
    assert found == EligibleReceivables(Decimal(eligible), Decimal(1000 - eligible), share, is_out)


def test_an_old_invoice_is_late_before_it_is_due() -> None:
    items = ((Decimal(10), 0, 91), (Decimal(90), 0, 5))
    assert eligible_receivables(pledged_items=items, terms=TERMS).ineligible == 10
