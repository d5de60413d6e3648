"""Names and codes are compared in one form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import figure_in, fold, fold_code, fold_key, has_exponent, plain_figure, remark


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  云汀精工（上海）有限公司 ", "云汀精工(上海)有限公司"),
        ("Ｙｕｎｔｉｎｇ　 PRECISION\tLtd", "yunting precision ltd"),
        ("Straße", "strasse"),
    ],
)
def test_a_name_is_folded_for_comparison(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(("typed", "code"), [("so－2026/０1 ", "SO202601"), ("a.b_c–d", "ABCD")])
def test_a_code_loses_what_people_add(typed, code):
    assert fold_code(typed) == code


@pytest.mark.parametrize(("typed", "key"), [("云汀精工（澄州）", "云汀精工澄州"), ("inv. no. 00-７ /a", "INVNO007A")])
def test_a_key_keeps_only_letters_digits_and_characters(typed, key):
    assert fold_key(typed) == key


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert fold_code(fold_code(text)) == fold_code(text)
    assert fold_key(fold_key(text)) == fold_key(text)


def test_a_figure_is_written_in_plain_characters():
    assert [plain_figure(text) for text in ("１２，３４５．６７", " 1 284\u3000000.5 ", "-7", "")] == [
        "12345.67",
        "1284000.5",
        "-7",
        "",
    ]


@pytest.mark.parametrize("text", ["1e9", "１Ｅ９", "2.5E-1"])
def test_a_figure_with_an_exponent_is_no_figure_of_a_person(text):
    with pytest.raises(ValueError, match=text):
        plain_figure(text)


def test_a_figure_is_read_exactly_as_it_was_typed():
    assert [figure_in(text) for text in ("１，２８４，０００．５０", " -0.001 ")] == [
        Decimal("1284000.50"),
        Decimal("-0.001"),
    ]


@pytest.mark.parametrize("text", ["", "viel", "NaN", "Infinity", "1e9", "1-2"])
def test_what_is_no_finite_figure_is_told(text):
    with pytest.raises(ValueError, match=f"^{text}$"):
        figure_in(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_every_figure_written_out_is_read_as_it_is(figure):
    assert not has_exponent(f"{figure:,f}")
    assert figure_in(f"{figure:,f}") == figure


def test_a_remark_stands_without_blanks_around_it_as_long_as_it_may_be():
    assert remark(" 已电话确认 \n", longest=5) == "已电话确认"


def test_a_remark_that_is_too_long_is_refused_with_both_lengths():
    with pytest.raises(Refusal) as refused:
        remark("已电话确认。", longest=5)
    assert (refused.value.code, dict(refused.value.facts)) == ("typed.too_long", {"length": 6, "most": 5})
