"""Names and codes are compared in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import fold, fold_code, fold_key, plain_figure, remark


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


def test_a_remark_stands_without_blanks_around_it_as_long_as_it_may_be():
    assert remark(" 已电话确认 \n", longest=5) == "已电话确认"


def test_a_remark_that_is_too_long_is_refused_with_both_lengths():
    with pytest.raises(Refusal) as refused:
        remark("已电话确认。", longest=5)
    assert (refused.value.code, dict(refused.value.facts)) == ("typed.too_long", {"length": 6, "most": 5})
