"""Rows of several tables written by one statement 一次写入: what belongs together reaches the database together, in one breath.

Each *part* is a piece of SQL that touches rows of one table. It has rows of its own, a JSON array, or it draws on the *sheet*: a
list that is written and read once, from which several tables take what they need. All parts run inside one statement on one
snapshot, and either every part touches exactly as many rows as it was said to or nothing is written. Values are those of JSON:
decimals and dates as text, and `msgspec.Raw` for what is JSON already.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, Final

import msgspec
from django.db import connection
from django.db.models import Model

from onaccount.office.asking import Question, Send, answer

_NAMED: Final = re.compile(rb"%\(([a-z_]+)\)b")
CHANGED: Final = " rows: what was read under the lock has changed"
Values = Mapping[str, Any]
Written = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of SQL that ends in a row for each row it touched; `%s` stands for its rows."""

    sql: str
    rows: Sequence[Values]

    @property
    def count(self) -> int:
        """How many rows it is to touch."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One piece of SQL that draws on the sheet and ends in a row for each row it touched; so many are to be."""

    sql: str
    count: int


class Sheet:
    """
    A list from which several tables are filled: by name the type each of its columns has in the database.

    A row is JSON in which `%(name)b` stands for what is written under the name of the column, which is JSON already; `forms` say
    otherwise for single columns.
    """

    def __init__(self, columns: Mapping[str, str], forms: Mapping[str, str]) -> None:
        types = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self.sql = f"sheet AS MATERIALIZED (SELECT * FROM jsonb_to_recordset(%s::text::jsonb) AS r({types}))"  # noqa: S608 our own names
        values = (f'"{name}":{forms.get(name, f"%({name})b")}' for name in columns)
        row = "{{{}}}".format(",".join(values)).encode()
        # by place instead of by name: half of the time, and a thousand rows are filled one after another
        self._row, self._in_places = _NAMED.sub(b"%b", row), itemgetter(*_NAMED.findall(row))

    def filled(self, rows: Iterable[Written]) -> "Filled":
        """The list with these rows."""
        row, in_places = self._row, self._in_places
        return Filled(self.sql, b"[%b]" % b",".join([row % in_places(written) for written in rows]))


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet with its rows."""

    sql: str
    rows: bytes


NO_SHEET: Final = Filled("", b"")


def inserted(model: type[Model], rows: Sequence[Values]) -> Part:
    """Make the part that adds rows of a table, all with the same columns; the others get their default."""
    return Part(_insert(model, tuple(rows[0])) if rows else "", rows)


def drawn_into(model: type[Model], columns: Mapping[str, str], *, beside: str = "", where: str = "true") -> str:
    """
    Write the SQL that adds a row of a table for each row of the sheet, or of the sheet and what is `beside` it, `where` that holds:
    by column a piece of SQL. Columns that are not named get their default.
    """
    names, pieces = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
    table = model._meta.db_table  # noqa: SLF001 Django documents it
    return f'INSERT INTO "{table}" ({names}) SELECT {pieces} FROM sheet {beside} WHERE {where}'  # noqa: S608 our own names


def write_together(
    parts: Iterable[Part | Drawn], *, sheet: Filled = NO_SHEET, ends: bool = False, send: Send = answer
) -> None:
    """
    Write all parts in one statement, at once or as `send` brings it to the database; with `ends` the transaction
    ends there. A part that touches fewer rows than it was given means that what was read under the lock is no longer so: we were
    wrong, the statement fails, and nothing stays written.
    """
    real = [part for part in parts if part.count]
    if not real:
        return
    rows = [msgspec.json.encode(part.rows) for part in real if isinstance(part, Part)]
    sql = _statement(sheet.sql, tuple([part.sql for part in real]))
    given = [sheet.rows] if sheet.sql else []
    send(Question(sql, [*given, *rows, *[part.count for part in real], CHANGED], list), ends=ends)


@lru_cache(maxsize=1000)
def _statement(sheet: str, parts: tuple[str, ...]) -> str:
    named = [f"p{place} AS ({sql} RETURNING 1)" for place, sql in enumerate(parts)]
    whole = " AND ".join(f"(SELECT count(*) FROM p{place}) = %s::int" for place in range(len(parts)))  # noqa: S608 our own names
    # the database itself compares, so that the commit may follow unasked; what is no number fails and says why
    wrong = "((SELECT count(*) FROM p0) || %s::text)::int"
    return f"WITH {', '.join([sheet, *named] if sheet else named)} SELECT CASE WHEN {whole} THEN 1 ELSE {wrong} END"


@cache
def _insert(model: type[Model], columns: tuple[str, ...]) -> str:
    fields = {field.column: field for field in model._meta.concrete_fields}  # noqa: SLF001 Django documents it
    names = ", ".join(f'"{column}"' for column in columns)
    types = ", ".join(f'"{column}" {_type(fields[column])}' for column in columns)
    table = model._meta.db_table  # noqa: SLF001 Django documents it
    return f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_to_recordset(%s::text::jsonb) AS r({types})'  # noqa: S608


def _type(field: Any) -> str:
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))
