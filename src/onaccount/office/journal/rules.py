"""Who acts 操作者, and the chain of seals 审计日志封印, as pure functions.

An *actor* is a person or a machine with a name; every write names one, so that nothing is ever done by "SYSTEM".

A *block* 区块 is a run of entries closed by a digest (SHA-256) that begins with the digest of the block before it. Each entry
is written in one canonical form (JSON, sorted keys, UTF-8, moments in UTC), so that anybody can recompute the chain.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from onaccount.kernel.reasons import fact

GENESIS = "0" * 64
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
class Block:
    """What a seal says about its run of entries: first and last id, how many, and the two digests."""

    first_entry: int
    last_entry: int
    entries: int
    previous_digest: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fault:
    """The first place where journal and seals disagree; `entry_id` is the row, or the first row of the missing stretch."""

    code: str
    entry_id: int


def plain(value: Any) -> Any:
    """This function will turn mappings and sequences of facts into what JSON holds: decimals as strings, dates ISO 8601."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return fact(value)


def entry_digest(*, row: Row) -> str:
    """This function will give the digest of one entry over every column it has."""
    written = {name: _moment(value) if isinstance(value, datetime) else value for name, value in row.items()}
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def block_digest(*, previous: str, digests: Iterable[str]) -> str:
    """This function will close a block: the digest over the block before it and each entry in order."""
    chain = hashlib.sha256(previous.encode())
    for digest in digests:
        chain.update(digest.encode())
    return chain.hexdigest()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
