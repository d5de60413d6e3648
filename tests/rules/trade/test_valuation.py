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
    rate = Decimal("7.1239")
    assert worth(Decimal("100.01"), rate=rate, code="CNY") == Decimal("712.46")  # of 712.461
    assert worth(Decimal("100.02"), rate=rate, code="CNY") == Decimal("712.53")  # of 712.532
    assert worth(Decimal("100.01"), rate=rate, code="JPY") == Decimal(712)
    assert worth(Decimal("100.01"), rate=None, code="CNY") == Decimal("100.01")


def test_what_is_no_whole_minor_unit_is_left_out_of_a_claim_and_added_to_what_we_owe() -> None:
    assert worth(Decimal("0.01"), rate=Decimal("0.9"), code="CNY") == 0
    assert worth(Decimal("-0.01"), rate=Decimal("0.1"), code="CNY") == Decimal("-0.01")


CENTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents) / 100)
OPEN = st.lists(CENTS, min_size=1, max_size=9)


@given(parts=OPEN, rate=RATES, code=CODES)
def test_the_parts_of_a_document_never_come_to_more_than_its_whole_nor_a_unit_a_part_to_less(
    parts: list[Decimal], rate: Decimal, code: str
) -> None:
    whole = worth(sum(parts, Decimal(0)), rate=rate, code=code)
    come_to = sum((worth(part, rate=rate, code=code) for part in parts), Decimal(0))
    assert whole - len(parts) * Decimal(1).scaleb(-units(code)) < come_to <= whole


@given(parts=OPEN, rate=RATES, code=CODES, data=st.data())
def test_handing_on_never_raises_a_total_and_whatever_comes_back_never_brings_it_above_the_whole(
    parts: list[Decimal], rate: Decimal, code: str, data: st.DataObject
) -> None:
    """Value goes from document to document in any amounts; the total is what was worth once before the first went."""
    stands = [sum(parts, Decimal(0)), *(Decimal(0) for _ in parts)]
    before = total = worth(stands[0], rate=rate, code=code)
    places = st.integers(0, len(parts))
    for part in parts:
        source, target = data.draw(places), data.draw(places)
        given_on = min(part, stands[source])
        for place, by in ((source, -given_on), (target, given_on)):
            total += moved(by, stood=stands[place], rate=rate, code=code)
            stands[place] += by
        assert total == sum((worth(each, rate=rate, code=code) for each in stands), Decimal(0))
        assert total <= before
    for place in range(1, len(stands)):
        total += moved(stands[place], stood=stands[0], rate=rate, code=code)
        total += moved(-stands[place], stood=stands[place], rate=rate, code=code)
        stands[0], stands[place] = stands[0] + stands[place], Decimal(0)
    assert total == before


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
