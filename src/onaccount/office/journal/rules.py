"""Who acts 操作者, and the chain of seals 审计日志封印, as pure functions.

An *actor* is a person or a machine with a name; every write names one, so that nothing is ever done by "SYSTEM".

A *block* 区块 is a run of entries closed by a digest (SHA-256) that begins with the digest of the block before it. Each entry
is written in one canonical form (JSON, sorted keys, UTF-8, moments in UTC), so that anybody can recompute the chain.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

GENESIS = "0" * 64
MARK_BYTES = 40
Row = Mapping[str, Any]


class Channel(StrEnum):
    """The way an act came in."""

    DESK = "desk"
    PORTAL = "portal"
    API = "api"
    JOB = "job"
    IMPORT = "import"
    CLI = "cli"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person by id, or a named machine such as `job:day_closed` with no person.

    `day` is the company's day on which they act; it differs from the wall clock where a sample clock or a loaded past does.
    """

    name: str
    channel: Channel
    person_id: int | None = None
    request_id: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act, a request or a note is about, by plain keys so that the office knows no customers."""

    kind: str
    id: int | str
    customer_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry inside a block: its id and its digest."""

    entry_id: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """What a seal says: the run of ids it closes, a mark for each entry in it, and the two digests of the chain."""

    first_entry: int
    last_entry: int
    marks: tuple[Mark, ...]
    previous_digest: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where journal and seals disagree, and the entry there (0 when no entry can be named)."""

    code: str
    entry_id: int


def mark_of(*, row: Row) -> Mark:
    """Digest one entry over every column it has, in canonical JSON with moments in UTC."""
    text = json.dumps(dict(row), default=_moment, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Mark(row["id"], hashlib.sha256(text.encode()).digest())


def block_of(*, previous_digest: str, last_entry: int, marks: tuple[Mark, ...]) -> Block:
    """Close a block over at least one entry; ids up to `last_entry` that have no mark do not exist."""
    first = marks[0].entry_id
    return Block(first, last_entry, marks, previous_digest, _digest(previous_digest, first, last_entry, marks))


def fault_in(*, block: Block, previous: Block | None, marks: tuple[Mark, ...]) -> Fault | None:
    """Compare a block with the entries found now in its run of ids, and name the first that differs.

    Codes: journal.altered, journal.missing, journal.inserted for an entry; journal.seal_altered when the entries agree with
    their marks but the block does not follow from them and from the block before.
    """
    sealed, found = ({mark.entry_id: mark.digest for mark in side} for side in (block.marks, marks))
    for entry_id in sorted(sealed.keys() | found.keys()):
        if sealed.get(entry_id) != found.get(entry_id):
            return Fault(_what_happened(entry_id, sealed, found), entry_id)
    expected = previous.digest if previous else GENESIS
    if block != block_of(previous_digest=expected, last_entry=block.last_entry, marks=marks):
        return Fault("journal.seal_altered", block.first_entry)
    return None


def packed(*, marks: tuple[Mark, ...]) -> bytes:
    """Write marks as bytes: eight for the id, thirty-two for the digest."""
    return b"".join(mark.entry_id.to_bytes(8) + mark.digest for mark in marks)


def unpacked(*, data: bytes) -> tuple[Mark, ...]:
    """Read what `packed` wrote; a damaged end is left out and so noticed as missing entries."""
    whole = range(0, len(data) - MARK_BYTES + 1, MARK_BYTES)
    return tuple(Mark(int.from_bytes(data[at : at + 8]), data[at + 8 : at + MARK_BYTES]) for at in whole)


def _what_happened(entry_id: int, sealed: Mapping[int, bytes], found: Mapping[int, bytes]) -> str:
    if entry_id not in found:
        return "journal.missing"
    return "journal.altered" if entry_id in sealed else "journal.inserted"


def _digest(previous_digest: str, first: int, last: int, marks: tuple[Mark, ...]) -> str:
    chain = hashlib.sha256(f"{previous_digest} {first} {last} {len(marks)}".encode())
    chain.update(packed(marks=marks))
    return chain.hexdigest()


def _moment(value: date) -> str:
    return (
        value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value.isoformat()
    )
