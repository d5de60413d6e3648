"""A thing is found however people type it."""

import pytest

from onaccount.office.search.rules import folded, initials, name_keys, number_keys, pinyin, unique


@pytest.mark.parametrize("typed", ["云汀精工（澄州）", "云汀精工(澄州)", " 云汀 精工 澄州"])
def test_brackets_and_blanks_make_no_difference(typed: str) -> None:
    assert folded(typed) == "云汀精工澄州"


def test_a_chinese_name_is_found_by_sound_and_by_initials() -> None:
    assert pinyin("云汀精工 A1") == "YUNTINGJINGGONGA1"
    assert initials("云汀精工 A1") == "YTJGA1"
    assert name_keys("云汀精工") == ("云汀精工", "YUNTINGJINGGONG", "YTJG")


def test_a_name_without_characters_has_one_key() -> None:
    assert name_keys("Halvern Supply") == ("HALVERNSUPPLY",)


@pytest.mark.parametrize(("number", "keys"), [("0200-769623", ("0200769623", "200769623")), ("INV 7", ("INV7",)), ("000", ("000",))])  # fmt: skip
def test_zeros_in_front_of_a_number_may_be_left_out(number: str, keys: tuple[str, ...]) -> None:
    assert number_keys(number) == keys


def test_keys_that_coincide_are_kept_once() -> None:
    assert unique(("A", "B"), ("B", "C")) == ("A", "B", "C")
