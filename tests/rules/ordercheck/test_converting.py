"""Orders in another currency than their account's: every step counts at the first rate, and the steps come to the whole."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from onaccount.ordercheck.rules import OrderFacts, said_of
from onaccount.ordercheck.rules.converting import at_first_rate, most_worth, smallest_of
from onaccount.trade.rules.valuation import FirstRate, moved, worth

DAY = date(2026, 3, 2)
AMOUNTS = st.decimals(Decimal(0), Decimal(10**7), places=2)
RATES = st.builds(FirstRate, st.decimals(Decimal("0.0001"), Decimal(10**4), places=8), st.just(DAY))


def converted(rate: FirstRate | None, **facts: Decimal) -> OrderFacts:
    order = OrderFacts(number="O1", order_date=DAY, ship_date=DAY, **{"amount": Decimal(0)} | facts)
    return at_first_rate(order, rate=rate, currency="USD", into="CNY")


def test_an_order_says_what_it_is_worth_and_what_it_said() -> None:
    rate = FirstRate(Decimal("7.1"), DAY)
    found = converted(rate, amount=Decimal(100), uncounted=Decimal(30), due_ahead=Decimal(30), paid_ahead=Decimal(10))
    assert (found.amount, found.uncounted, found.due_ahead, found.paid_ahead) == (710, 213, 213, 71)
    assert found.foreign is not None
    assert (found.foreign.currency, found.foreign.amount, found.foreign.rate, found.foreign.valid_from) == (
        "USD",
        100,
        rate.value,
        DAY,
    )


def test_an_order_in_the_currency_of_its_account_stays_as_it_is() -> None:
    found = converted(None, amount=Decimal(100))
    assert (found.amount, found.foreign) == (100, None)


@given(rate=RATES, earlier=AMOUNTS, amount=AMOUNTS)
def test_the_steps_of_an_order_come_to_its_whole(rate: FirstRate, earlier: Decimal, amount: Decimal) -> None:
    found = converted(rate, earlier=earlier, amount=amount)
    assert found.whole == worth(earlier + amount, rate=rate.value, code="CNY")


@given(rate=RATES, amount=AMOUNTS, uncounted=AMOUNTS, earlier=AMOUNTS)
def test_what_stands_already_is_what_it_asks_for(
    rate: FirstRate, amount: Decimal, uncounted: Decimal, earlier: Decimal
) -> None:
    uncounted = min(amount, uncounted)
    found = converted(rate, earlier=earlier, amount=amount, uncounted=uncounted, occupied=amount - uncounted)
    assert found.occupied == found.amount - found.uncounted
    assert found.uncounted >= 0


def test_what_stands_otherwise_is_worth_its_own() -> None:
    found = converted(FirstRate(Decimal(7), DAY), amount=Decimal(100), occupied=Decimal(40))
    assert (found.amount, found.occupied) == (700, 280)


def test_it_is_said_what_was_asked_for_at_which_rate_and_since_when() -> None:
    foreign = converted(FirstRate(Decimal("7.1000000000"), DAY), amount=Decimal(100)).foreign
    assert foreign is not None
    said = said_of(foreign, into="CNY")
    assert (said.code, dict(said.facts)) == (
        "ordercheck.first_rate",
        {"amount": "100 USD", "rate": "1 USD = 7.1 CNY", "day": DAY.isoformat()},
    )


@given(rate=RATES, earlier=AMOUNTS, amount=AMOUNTS, at_most=AMOUNTS)
def test_what_stays_of_an_order_is_worth_no_more_and_hardly_less(
    rate: FirstRate, earlier: Decimal, amount: Decimal, at_most: Decimal
) -> None:
    foreign = converted(rate, earlier=earlier, amount=amount).foreign
    assert foreign is not None
    found, unit = most_worth(foreign, at_most=at_most, into="CNY"), smallest_of(foreign)
    counts = moved(found, stood=earlier, rate=rate.value, code="CNY")
    assert counts <= at_most <= counts + unit * rate.value + Decimal("0.02")
