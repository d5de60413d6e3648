"""Money is exact, knows its currency, and never loses a cent."""

from decimal import Decimal

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.currencies import CURRENCIES
from onaccount.kernel.money import MixedCurrencies, Money, currency, total
from onaccount.kernel.reasons import Refusal


def yuan(text: str) -> Money:
    return Money.of(text, "CNY")


units = st.integers(-(10**15), 10**15)
codes = st.sampled_from(sorted(CURRENCIES))
weights = st.lists(st.decimals(0, 10**6, places=4), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(("code", "minor_units"), [("CNY", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("CLF", 4)])
def test_a_currency_knows_its_minor_units(code, minor_units):
    assert currency(code).minor_units == minor_units


def test_every_currency_that_is_legal_tender_somewhere_is_known():
    rows = [row for rows in get_global("territory_currencies").values() for row in rows]
    assert {code for code, _, until, is_tender in rows if is_tender and until is None} - set(CURRENCIES) == set()


@pytest.mark.parametrize("code", ["XYZ", "cny", "", "RMB"])
def test_an_unknown_currency_is_refused_by_name(code):
    with pytest.raises(Refusal) as refusal:
        Money(Decimal(1), code)
    assert refusal.value.reason.as_json() == {"code": "currency.unknown", "facts": {"code": code}}


@pytest.mark.parametrize("amount", [1.0, "1", True, None])
def test_money_is_made_of_decimals_only(amount):
    with pytest.raises(TypeError):
        Money(amount, "CNY")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_money_is_finite(amount):
    with pytest.raises(ValueError, match="not an amount"):
        yuan(amount)


def test_money_cannot_be_changed():
    with pytest.raises(AttributeError):
        yuan("1").amount = Decimal(2)


def test_equal_amounts_are_equal_and_hash_alike_whatever_their_zeros():
    assert {yuan("1.5"), yuan("1.50"), Money(Decimal("1.500"), "CNY")} == {yuan("1.5")}


def test_one_yuan_is_not_one_dollar():
    assert yuan("1") != Money.of("1", "USD")


def test_arithmetic_reads_as_written():
    assert yuan("10") + yuan("0.01") - yuan("3") == yuan("7.01")
    assert -yuan("2") == yuan("-2")
    assert abs(yuan("-2")) == yuan("2")
    assert yuan("10") * Decimal("0.035") == 1 * yuan("0.35")
    assert yuan("30") / yuan("120") == Decimal("0.25")


def test_only_zero_is_false():
    assert [bool(yuan(text)) for text in ("0", "0.00", "0.01", "-1")] == [False, False, True, True]


def test_amounts_of_one_currency_are_ordered():
    assert sorted([yuan("3"), yuan("-1"), yuan("2")]) == [yuan("-1"), yuan("2"), yuan("3")]
    assert yuan("2") <= yuan("2.00")
    assert yuan("2") >= yuan("1")
    assert not yuan("2") > yuan("2")


@pytest.mark.parametrize("meet", [Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__truediv__])
def test_two_currencies_never_meet(meet):
    with pytest.raises(MixedCurrencies):
        meet(yuan("1"), Money.of("1", "USD"))


def test_money_and_a_bare_number_never_add_up():
    with pytest.raises(TypeError, match="not money"):
        yuan("1") + Decimal(1)


@pytest.mark.parametrize("factor", [0.5, True, "2"])
def test_money_is_multiplied_by_exact_numbers_only(factor):
    with pytest.raises(TypeError):
        yuan("1") * factor


@pytest.mark.parametrize(
    ("amount", "code", "rounded"),
    [
        ("2.345", "CNY", "2.35"),
        ("2.344999", "CNY", "2.34"),
        ("-2.345", "CNY", "-2.35"),
        ("0.5", "JPY", "1"),
        ("1.0005", "KWD", "1.001"),
    ],
)
def test_half_is_rounded_away_from_zero(amount, code, rounded):
    assert str(Money.of(amount, code).rounded()) == f"{rounded} {code}"


def test_minor_units_are_whole_or_nothing():
    assert (yuan("12.34").minor(), Money.of("12", "JPY").minor(), Money.of("1", "KWD").minor()) == (1234, 12, 1000)
    with pytest.raises(ValueError, match="round before"):
        yuan("0.005").minor()


def test_a_total_of_nothing_is_zero():
    assert total([], code="CNY") == Money.zero("CNY")
    assert total([yuan("1"), yuan("2.50")], code="CNY") == yuan("3.5")


def test_large_amounts_are_written_without_exponent():
    assert str(Money(Decimal("1E+9"), "CNY")) == "1000000000 CNY"


@pytest.mark.parametrize(
    ("amount", "n", "parts"),
    [
        ("100", 3, ["33.34", "33.33", "33.33"]),
        ("-0.05", 2, ["-0.03", "-0.02"]),
        ("0", 2, ["0", "0"]),
        ("0.01", 3, ["0.01", "0", "0"]),
    ],
)
def test_a_split_gives_the_first_parts_the_spare_cents(amount, n, parts):
    assert yuan(amount).split(n) == tuple(yuan(part) for part in parts)


def test_an_allocation_gives_spare_cents_to_the_largest_remainders():
    shares = [Decimal("6.4"), Decimal("2.8"), Decimal("0.8")]
    assert yuan("0.10").allocate(shares) == (yuan("0.06"), yuan("0.03"), yuan("0.01"))


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
def test_an_allocation_needs_weights_that_mean_something(weights):
    with pytest.raises(ValueError, match="weights"):
        yuan("1").allocate(weights)


@given(units, codes, st.integers(1, 50))
def test_a_split_never_loses_a_cent_and_is_as_even_as_cents_allow(minor, code, n):
    money = Money.from_minor(minor, code)
    parts = money.split(n)
    assert total(parts, code=code) == money
    assert max(parts).minor() - min(parts).minor() <= 1


@given(units, codes, weights)
def test_an_allocation_never_loses_a_cent_nor_strays_a_cent_from_its_share(minor, code, weights):
    money = Money.from_minor(minor, code)
    parts = money.allocate(weights)
    assert total(parts, code=code) == money
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor() - Decimal(minor) * weight / sum(weights)) < 1


@given(units, codes)
def test_money_is_read_back_as_it_was_written(minor, code):
    money = Money.from_minor(minor, code)
    assert Money.from_fact(money.as_fact()) == money
    assert money.minor() == minor


@given(st.decimals(-(10**12), 10**12, places=6), codes)
def test_rounding_moves_less_than_one_minor_unit_and_only_once(amount, code):
    money = Money(amount, code)
    once = money.rounded()
    assert abs(once - money) * 2 <= Money.from_minor(1, code)
    assert once.rounded() == once
