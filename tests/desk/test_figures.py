"""Figures as a Chinese ledger writes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from onaccount.desk.components.figures import (
    Manner,
    Unit,
    count_text,
    day_text,
    money_in_full,
    money_text,
    share_text,
    unit_text,
)
from onaccount.kernel.money import Money

ZH = Manner("zh-hans", Unit.ONE)
WAN = Manner("zh-hans", Unit.TEN_THOUSAND)
EN_WAN = Manner("en", Unit.TEN_THOUSAND)


@pytest.mark.parametrize(
    ("amount", "single", "wan"),
    [
        (Money.of("1284000", "CNY"), "1,284,000.00", "128.40"),
        (Money.of("-36000.5", "CNY"), "-36,000.50", "-3.60"),
        (Money.of("0", "CNY"), "0.00", "0.00"),
        (Money.of("1284000", "JPY"), "1,284,000", "128.40"),
        (Money.of("0.005", "CNY"), "0.01", "0.00"),
        (Decimal("50.00"), "50.00", "0.01"),
        (None, "--", "--"),
    ],
)
def test_an_amount_follows_the_unit_and_a_missing_one_is_never_zero(
    amount: Money | None, single: str, wan: str
) -> None:
    assert (money_text(value=amount, manner=ZH), money_text(value=amount, manner=WAN)) == (single, wan)


def test_the_tooltip_gives_the_whole_figure_whatever_the_unit() -> None:
    assert money_in_full(value=Money.of("1284000", "CNY")) == "1,284,000.00 CNY"


@pytest.mark.parametrize(
    ("code", "manner", "words"),
    [("CNY", ZH, "元"), ("CNY", WAN, "万元"), ("EUR", WAN, "万 EUR"), ("CNY", EN_WAN, "10k CNY"), ("", ZH, "")],
)
def test_the_unit_stands_in_the_header(code: str, manner: Manner, words: str) -> None:
    assert unit_text(code=code, manner=manner) == words


def test_shares_counts_and_days_read_alike_in_both_languages() -> None:
    said = [
        (share_text(value=Decimal("0.4")), count_text(value=9700), day_text(value=date(2026, 1, 5)))
        for m in (ZH, EN_WAN)
    ]
    assert said == [("40.0%", "9,700", "2026-01-05")] * 2


@given(amount=st.decimals(-(10**13), 10**13, places=4), language=st.sampled_from(["zh_Hans_CN", "en"]))
def test_figures_are_written_as_babel_writes_them_in_both_languages(amount: Decimal, language: str) -> None:
    rounded = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert money_text(value=amount, manner=ZH) == format_decimal(rounded, format="#,##0.00", locale=language)
