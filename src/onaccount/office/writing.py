"""Rows of several tables written by one statement 一次写入: what belongs together reaches the database together, in one breath.

Each *part* is a piece of SQL with one parameter, a JSON array of rows. All parts run inside one statement on one snapshot and
either every part touches exactly the rows it was given or nothing is written. Values are those of JSON: decimals and dates as
text, and `msgspec.Raw` for what is JSON already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from django.db import connection
from django.db.models import Model

from onaccount.office.asking import Question, Send, answer

CHANGED: Final = " rows: what was read under the lock has changed"
Values = Mapping[str, Any]
Written = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of SQL that ends in a row for each row it touched; `%s` stands for the rows."""

    sql: str
    rows: Sequence[Values | msgspec.Raw]


class Form:
    """
    The row of a table as JSON with holes, for rows that are written by the thousand: by column, JSON in which `%(name)b` stands
    for what a row has under that name, which is JSON (or a part of one) already.
    """

    def __init__(self, model: type[Model], columns: Mapping[str, str]) -> None:
        self._model, self._columns = model, tuple(columns)
        self._row = "{{{}}}".format(",".join(f'"{name}":{value}' for name, value in columns.items())).encode()

    def row(self, written: Written) -> msgspec.Raw:
        """One row."""
        return msgspec.Raw(self._row % written)

    def part(self, rows: Sequence[msgspec.Raw]) -> Part:
        """The part that adds such rows; columns without a place in the form get their default."""
        return Part(_insert(self._model, self._columns) if rows else "", rows)


def inserted(model: type[Model], rows: Sequence[Values]) -> Part:
    """Make the part that adds rows of a table, all with the same columns; the others get their default."""
    return Part(_insert(model, tuple(rows[0])) if rows else "", rows)


def write_together(parts: Iterable[Part], *, ends: bool = False, send: Send = answer) -> None:
    """
    Write all parts in one statement, at once or as `send` brings it to the database; with `ends` the transaction
    ends there. A part that touches fewer rows than it was given means that what was read under the lock is no longer so: we were
    wrong, the statement fails, and nothing stays written.
    """
    real = [part for part in parts if part.rows]
    if not real:
        return
    named = [f"p{place} AS ({part.sql} RETURNING 1)" for place, part in enumerate(real)]
    whole = " AND ".join(f"(SELECT count(*) FROM p{place}) = %s::int" for place in range(len(real)))  # noqa: S608 our own names
    rows = [msgspec.json.encode(part.rows) for part in real]
    given = [len(part.rows) for part in real]
    # the database itself compares, so that the commit may follow unasked; what is no number fails and says why
    wrong = "((SELECT count(*) FROM p0) || %s::text)::int"
    sql = f"WITH {', '.join(named)} SELECT CASE WHEN {whole} THEN 1 ELSE {wrong} END"
    send(Question(sql, [*rows, *given, CHANGED], list), ends=ends)


@cache
def _insert(model: type[Model], columns: tuple[str, ...]) -> str:
    fields = {field.column: field for field in model._meta.concrete_fields}  # noqa: SLF001 Django documents it
    names = ", ".join(f'"{column}"' for column in columns)
    types = ", ".join(f'"{column}" {_type(fields[column])}' for column in columns)
    table = model._meta.db_table  # noqa: SLF001 Django documents it
    return f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_to_recordset(%s::text::jsonb) AS r({types})'  # noqa: S608


def _type(field: Any) -> str:
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))
