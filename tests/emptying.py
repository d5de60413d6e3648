"""
After a test that commits, the tables are emptied, or set back to the rows a module keeps: those alone that were written.

Django truncates all of them, and PostgreSQL then makes a thousand files anew. A table that was ever written has pages in its
file, whoever wrote them and however it ended; its rows are deleted. The guards rest in the transaction that does so, and
nowhere else: when a test begins, every one is on.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")
MUCH = 256 * 1024
"""Bytes in the file of one table: beyond that files are made anew, or the next tests would read through what is gone."""


def set_back() -> None:
    """Leave no row in any table of the program but those that are kept."""
    written = _written()
    if any(size > MUCH for size in written.values()):
        tables, emptying = _tables(), [f"TRUNCATE {', '.join(_tables())}"]
    else:
        tables, emptying = sorted(written), [f'DELETE FROM "{table}"' for table in written]
    with transaction.atomic():
        _run(f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table in tables)
        _run(emptying)
        _run(f'INSERT INTO "{table}" SELECT * FROM kept."{table}"' for table in _kept())
        _run(["SET CONSTRAINTS ALL IMMEDIATE"])
        _run(f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables)


@contextmanager
def kept(make: Callable[[], T]) -> Iterator[T]:
    """Make rows once and keep them: until the end every test begins with them. Gives what was made."""
    try:
        made = make()
        _run(["CREATE SCHEMA kept", *(f'CREATE TABLE kept."{table}" AS TABLE "{table}"' for table in _written())])
        yield made
    finally:
        _run(["DROP SCHEMA IF EXISTS kept CASCADE"])
        set_back()


@cache
def _tables() -> list[str]:
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _written() -> dict[str, int]:
    """The tables with pages in their files, and how many bytes."""
    sizes = (
        "SELECT relname, size FROM pg_class, pg_relation_size(oid) AS size"
        " WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) AND size > 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(sizes, [_tables()])
        return dict(cursor.fetchall())


def _kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")
        return [table for (table,) in cursor.fetchall()]


def _run(statements: Iterable[str]) -> None:
    if together := ";".join(statements):
        with connection.cursor() as cursor:
            cursor.execute(together)
