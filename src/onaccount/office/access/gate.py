"""The gate for machines 接口门禁: is this key valid, and has it calls left in this minute 限流?

What a key allows is remembered in each process for two seconds, so that a revoked key stops everywhere within five and the
order check does not ask the table each time. With the same beat the calls are added to the key's row and the sum of all
processes is read back: a limit may be overrun by what other processes let through in two seconds, never by more.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from django.db import connection, transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.queries import key_of
from onaccount.office.access.rules import KeyFacts, Meter, key_parts

MEMORY_SECONDS: Final = 2.0
MOST_KEYS: Final = 1000  # remembered; more are asked of the table again

_ADD = """
    UPDATE access_apikey
    SET last_used_at = now(), counted_minute = %(minute)s,
        calls = %(calls)s + CASE WHEN counted_minute = %(minute)s THEN calls ELSE 0 END
    WHERE id = %(key)s RETURNING calls
"""


@dataclass(slots=True)
class _Known:
    """A key this process has let through a moment ago."""

    facts: KeyFacts
    today: date
    asked_at: float
    meter: Meter


_known: dict[str, _Known] = {}
_lock = Lock()


def admitted(*, secret: str, today: date, now: float) -> KeyFacts | None:
    """
    Say what a key allows at this moment (seconds since 1970) and count the call; None if it is not valid.

    Refuses `access.too_many_calls` with the seconds after which the key may call again.
    """
    parts = key_parts(secret=secret)
    if parts is None:
        return None
    digest = parts[1]
    with _lock:
        known = _known.get(digest)
    if known is None or known.today != today or not 0 <= now - known.asked_at < MEMORY_SECONDS:
        known = _looked_up(secret, digest, known, today, now)
    if known is None:
        return None
    with _lock:
        calls = known.meter.count(minute=int(now // 60))
    if calls > known.facts.calls_per_minute:
        raise Refusal("access.too_many_calls", per_minute=known.facts.calls_per_minute, retry_after=60 - int(now) % 60)
    return known.facts


def give_back(*, secret: str) -> None:
    """Take one call of a key off the count: it was let through here and is answered, and counted, behind."""
    parts = key_parts(secret=secret)
    with _lock:
        known = _known.get(parts[1]) if parts else None
        if known is not None:
            known.meter.give_back()


def forget() -> None:
    """Let this process ask the table again for every key: at once, and when the transaction commits."""
    _known.clear()
    transaction.on_commit(_known.clear)


def _looked_up(secret: str, digest: str, known: _Known | None, today: date, now: float) -> _Known | None:
    """Ask the table what the key allows, add what was called here since the last look, and remember both."""
    facts = key_of(secret=secret, today=today)
    minute = int(now // 60)
    with _lock:
        own = known.meter.own if known is not None and known.meter.minute == minute else 0
        if known is not None:
            known.meter.own = 0
        if len(_known) >= MOST_KEYS:
            _known.clear()
        if facts is None:
            _known.pop(digest, None)
            return None
    with connection.cursor() as cursor:
        cursor.execute(_ADD, {"minute": minute, "calls": own, "key": facts.key_id})
        told = cursor.fetchone()[0]
    with _lock:
        _known[digest] = _Known(facts, today, now, Meter(minute, told, 0))
        return _known[digest]
