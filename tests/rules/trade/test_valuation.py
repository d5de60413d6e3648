"""What documents are worth at their first rate: the amounts of a document come to its whole, whatever the way it goes."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from onaccount.trade.rules.valuation import FirstRate, Place, moved, units, worth

RATES = st.decimals(Decimal("0.0001"), Decimal(10**6), places=8)
CODES = st.sampled_from(["CNY", "JPY", "KWD", "CLF"])
AMOUNTS = st.decimals(Decimal(-(10**9)), Decimal(10**9), places=2)


def test_an_amount_is_worth_its_rate_times_as_much_in_whole_minor_units() -> None:
    rate = Decimal("7.1234")
    assert worth(Decimal("100.01"), rate=rate, code="CNY") == Decimal("712.41")
    assert worth(Decimal("100.01"), rate=rate, code="JPY") == Decimal(712)
    assert worth(Decimal("100.01"), rate=None, code="CNY") == Decimal("100.01")


def test_half_a_minor_unit_goes_away_from_zero_as_the_database_rounds_it() -> None:
    assert worth(Decimal("0.01"), rate=Decimal("0.5"), code="CNY") == Decimal("0.01")
    assert worth(Decimal("-0.01"), rate=Decimal("0.5"), code="CNY") == Decimal("-0.01")


def test_the_ledger_keeps_no_smaller_unit_than_its_columns() -> None:
    assert (units("JPY"), units("CNY"), units("KWD"), units("CLF")) == (0, 2, 3, 3)


def test_a_rate_that_was_entered_the_other_way_round_ends_somewhere() -> None:
    assert FirstRate.of(1 / Decimal(7), date(2026, 3, 2)).value == Decimal("0.1428571429")


def test_one_place_is_one_account() -> None:
    assert Place(1, "USD", "CNY", "CNY").key == (1, "USD", "CNY")


@given(parts=st.lists(AMOUNTS, max_size=9), rate=RATES, code=CODES)
def test_whatever_way_a_document_goes_its_movements_come_to_what_stands(
    parts: list[Decimal], rate: Decimal, code: str
) -> None:
    stood = total = Decimal(0)
    for part in parts:
        total += moved(part, stood=stood, rate=rate, code=code)
        stood += part
    assert total == worth(stood, rate=rate, code=code)


@given(amount=AMOUNTS, rate=RATES, code=CODES)
def test_what_is_settled_is_worth_nothing(amount: Decimal, rate: Decimal, code: str) -> None:
    assert moved(-amount, stood=amount, rate=rate, code=code) == -worth(amount, rate=rate, code=code)
    assert worth(Decimal(0), rate=rate, code=code) == 0


@given(amount=AMOUNTS, stood=AMOUNTS)
def test_in_one_currency_a_movement_is_the_amount(amount: Decimal, stood: Decimal) -> None:
    assert moved(amount, stood=stood, rate=None, code="CNY") == amount
