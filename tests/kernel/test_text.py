"""Names and codes are compared in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.text import fold, fold_code


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


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert fold_code(fold_code(text)) == fold_code(text)
