"""A seal over the journal tells what happened to each row since."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.office.journal.rules import (
    GENESIS,
    Block,
    Fault,
    Mark,
    block_of,
    fault_in,
    mark_of,
    packed,
    unpacked,
)

ROW: dict[str, Any] = {
    "id": 7,
    "act": "limits.posted",
    "at": datetime(2026, 3, 2, 8, tzinfo=UTC),
    "day": date(2026, 3, 2),
    "reason": "年度复核",
}
MARKS = st.lists(
    st.builds(Mark, st.integers(1, 10_000), st.binary(min_size=32, max_size=32)),
    min_size=1,
    max_size=6,
    unique_by=lambda mark: mark.entry_id,
).map(lambda marks: tuple(sorted(marks, key=lambda mark: mark.entry_id)))


def entry(number: int) -> Mark:
    return mark_of(row=ROW | {"id": number})


SEALED = (entry(3), entry(4), entry(6))
BLOCK = block_of(previous_digest=GENESIS, last_entry=9, marks=SEALED)


def test_an_entry_has_one_mark_in_every_time_zone_and_order_of_columns() -> None:
    elsewhere = ROW | {"at": ROW["at"].astimezone(timezone(timedelta(hours=8)))}
    assert mark_of(row=dict(reversed(elsewhere.items()))) == mark_of(row=ROW)


@pytest.mark.parametrize("column", ROW)
def test_any_altered_column_alters_the_mark(column: str) -> None:
    altered = {"id": 8, "day": date(2026, 3, 3), "at": ROW["at"] + timedelta(microseconds=1)}.get(column, "altered")
    assert mark_of(row=ROW | {column: altered}).digest != mark_of(row=ROW).digest


@given(MARKS)
def test_untouched_entries_agree_with_their_seal_wherever_it_stands_in_the_chain(marks: tuple[Mark, ...]) -> None:
    following = block_of(previous_digest=BLOCK.digest, last_entry=20_000, marks=marks)
    assert fault_in(block=following, previous=BLOCK, marks=marks) is None
    assert fault_in(block=following, previous=None, marks=marks) == Fault("journal.seal_altered", marks[0].entry_id)


def test_the_first_block_begins_at_genesis() -> None:
    assert fault_in(block=BLOCK, previous=None, marks=SEALED) is None
    assert fault_in(block=BLOCK, previous=BLOCK, marks=SEALED) == Fault("journal.seal_altered", 3)


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        ((entry(3), Mark(4, entry(5).digest), entry(6)), Fault("journal.altered", 4)),
        ((entry(3), entry(6)), Fault("journal.missing", 4)),
        ((), Fault("journal.missing", 3)),
        ((entry(3), entry(4), entry(5), entry(6)), Fault("journal.inserted", 5)),
        ((*SEALED, entry(9)), Fault("journal.inserted", 9)),
        ((Mark(3, entry(4).digest), Mark(4, entry(3).digest), entry(6)), Fault("journal.altered", 3)),
        ((entry(4), Mark(6, b"x" * 32)), Fault("journal.missing", 3)),
    ],
    ids=["altered", "missing", "all gone", "added between", "added behind", "swapped", "the first of two"],
)
def test_the_first_entry_that_was_touched_is_named(found: tuple[Mark, ...], fault: Fault) -> None:
    assert fault_in(block=BLOCK, previous=None, marks=found) == fault


@pytest.mark.parametrize(
    "forged",
    [
        replace(BLOCK, last_entry=8),
        replace(BLOCK, first_entry=2),
        replace(BLOCK, previous_digest="1" * 64),
        replace(BLOCK, digest="1" * 64),
    ],
)
def test_a_seal_that_was_written_over_is_noticed_though_its_entries_are_sound(forged: Block) -> None:
    assert fault_in(block=forged, previous=None, marks=SEALED) == Fault("journal.seal_altered", forged.first_entry)


@given(MARKS, MARKS)
def test_blocks_over_different_entries_have_different_digests(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> None:
    digests = {block_of(previous_digest=GENESIS, last_entry=20_000, marks=marks).digest for marks in (one, other)}
    assert len(digests) == len({one, other})


@given(MARKS, st.integers(1, 40))
def test_packed_marks_are_read_again_and_a_damaged_end_loses_the_last_only(marks: tuple[Mark, ...], lost: int) -> None:
    data = packed(marks=marks)
    assert unpacked(data=data) == marks
    assert unpacked(data=data[:-lost]) == marks[:-1]
