"""
The lock of an idempotency key 幂等键锁, under which it is looked for among acts of two kinds: orders decided, and all others.

Decisions share it and any other act takes it alone, so that of two that end at the same moment under one key the later sees the
earlier, whatever groups they are of. It is held until the transaction ends.
"""

from collections.abc import Iterable
from typing import Final
from zlib import crc32

from onaccount.office.asking import Question

SHARES: Final = 256
"""So many locks stand for the keys of all orders placed: a batch of a thousand takes no more, and two keys seldom wait for each other."""

PLACING: Final = (
    "SELECT count(pg_advisory_xact_lock_shared(hashtext('answers'), share)) FROM unnest(%s::int[]) AS share"
)
DECIDING: Final = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s::text, 0))"
ALONE: Final = (
    "SELECT pg_advisory_xact_lock(hashtext('answers'), %s::int), pg_advisory_xact_lock(hashtextextended(%s::text, 0))"
)


def placing(*, keys: Iterable[tuple[str, str]]) -> Question[None]:
    """
    Ask to place orders under these clients' keys: what is read of the keys after this sees every other act that ended, and one that is
    about to end waits until we did. Taken after the groups' locks, like `deciding` and `alone`.
    """
    return Question(PLACING, [sorted({_share(client, key) for client, key in keys})], _nothing)


def deciding(*, client: str, key: str) -> Question[None]:
    """Ask to decide on an order under a client's key, as `placing` does; the lock is the key's own, so that an act may hold it already."""
    return Question(DECIDING, [_named(client, key)], _nothing)


def alone(*, client: str, key: str) -> Question[None]:
    """
    Ask to end an act under a client's key: decisions under way are waited for, and what is read of the key after this sees them; those
    that come look for the key when we are done. The last lock an act takes.
    """
    return Question(ALONE, [_share(client, key), _named(client, key)], _nothing)


def _share(client: str, key: str) -> int:
    return crc32(_named(client, key).encode()) % SHARES


def _named(client: str, key: str) -> str:
    return f"answers {client} {key}"


def _nothing(_rows: object) -> None:
    return None
