"""
Where a list's rows come from: a query of the database or a sequence already worked out; both sort, count, cut and sum.

Terms: source 数据来源, totals 合计 (one line per currency: different currencies are never added up).
A query source asks three questions whatever the number of rows: the totals with how many, which rows this page has, and these
rows alone with everything that is shown of them. A told source, whose rows are dicts, asks one question for all of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Protocol

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.expressions import OrderBy
from django.db.models.query import ModelIterable

from onaccount.desk.components.columns import attribute
from onaccount.office.joining import of_keys
from onaccount.office.paging import page_and_sums

CHUNK: Final = 1000
Sums = dict[str, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are, and their sums by currency ("" when the list names no currency), then by path."""

    count: int
    sums: Sums


@dataclass(frozen=True, slots=True)
class Part:
    """The totals of everything, and the rows of one page if the source read them at the same time."""

    totals: Totals
    rows: list[Any] | None


class Source(Protocol):
    """What a list needs from its rows."""

    def ordered(self, *, path: str, descending: bool) -> "Source":
        """The same rows in this order, ties settled, missing values last."""

    def cut(self, *, start: int, size: int) -> list[Any]:
        """The rows of one page."""

    def chunks(self) -> Iterator[list[Any]]:
        """Every row, a thousand at a time."""

    def part(self, *, start: int, size: int, paths: Sequence[str], currency: str) -> Part:
        """How many rows there are, what these paths add up to, and perhaps the rows of one page."""


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Rows in the database."""

    rows: "QuerySet[Any, Any]"

    def ordered(self, *, path: str, descending: bool) -> "QuerySource":
        """Ordered by the database; the key, or the order of rows that have none, settles ties so that pages never overlap."""
        if not path:
            return self
        return replace(self, rows=self.rows.order_by(_order(path, descending), *self.ties))

    @property
    def ties(self) -> Sequence[Any]:
        """What settles ties."""
        return ("pk",)

    def cut(self, *, start: int, size: int) -> list[Any]:
        """The keys of the page in their order; then these rows, so that what the order does not need is read for them alone."""
        keys = list(self.rows.values_list("pk", flat=True)[start : start + size])
        found = {row.pk: row for row in of_keys(rows=self.rows.order_by(), keys=keys)}
        return [found[key] for key in keys]

    def chunks(self) -> Iterator[list[Any]]:
        """Read through a cursor, so that an export of any size stays small in memory."""
        waiting: list[Any] = []
        for row in self.rows.iterator(chunk_size=CHUNK):
            waiting.append(row)
            if len(waiting) == CHUNK:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def part(self, *, start: int, size: int, paths: Sequence[str], currency: str) -> Part:  # noqa: ARG002
        """One aggregate, grouped by currency where there is one."""
        plain_rows = self.rows.order_by()
        if not paths:
            return Part(Totals(plain_rows.count(), {}), None)
        wanted = {f"sum_{at}": Sum(_column(path)) for at, path in enumerate(paths)}
        code = F(_column(currency)) if currency else Value("")
        grouped = plain_rows.values(code=code).annotate(rows=Count("*"), **wanted).order_by("code")
        lines = {line["code"]: line for line in grouped}
        count = sum(line["rows"] for line in lines.values())
        return Part(Totals(count, {key: _named(paths, line) for key, line in lines.items()}), None)


class ToldSource(QuerySource):
    """Rows of the database as dicts, which say everything that is shown, may have no key, and are read with their totals."""

    @property
    def ties(self) -> Sequence[Any]:
        """The order the rows came in."""
        return self.rows.query.order_by

    def cut(self, *, start: int, size: int) -> list[Any]:
        """A slice."""
        return list(self.rows[start : start + size])

    def part(self, *, start: int, size: int, paths: Sequence[str], currency: str) -> Part:
        """Page and totals in one question: such rows are sums over a large table, which is read once for both."""
        found, sums = page_and_sums(
            rows=self.rows,
            start=start,
            size=size,
            paths=[_column(path) for path in paths],
            code=_column(currency) if paths else "",
        )
        by_code = {code: dict(zip(paths, map(plain, line), strict=True)) for code, _rows, line in sums if paths}
        return Part(Totals(sum(rows for _code, rows, _line in sums), by_code), found)


@dataclass(frozen=True, slots=True)
class RowSource:
    """Rows already in memory, for judgements that no query can order."""

    rows: Sequence[Any]

    def ordered(self, *, path: str, descending: bool) -> "RowSource":
        """Ordered by the attribute path, missing values last in both directions, the given order settling ties."""
        if not path:
            return self
        known = [row for row in self.rows if attribute(row=row, path=path) is not None]
        missing = [row for row in self.rows if attribute(row=row, path=path) is None]
        return RowSource(sorted(known, key=lambda row: attribute(row=row, path=path), reverse=descending) + missing)

    def cut(self, *, start: int, size: int) -> list[Any]:
        """A slice."""
        return list(self.rows[start : start + size])

    def chunks(self) -> Iterator[list[Any]]:
        """Slices of a thousand."""
        for start in range(0, len(self.rows), CHUNK):
            yield self.cut(start=start, size=CHUNK)

    def part(self, *, start: int, size: int, paths: Sequence[str], currency: str) -> Part:
        """A slice, and sums added up here; Money counts as its amount."""
        found: Sums = {}
        for row in self.rows if paths else ():
            code = str(attribute(row=row, path=currency)) if currency else ""
            line = found.setdefault(code, dict.fromkeys(paths, Decimal(0)))
            for path in paths:
                line[path] += plain(attribute(row=row, path=path))
        return Part(Totals(len(self.rows), dict(sorted(found.items()))), self.cut(start=start, size=size))


def source_of(*, rows: Any) -> Source:
    """Take a queryset or a sequence as a source."""
    if not isinstance(rows, QuerySet):
        return RowSource(rows)
    is_told = not issubclass(rows._iterable_class, ModelIterable)  # noqa: SLF001 Django has no other word for it
    return ToldSource(rows) if is_told else QuerySource(rows)


def plain(value: Any) -> Decimal:
    """The bare amount of a Money, a number as it is, nothing as zero."""
    return Decimal(getattr(value, "amount", value) or 0)


def _column(path: str) -> str:
    return path.replace(".", "__")


def _order(path: str, descending: bool) -> OrderBy:
    field = F(_column(path))
    return field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)


def _named(paths: Sequence[str], found: dict[str, Any]) -> dict[str, Decimal]:
    return {path: plain(found[f"sum_{at}"]) for at, path in enumerate(paths)}
