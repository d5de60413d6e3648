"""A check says of each cross rate it used from which two rates, and since when, it was worked out."""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, order, snapshot

from onaccount.ordercheck.rules import Foreign, RateUsed, crossings_of
from onaccount.trade.rules.valuation import Leg

DAY = date(2026, 3, 2)
DOLLAR, EURO = Leg("USD/CNY", Decimal("7.00"), DAY), Leg("EUR/CNY", Decimal(8), TODAY)
ENTERED = RateUsed("JPY", Decimal("0.05"), DAY)
CROSSED = RateUsed("USD", Decimal(7) / Decimal(6), TODAY, (DOLLAR, EURO))


def told(*rates, foreign=None):
    seen = replace(snapshot("1"), rates=rates, order=replace(order("1"), foreign=foreign))
    return [each.facts for each in crossings_of(seen)]


def test_a_cross_rate_says_both_its_rates_and_their_days_and_one_that_was_entered_nothing():
    assert told(ENTERED) == []
    (said,) = told(ENTERED, CROSSED)
    assert said == {
        "rate": "USD/CNY = 1.1666666667",
        "first": "USD/CNY = 7",
        "first_day": DAY.isoformat(),
        "second": "EUR/CNY = 8",
        "second_day": TODAY.isoformat(),
    }


def test_the_rate_of_an_order_that_comes_to_stand_is_told_once():
    amounts = (Decimal(1), Decimal(0), Decimal(0), Decimal(0))
    foreign = Foreign("USD", Decimal("0.875"), TODAY, *amounts, legs=(DOLLAR, EURO))
    assert [each["rate"] for each in told(foreign=foreign)] == ["USD/CNY = 0.875"]
    assert [each["rate"] for each in told(CROSSED, foreign=foreign)] == ["USD/CNY = 0.875"]
    assert told(foreign=replace(foreign, legs=())) == []
