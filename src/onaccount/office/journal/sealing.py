"""Sealing 封印 and verifying the journal in blocks.

Ids are given out before their rows are committed, so a block closes only a run of ids that is *settled*: every transaction
that could still fill a gap in it has ended, which is so once the oldest running transaction (`pg_snapshot_xmin`) is younger
than all that ran when the last id of the run was already given out.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from onaccount.office.journal.models import Entry, Seal
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

BLOCK_ENTRIES: Final = 2000
PATIENCE: Final = 2.0  # seconds to wait for running transactions; the next run tries again
JSON_COLUMNS: Final = ("before", "after")


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found: how many entries in how many blocks agree, how many are not sealed yet, the first fault."""

    blocks: int
    entries: int
    unsealed: int
    fault: Fault | None


def seal() -> int:
    """Seal every settled entry, note the end of the chain outside the database, and say how many entries.

    It does nothing, and says 0, while somebody else seals or while a transaction runs that is too long to wait for.
    """
    ceiling = _settled_ceiling(give_up=time.monotonic() + PATIENCE)
    sealed = 0
    while ceiling and (block := _seal_block(ceiling)):
        sealed += len(block.marks)
        _note_end(block)
    return sealed


def verify() -> Report:
    """Recompute the chain from the first entry and stop at the first fault.

    The end of the chain is compared with what was noted outside the database, so that a cut tail or an older copy of the
    database is found too (journal.tail_cut).
    """
    blocks = entries = 0
    previous: Block | None = None
    for block in _blocks():
        marks = tuple(_marks(after=previous.last_entry if previous else 0, until=block.last_entry))
        if fault := fault_in(block=block, previous=previous, marks=marks):
            return Report(blocks, entries, 0, fault)
        blocks, entries, previous = blocks + 1, entries + len(marks), block
    unsealed = Entry.objects.filter(id__gt=previous.last_entry if previous else 0).count()
    return Report(blocks, entries, unsealed, _cut(previous))


def _settled_ceiling(*, give_up: float) -> int:
    """The last id given out a moment ago, once all transactions of that moment have ended; 0 when they take too long."""
    ceiling, youngest = _ask(
        "SELECT coalesce(max(id), 0), pg_snapshot_xmax(pg_current_snapshot())::text FROM journal_entry"
    )
    while time.monotonic() < give_up:
        (oldest,) = _ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        if int(oldest) >= int(youngest):
            return int(ceiling)
        time.sleep(0.02)
    return 0


@transaction.atomic
def _seal_block(ceiling: int) -> Block | None:
    if not _ask("SELECT pg_try_advisory_xact_lock(hashtext('journal seal'))")[0]:
        return None
    last = Seal.objects.order_by("-last_entry").first()
    marks = tuple(_marks(after=last.last_entry if last else 0, until=ceiling, limit=BLOCK_ENTRIES))
    if not marks:
        return None
    end = marks[-1].entry_id
    block = block_of(previous_digest=last.digest if last else GENESIS, last_entry=end, marks=marks)
    Seal.objects.create(
        first_entry=block.first_entry,
        last_entry=block.last_entry,
        entries=len(marks),
        marks=packed(marks=marks),
        previous_digest=block.previous_digest,
        digest=block.digest,
    )
    return block


def _blocks() -> Iterator[Block]:
    for row in Seal.objects.order_by("last_entry").iterator(chunk_size=50):
        marks = unpacked(data=bytes(row.marks))
        marks = marks if len(marks) == row.entries else marks[: row.entries]
        yield Block(row.first_entry, row.last_entry, marks, row.previous_digest, row.digest)


def _marks(*, after: int, until: int, limit: int | None = None) -> Iterator[Mark]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM journal_entry WHERE id > %s AND id <= %s ORDER BY id LIMIT %s", [after, until, limit]
        )
        columns = [column[0] for column in cursor.description]
        for values in cursor.fetchall():
            yield mark_of(row=_plain(dict(zip(columns, values, strict=True))))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: json.loads(row[name]) for name in JSON_COLUMNS if isinstance(row[name], str)}


def _ask(question: str) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone())


def _note_end(block: Block) -> None:
    """Replace the note of the chain's end in one step, so that a crash leaves the old or the new one."""
    note: Path = settings.JOURNAL_CHECKPOINT
    draft = note.with_suffix(".new")
    draft.write_text(f"{block.last_entry} {block.digest}\n", encoding="ascii")
    draft.replace(note)


def _cut(end: Block | None) -> Fault | None:
    note: Path = settings.JOURNAL_CHECKPOINT
    if not note.exists():
        return None
    last_entry, digest = note.read_text(encoding="ascii").split()
    if Seal.objects.filter(last_entry=int(last_entry), digest=digest).exists():
        return None
    return Fault("journal.tail_cut", end.last_entry if end else 0)
