"""A second verifier that shares no code with the program comes to the same verdict on the journal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.people import somebody
from tests.stages.office.test_journal import COLUMNS, entries, note, run

from onaccount.office.journal import sealing

__all__ = ["entries", "note"]
pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = Path(__file__).parents[3] / "docs" / "operations" / "verify_journal.py"


def exported(folder: Path) -> list[str]:
    """The two files, by the statements that the script itself tells."""
    told = SCRIPT.read_text("utf-8").split('"""')[1].split('-c "')[1:]
    names = []
    for statement, name in zip((part.split('"')[0] for part in told), ("entries", "seals"), strict=True):
        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows = [value if isinstance(value, str) else json.dumps(value) for (value,) in cursor.fetchall()]
        (folder / name).write_text("\n".join(rows), "utf-8")
        names.append(str(folder / name))
    return names


def verdict(folder: Path, *more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *exported(folder), *more], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip() + done.stderr


def test_an_untouched_journal_agrees(entries, note, tmp_path):
    assert verdict(tmp_path, str(note)) == (0, "6 entries in 2 blocks agree; 0 are not sealed yet")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_in_any_column_is_found_by_both_and_the_entry_named(entries, tmp_path, column):
    somebody("li")  # whom a changed person_id may name
    run(f"UPDATE journal_entry SET {column} = {COLUMNS[column]} WHERE id = {entries[3]}")
    report = sealing.verify()
    assert report.fault
    assert verdict(tmp_path) == (1, f"entry {report.fault.entry_id} is not as it was written")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_seal SET digest = repeat('a', 64) WHERE first_entry = {first}",
        "UPDATE journal_seal SET previous_digest = repeat('b', 64) WHERE first_entry = {first}",
    ],
)
def test_an_altered_seal_is_found_by_both(entries, tmp_path, change):
    run(change.format(first=entries[0]))
    assert sealing.verify().fault
    assert verdict(tmp_path)[0] == 1


def test_a_cut_tail_is_found_by_the_note_outside(entries, note, tmp_path):
    run(f"DELETE FROM journal_seal WHERE first_entry = {entries[3]}")
    run(f"DELETE FROM journal_entry WHERE id >= {entries[3]}")
    assert verdict(tmp_path)[0] == 0
    assert verdict(tmp_path, str(note)) == (
        1,
        f"the journal ends with entry {entries[2]}, but was sealed through entry {entries[5]} before",
    )
