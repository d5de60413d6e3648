"""Every number falls into exactly one band, and the table says which."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.bands import Band, BandTable, Inclusive
from onaccount.kernel.reasons import Refusal

AGING = BandTable.rising(bounds=[0, 30, 60], values=["current", "1-30", "31-60", "61+"], inclusive=Inclusive.UPPER)
GRADES = BandTable.rising(bounds=[60, Decimal("79.5")], values=["C", "B", "A"], inclusive=Inclusive.LOWER)

numbers = st.decimals(-(10**6), 10**6, places=3)


@st.composite
def tables(draw):
    bounds = sorted(draw(st.sets(numbers, max_size=8)))
    values = draw(st.lists(st.integers(), min_size=len(bounds) + 1, max_size=len(bounds) + 1))
    return BandTable.rising(bounds=bounds, values=values, inclusive=draw(st.sampled_from(Inclusive)))


@pytest.mark.parametrize(
    ("days", "bucket"), [(-5, "current"), (0, "current"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (61, "61+")]
)
def test_the_upper_bound_belongs_to_an_aging_bucket(days, bucket):
    assert AGING.value_at(days) == bucket


@pytest.mark.parametrize(("score", "grade"), [("59.999", "C"), ("60", "B"), ("79.49", "B"), ("79.5", "A")])
def test_the_lower_bound_belongs_to_a_grade(score, grade):
    assert GRADES.value_at(Decimal(score)) == grade


def test_a_table_shows_its_values_and_bounds():
    assert AGING.values == ("current", "1-30", "31-60", "61+")
    assert AGING.find(45) == Band(Decimal(30), Decimal(60), "31-60")


def test_bands_are_labelled_without_words():
    assert AGING.labels == ("≤ 0", "> 0 … ≤ 30", "> 30 … ≤ 60", "> 60")
    assert GRADES.labels == ("< 60", "≥ 60 … < 79.5", "≥ 79.5")


def whole(table: BandTable[str]) -> list[str]:
    return [table.whole_label(band) for band in table.bands]


def test_bands_of_whole_numbers_are_labelled_as_people_write_them():
    steps = BandTable.rising(bounds=[1, 2, 8], values="abcd", inclusive=Inclusive.LOWER)
    assert whole(AGING) == ["≤ 0", "1-30", "31-60", "≥ 61"]
    assert whole(steps) == ["≤ 0", "1", "2-7", "≥ 8"]


def test_a_table_of_one_endless_band_always_answers():
    always = BandTable.rising(bounds=[], values=["x"], inclusive=Inclusive.UPPER)
    assert (always.value_at(7), always.labels, whole(always)) == ("x", ("…",), ["…"])


def test_a_table_with_ends_refuses_what_lies_beyond():
    months = BandTable((Band(Decimal(0), Decimal(12), "year"),), Inclusive.LOWER)
    with pytest.raises(Refusal) as refusal:
        months.find(12)
    assert refusal.value.reason.as_json() == {
        "code": "bands.outside",
        "facts": {"lower": "0", "upper": "12", "x": "12"},
    }


def band(lower, upper):
    return Band(*(None if bound is None else Decimal(bound) for bound in (lower, upper)), "x")


@pytest.mark.parametrize(
    ("bands", "code", "position"),
    [
        ([band(0, 5), band(6, 9)], "bands.gap", 2),
        ([band(0, 5), band(4, 9)], "bands.overlap", 2),
        ([band(0, None), band(4, 9)], "bands.overlap", 2),
        ([band(0, 5), band(None, 9)], "bands.overlap", 2),
        ([band(None, 1), band(5, 5)], "bands.unsorted", 2),
        ([band(5, 1)], "bands.unsorted", 1),
    ],
)
def test_a_faulty_table_is_refused_with_the_row_at_fault(bands, code, position):
    with pytest.raises(Refusal) as refusal:
        BandTable(tuple(bands), Inclusive.UPPER)
    assert (refusal.value.code, refusal.value.facts["position"]) == (code, position)


def test_an_empty_table_is_refused():
    with pytest.raises(Refusal, match=r"bands\.empty"):
        BandTable((), Inclusive.UPPER)


def test_the_values_are_one_more_than_the_bounds():
    with pytest.raises(Refusal, match=r"bands\.count \(bounds=1, values=1\)"):
        BandTable.rising(bounds=[1], values=["x"], inclusive=Inclusive.UPPER)


def test_a_float_is_no_bound():
    with pytest.raises(TypeError):
        AGING.find(0.5)


@given(tables(), st.data())
def test_every_number_is_in_exactly_one_band(table, data):
    bounds = [band.upper for band in table.bands if band.upper is not None]
    x = data.draw(st.sampled_from(bounds) | numbers if bounds else numbers)
    holding = [band for band in table.bands if BandTable((band,), table.inclusive).holds(x)]
    assert holding == [table.find(x)]


@given(tables(), numbers, numbers)
def test_a_larger_number_is_never_in_a_lower_band(table, x, y):
    low, high = (table.bands.index(table.find(number)) for number in sorted((x, y)))
    assert low <= high


@given(tables())
def test_a_table_is_read_back_as_it_was_written(table):
    stored = json.loads(json.dumps(table.as_json(write=str)))
    assert BandTable.from_json(stored, read=int) == table
