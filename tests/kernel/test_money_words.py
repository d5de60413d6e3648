"""Capital words follow the central bank's printed examples and can be read back to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.money import Money
from onaccount.kernel.money_words import BEYOND, DIGITS, capital_words
from onaccount.kernel.reasons import Refusal

PRINTED_IN_THE_REGULATION = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
]
OTHERS = [
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角"),
    ("1234.56", "壹仟贰佰叁拾肆元伍角陆分"),
    ("-10", "负壹拾元整"),
    ("1001", "壹仟零壹元整"),
    ("10000", "壹万元整"),
    ("100000001", "壹亿零壹元整"),
    ("100010000", "壹亿零壹万元整"),
    ("120000000", "壹亿贰仟万元整"),
    ("1000000000000", "壹万亿元整"),
    ("1020000000000", "壹万零贰佰亿元整"),
    ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("amount", "words"), PRINTED_IN_THE_REGULATION + OTHERS)
def test_an_amount_is_written_in_capital_characters(amount, words):
    assert capital_words(Money.of(amount, "CNY")) == words


def test_a_currency_without_cents_has_words_too():
    assert capital_words(Money.of("105", "JPY")) == "壹佰零伍元整"


def test_an_amount_must_be_rounded_before_it_is_written():
    with pytest.raises(ValueError, match="round before"):
        capital_words(Money.of("0.001", "CNY"))


@pytest.mark.parametrize(
    ("money", "code"),
    [(Money.of("1", "KWD"), "money.no_capital_words"), (Money(Decimal(BEYOND), "CNY"), "money.too_large")],
)
def test_what_has_no_words_is_refused(money, code):
    with pytest.raises(Refusal) as refusal:
        capital_words(money)
    assert refusal.value.code == code


@given(st.integers(-(BEYOND * 100) + 1, BEYOND * 100 - 1))
def test_the_words_say_exactly_the_amount(cents):
    assert cents_said_by(capital_words(Money.from_minor(cents, "CNY"))) == cents


@given(st.integers(0, BEYOND * 100 - 1))
def test_no_zero_is_doubled_or_left_at_an_end(cents):
    words = capital_words(Money.from_minor(cents, "CNY"))
    assert "零零" not in words
    assert not words.startswith("零") or cents == 0


def cents_said_by(words: str) -> int:
    """Reads the words back place by place, independently of how they were written."""
    sign, words = (-1, words[1:]) if words.startswith("负") else (1, words)
    yuan, _, change = words.removesuffix("整").rpartition("元")
    cents = 100 * whole_said_by(yuan)
    digit = 0
    for character in change:
        cents += digit * {"角": 10, "分": 1}.get(character, 0)
        digit = max(DIGITS.find(character), 0)
    return sign * cents


def whole_said_by(words: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = words.rpartition(unit)
        if found:
            return whole_said_by(before) * size + whole_said_by(after)
    number, digit = 0, 0
    for character in words:
        number += digit * {"仟": 1000, "佰": 100, "拾": 10}.get(character, 0)
        digit = max(DIGITS.find(character), 0)
    return number + digit
