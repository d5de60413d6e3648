"""The journal is sealed in blocks; whatever is changed afterwards is found, and the entry is named."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings
from tests.people import TODAY, somebody

from onaccount.lifecycle import journal_sealed
from onaccount.office.access.rules import Actor, Channel
from onaccount.office.journal import actions, sealing
from onaccount.office.journal.models import Entry, Seal
from onaccount.office.journal.rules import Subject

pytestmark = pytest.mark.django_db(transaction=True)
ROBOT = Actor("job:test", Channel.JOB, request_id="r-1")
COLUMNS = {
    "at": "at + interval '1 second'",
    "day": "day + 1",
    "act": "act || 'x'",
    "actor": "'somebody else'",
    "channel": "'cli'",
    "person_id": "(SELECT max(id) FROM access_person)",
    "subject_kind": "'other'",
    "subject_id": "'99'",
    "customer_id": "77",
    "group_id": "77",
    "reason": "'because'",
    "before": """'{"a": 2}'""",
    "after": "NULL",
    "request_id": "'r-2'",
    "id": "id + 1000",
}


@pytest.fixture(autouse=True)
def note(tmp_path: Path, settings: Settings) -> Path:
    settings.JOURNAL_CHECKPOINT = tmp_path / "journal.end"
    return tmp_path / "journal.end"


@pytest.fixture
def entries(note: Path) -> Iterator[list[int]]:
    """Six sealed entries in two blocks, while the guards are off as for an intruder with the keys of the database."""
    first = [write(number) for number in range(3)]
    assert journal_sealed.seal_journal() == 3
    second = [write(number) for number in range(3)]
    assert journal_sealed.seal_journal() == 3
    for table in ("journal_entry", "journal_seal"):
        run(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
    yield first + second
    for table in ("journal_entry", "journal_seal"):
        run(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only")


def write(number: int) -> int:
    subject = Subject("customer", number, customer_id=number, group_id=5)
    entry = actions.record(
        act="x.y", actor=ROBOT, subject=subject, reason="日常", before={"a": 1}, after={"day": TODAY, "n": number}
    )
    return entry.pk


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def found() -> tuple[str, object]:
    _intact, reason = journal_sealed.verify_journal()
    return reason.code, reason.facts.get("entry_id")


def test_an_untouched_journal_is_intact(entries: list[int]) -> None:
    write(9)
    intact, reason = journal_sealed.verify_journal()
    assert (intact, dict(reason.facts)) == (True, {"blocks": 2, "entries": 6, "unsealed": 1})


def test_the_table_of_edits_names_every_column() -> None:
    assert set(COLUMNS) == {field.column for field in Entry._meta.concrete_fields}


@pytest.mark.parametrize("column", COLUMNS)
def test_an_edit_of_any_column_is_found_and_the_entry_named(entries: list[int], column: str) -> None:
    somebody("intruder")
    run(f"UPDATE journal_entry SET {column} = {COLUMNS[column]} WHERE id = {entries[4]}")
    assert found() == ("journal.missing" if column == "id" else "journal.altered", entries[4])


@pytest.mark.parametrize("place", range(6))
def test_a_deleted_entry_is_named_wherever_it_stood(entries: list[int], place: int) -> None:
    run(f"DELETE FROM journal_entry WHERE id = {entries[place]}")
    assert found() == ("journal.missing", entries[place])


def test_two_entries_that_changed_places_are_found(entries: list[int]) -> None:
    run(f"UPDATE journal_entry SET id = -1 WHERE id = {entries[1]}")
    run(f"UPDATE journal_entry SET id = {entries[1]} WHERE id = {entries[2]}")
    run(f"UPDATE journal_entry SET id = {entries[2]} WHERE id = -1")
    assert found() == ("journal.altered", entries[1])


def test_an_entry_put_into_a_sealed_gap_is_found() -> None:
    write(0)
    with transaction.atomic():
        gap = write(1)
        transaction.set_rollback(True)
    write(2)
    journal_sealed.seal_journal()
    run(f"INSERT INTO journal_entry (id, act, day, actor, channel, subject_kind, subject_id, reason, request_id) "
        f"VALUES ({gap}, 'x.y', '2026-03-02', 'intruder', 'cli', 'x', '1', '', '')")  # fmt: skip
    assert found() == ("journal.inserted", gap)


def test_a_cut_tail_is_found_by_the_note_kept_outside(entries: list[int]) -> None:
    run(f"DELETE FROM journal_seal WHERE last_entry = {entries[5]}")
    run(f"DELETE FROM journal_entry WHERE id > {entries[2]}")
    assert found() == ("journal.tail_cut", entries[2])


@pytest.mark.parametrize(
    "edit",
    [
        "digest = repeat('a', 64)",
        "previous_digest = repeat('b', 64)",
        "last_entry = last_entry + 1",
        "first_entry = first_entry - 1000",
        "entries = entries - 1",
        "marks = ''",
    ],
)
def test_an_edited_seal_is_found(entries: list[int], edit: str) -> None:
    run(f"UPDATE journal_seal SET {edit} WHERE last_entry = {entries[5]}")
    assert not journal_sealed.verify_journal()[0]


def test_an_entry_edited_together_with_its_seal_is_found_by_the_note(entries: list[int], note: Path) -> None:
    run(f"DELETE FROM journal_seal WHERE last_entry = {entries[5]}")
    run(f"UPDATE journal_entry SET reason = 'forged' WHERE id = {entries[5]}")
    kept = note.read_text()
    journal_sealed.seal_journal()
    note.write_text(kept)
    assert found()[0] == "journal.tail_cut"


def test_what_is_not_committed_yet_is_not_sealed_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "PATIENCE", 0.1)
    other = connections.create_connection("default")
    other.connect()
    with closing(other), other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "INSERT INTO journal_entry (act, day, actor, channel, subject_kind, subject_id, reason, request_id) "
            "VALUES ('slow', '2026-03-02', 'x', 'cli', 'x', '1', '', '')"
        )
        write(1)
        assert journal_sealed.seal_journal() == 0
        cursor.execute("COMMIT")
    assert (journal_sealed.seal_journal(), Seal.objects.get().entries) == (2, 2)
