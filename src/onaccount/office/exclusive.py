"""One at a time 独占: work that must not be under way twice, kept apart by a lock that dies with whoever holds it.

A lock kept in a table outlives a killed process, and everybody waits for the dead. The database's own lock belongs to the
connection: the moment its process is gone, the next one may go in.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error, connection


@contextmanager
def exclusive(*, name: str) -> Iterator[bool]:
    """Say whether nobody else is inside under this name; whoever is told no has nothing to do."""
    is_alone = _told("SELECT pg_try_advisory_lock(hashtext('alone'), hashtext(%s))", name)
    try:
        yield is_alone
    finally:
        if is_alone:
            with suppress(Error):  # a connection that broke has let go by itself
                _told("SELECT pg_advisory_unlock(hashtext('alone'), hashtext(%s))", name)


def _told(query: str, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query, [name])
        return bool(cursor.fetchone()[0])
