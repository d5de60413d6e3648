"""A rebate needs an agreement and a period, and its credit note stays within what was accrued."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import Confirming, RebateDraft, checked_confirming, checked_rebate, period_end

TODAY = date(2026, 10, 8)
QUARTER = RebateDraft("RB1", "AG-1", date(2026, 7, 1), date(2026, 10, 1), Decimal(100), TODAY)
NOTE = Confirming("CN1", Decimal(100), TODAY)


def test_a_period_ends_with_the_day_after_its_last() -> None:
    assert period_end(last_day=date(2026, 9, 30)) == QUARTER.period_to


def test_a_rebate_with_agreement_and_period_may_be_accrued_until_today() -> None:
    one_day = replace(QUARTER, period_from=date(2026, 9, 30))
    assert checked_rebate(one_day, code="CNY", today=TODAY) == one_day


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": " "}, "trade.number_missing"),
        ({"agreement": " "}, "trade.rebate_without_agreement"),
        ({"amount": Decimal(0)}, "trade.not_positive"),
        ({"amount": Decimal("1.001")}, "trade.too_fine"),
        ({"period_to": date(2026, 7, 1)}, "trade.rebate_period_empty"),
        ({"accrued_on": date(2026, 10, 9)}, "trade.in_the_future"),
    ],
)
def test_a_rebate_that_says_too_little_or_too_much_is_refused(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_rebate(replace(QUARTER, **changed), code="CNY", today=TODAY)
    assert refused.value.code == code


def test_a_credit_note_may_confirm_all_that_is_accrued() -> None:
    assert checked_confirming(NOTE, accrued=Decimal(100), code="CNY") == NOTE


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": ""}, "trade.number_missing"),
        ({"amount": Decimal(-1)}, "trade.not_positive"),
        ({"amount": Decimal("0.001")}, "trade.too_fine"),
        ({"amount": Decimal("100.01")}, "trade.rebate_exceeded"),
    ],
)
def test_a_credit_note_that_confirms_more_or_nothing_is_refused(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_confirming(replace(NOTE, **changed), accrued=Decimal(100), code="CNY")
    assert refused.value.code == code
