"""Classes have short codes; an account number shows only its end."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.customers.rules import DetailFacts, DetailKind, checked_class, checked_detail, masked
from onaccount.kernel.reasons import Refusal

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def test_a_class_has_a_short_code_and_a_name() -> None:
    assert checked_class(code=" key-account ", name=" Key  accounts") == ("key-account", "Key accounts")


@pytest.mark.parametrize(("code", "name"), [("Key", "x"), ("a b", "x"), ("", "x"), ("key", " "), ("k" * 21, "x")])
def test_another_code_is_refused(code: str, name: str) -> None:
    with pytest.raises(Refusal, match="class_code_wrong"):
        checked_class(code=code, name=name)


def test_a_new_detail_stands_with_who_told_us() -> None:
    assert checked_detail(value=" Dock  3 ", told_by=" Ms Lin ", holds="Dock 1") == ("Dock 3", "Ms Lin")


@pytest.mark.parametrize(
    ("value", "told_by", "code"),
    [(" ", "x", "detail_missing"), ("Dock 3", "", "told_by_missing"), ("Dock  1", "x", "detail_as_before")],
)
def test_a_detail_that_says_nothing_new_is_refused(value: str, told_by: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_detail(value=value, told_by=told_by, holds="Dock 1")


def test_the_first_detail_changes_nothing() -> None:
    first = DetailFacts(DetailKind.SHIP_TO, "Dock 1", "", DAY, NOW)
    second = DetailFacts(DetailKind.SHIP_TO, "Dock 3", "Dock 1", DAY, NOW)
    assert (first.is_change, second.is_change) == (False, True)


def test_an_account_number_shows_its_last_four_digits() -> None:
    assert masked("ICBC 6222 0211 1234 5678") == "ICBC **** **** **** 5678"
    assert masked("1234") == "1234"


@given(text=st.text())
def test_no_more_than_four_digits_show(text: str) -> None:
    assert sum(character.isdigit() for character in masked(text)) <= 4
    assert len(masked(text)) == len(text)
