"""
What is sent and how often it is tried.

Terms: event 事件, delivery 投递, dead letter 死信 (a delivery that was tried to the end). The pauses are those the Standard
Webhooks specification proposes; each is lengthened by chance where it is used, so that many do not come back at once.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

EVENTS: Final = ("order.held", "order.hold_changed", "order.released", "order.rejected", "order.cancelled")
TEST: Final = "test.sent"
PAUSES: Final = (0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)  # seconds before each attempt
GONE: Final = 410


@dataclass(frozen=True, slots=True)
class Happened:
    """Something an outside system may want to know: the kind of event, whom it is about, and a few plain facts."""

    kind: str
    group_id: int
    customer_id: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """An address that wants to hear of some kinds of events."""

    name: str
    url: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One attempt to be made: what is sent where under which id, signed with one secret, or two while an old one still counts."""

    delivery_id: int
    url: str
    listed: frozenset[str]
    reference: str
    body: bytes
    secrets: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an attempt: the status of the answer, or none and the error that prevented one."""

    status: int | None
    error: str


def body_of(*, kind: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    """Write the body that is sent and signed: type, moment (ISO 8601), data; the same bytes at every attempt."""
    told = {"type": kind, "timestamp": at.isoformat(), "data": dict(data)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def is_taken(answered: Answered) -> bool:
    """Say whether the other side took the delivery: any status from 200 to 299."""
    return answered.status is not None and 200 <= answered.status < 300


def tries_left(*, attempts: int) -> bool:
    """Say whether another attempt follows after so many."""
    return attempts < len(PAUSES)


def pause_before(*, attempt: int) -> int:
    """Give the seconds to wait before the given attempt; the first has no pause."""
    return PAUSES[min(attempt, len(PAUSES)) - 1]
