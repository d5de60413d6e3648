"""Set-off and sale need their papers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import FactoringDraft, SetOffDraft, checked_clearing

DAY = date(2026, 7, 1)
SET_OFF = SetOffDraft("SO-1", Decimal(5), "V-1", "NET-1", DAY, DAY)
SALE = FactoringDraft("F-1", "Factor", "FC-1", DAY, DAY, has_recourse=False)


@pytest.mark.parametrize("draft", [SET_OFF, SALE])
def test_with_its_papers_it_stands(draft):
    checked_clearing(draft, today=DAY)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(SET_OFF, number=" "), "trade.number_missing"),
        (replace(SET_OFF, agreement=""), "trade.agreement_missing"),
        (replace(SET_OFF, their_document=""), "trade.agreement_missing"),
        (replace(SALE, factor=""), "trade.agreement_missing"),
        (replace(SALE, agreed_on=DAY + timedelta(days=1)), "trade.agreed_too_late"),
        (replace(SALE, cleared_on=DAY + timedelta(days=1)), "trade.in_the_future"),
    ],
)
def test_without_them_it_does_not(draft, code):
    with pytest.raises(Refusal, match=code):
        checked_clearing(draft, today=DAY)
