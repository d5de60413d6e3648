"""Two thousand ways to touch a sealed journal (ONACCOUNT_TAMPERINGS): both verifiers find each, and the entry is named."""

import json
import os
import random
import runpy
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from tests.people import somebody
from tests.stages.office.test_journal import COLUMNS, note, run, write
from tests.stages.office.test_second_verifier import SCRIPT

from onaccount.lifecycle import journal_sealed
from onaccount.office.journal import sealing
from onaccount.office.journal.rules import mark_of

__all__ = ["note"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]
TIMES = int(os.environ.get("ONACCOUNT_TAMPERINGS", "2000"))
BLOCKS, EACH = 5, 4
SEALS = (
    *("digest = repeat('a', 64)", "previous_digest = repeat('b', 64)", "entries = entries - 1"),
    *("first_entry = first_entry - 1", "last_entry = last_entry + 1", "marks = ''"),
    *("marks = set_byte(marks, 9, 255 - get_byte(marks, 9))", "marks = substr(marks, 41)"),
)
TOLD = [part.split('"')[0] for part in SCRIPT.read_text("utf-8").split('"""')[1].split('-c "')[1:]]
Tampering = Callable[[random.Random, list[int]], int | None]  # touches the journal and says which entry is to be named


@pytest.fixture
def entries(note) -> Iterator[list[int]]:
    """Blocks of a few entries each, with a number between any two of them that was never used, for an intruder with all keys."""
    somebody("intruder")
    assert journal_sealed.seal_journal()
    written = []
    for number in range(BLOCKS * EACH):
        written.append(write(number))
        run("SELECT nextval(pg_get_serial_sequence('journal_entry', 'id'))")
        if number % EACH == EACH - 1:
            assert journal_sealed.seal_journal() == EACH
    for table in ("journal_entry", "journal_seal"):
        run(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
    yield written
    for table in ("journal_entry", "journal_seal"):
        run(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only")


def edited(chance: random.Random, entries: list[int]) -> int:
    column, entry = chance.choice(sorted(COLUMNS.keys() - {"id"})), chance.choice(entries)
    run(f"UPDATE journal_entry SET {column} = {COLUMNS[column]} WHERE id = {entry}")
    return entry


def backdated(chance: random.Random, entries: list[int]) -> int:
    entry, days = chance.choice(entries), chance.randint(1, 4000)
    run(f"UPDATE journal_entry SET at = at - interval '{days} days', day = day - {days} WHERE id = {entry}")
    return entry


def a_letter_changed(chance: random.Random, entries: list[int]) -> int:
    entry, sign = chance.choice(entries), chr(chance.randint(0x6600, 0x9FA5))  # beyond what stands there
    run(
        f"UPDATE journal_entry SET reason = overlay(reason placing '{sign}' from {chance.randint(1, 2)}) WHERE id = {entry}"
    )
    return entry


def renumbered(chance: random.Random, entries: list[int]) -> int:
    entry, to = chance.choice(entries), chance.choice([chance.choice(entries) + 1, entries[-1] + 1000])
    run(f"UPDATE journal_entry SET id = {to} WHERE id = {entry}")
    return min(entry, to)


def deleted(chance: random.Random, entries: list[int]) -> int:
    gone = chance.sample(entries, chance.randint(1, 3))
    run(f"DELETE FROM journal_entry WHERE id IN ({', '.join(map(str, gone))})")
    return min(gone)


def swapped(chance: random.Random, entries: list[int]) -> int:
    one, other = sorted(chance.sample(entries, 2))
    for before, after in ((one, -1), (other, one), (-1, other)):
        run(f"UPDATE journal_entry SET id = {after} WHERE id = {before}")
    return one


def inserted(chance: random.Random, entries: list[int]) -> int:
    like, gap = chance.choice(entries), chance.choice(entries[:-1]) + 1
    columns = ", ".join(name for name in COLUMNS if name != "id")
    run(f"INSERT INTO journal_entry (id, {columns}) SELECT {gap}, {columns} FROM journal_entry WHERE id = {like}")
    return gap


def cut(chance: random.Random, entries: list[int]) -> int:
    """The journal ends earlier, as after the restore of an older copy."""
    last = entries[chance.randrange(1, BLOCKS) * EACH - 1]
    run(f"DELETE FROM journal_seal WHERE last_entry > {last}")
    run(f"DELETE FROM journal_entry WHERE id > {last}")
    return last


def taken_out(chance: random.Random, entries: list[int]) -> None:
    """A block in the middle goes with its seal: the next no longer follows the one before."""
    first = chance.randrange(0, BLOCKS - 1) * EACH
    run(f"DELETE FROM journal_seal WHERE last_entry = {entries[first + EACH - 1]}")
    run(f"DELETE FROM journal_entry WHERE id BETWEEN {entries[first]} AND {entries[first + EACH - 1]}")


def unsealed(chance: random.Random, entries: list[int]) -> None:
    run(f"DELETE FROM journal_seal WHERE last_entry = {entries[chance.randrange(1, BLOCKS + 1) * EACH - 1]}")


def seal_edited(chance: random.Random, entries: list[int]) -> None:
    last = entries[chance.randrange(1, BLOCKS + 1) * EACH - 1]
    run(f"UPDATE journal_seal SET {chance.choice(SEALS)} WHERE last_entry = {last}")


WAYS: tuple[Tampering, ...] = (
    *(edited, edited, backdated, a_letter_changed, renumbered, deleted, swapped, inserted),
    *(cut, taken_out, unsealed, seal_edited),
)


def by_another_hand(end: list[str]) -> list[str]:
    """What the second verifier finds, which shares no code with the program."""
    told = []
    for statement in TOLD:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            told.append([json.loads(value) if isinstance(value, str) else value for (value,) in cursor.fetchall()])
    return list(runpy.run_path(str(SCRIPT))["faults"](*told, end))


def test_whatever_is_done_to_a_sealed_journal_both_verifiers_find_it(entries, note):
    seed = random.randrange(2**32)
    chance, end = random.Random(seed), note.read_text().split()
    assert (sealing.verify().fault, by_another_hand(end)) == (None, [])
    for time in range(TIMES):
        tamper = WAYS[time % len(WAYS)]
        with transaction.atomic():
            named = tamper(chance, entries)
            fault = sealing.verify().fault
            others = by_another_hand(end)
            transaction.set_rollback(True)
        assert fault, (seed, time, tamper.__name__)
        assert others, (seed, time, tamper.__name__)
        assert named in (None, fault.entry_id), (seed, time, tamper.__name__, named, fault)
    assert (sealing.verify().fault, by_another_hand(end)) == (None, [])


def test_a_program_that_forgets_a_column_is_contradicted_by_the_second_verifier(note, monkeypatch):
    monkeypatch.setattr(sealing, "mark_of", lambda *, row: mark_of(row=row | {"reason": ""}))
    entry = write(1)
    journal_sealed.seal_journal()
    assert sealing.verify().fault is None
    assert by_another_hand([]) == [f"entry {entry} is not as it was written"]
