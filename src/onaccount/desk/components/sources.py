"""
Where a list's rows come from: a query of the database or a sequence already worked out; both sort, count, cut and sum.

Terms: source 数据来源, totals 合计 (one line per currency: different currencies are never added up).
A query source asks three questions whatever the number of rows: the totals with how many, which rows this page has, and these
rows alone with everything that is shown of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.query import ModelIterable

from onaccount.desk.components.columns import attribute
from onaccount.office.joining import of_keys

CHUNK: Final = 1000
Sums = dict[str, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are, and their sums by currency ("" when the list names no currency), then by path."""

    count: int
    sums: Sums


class Source(Protocol):
    """What a list needs from its rows."""

    def ordered(self, *, path: str, descending: bool) -> "Source":
        """The same rows in this order, ties settled, missing values last."""

    def cut(self, *, start: int, size: int) -> list[Any]:
        """The rows of one page."""

    def chunks(self) -> Iterator[list[Any]]:
        """Every row, a thousand at a time."""

    def totals(self, *, paths: Sequence[str], currency: str) -> Totals:
        """How many rows there are and what these paths add up to."""


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Rows in the database."""

    rows: "QuerySet[Any, Any]"

    def ordered(self, *, path: str, descending: bool) -> "QuerySource":
        """Ordered by the database; the key, or the order of rows that have none, settles ties so that pages never overlap."""
        if not path:
            return self
        field = F(path.replace(".", "__"))
        first = field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)
        ties = self.rows.query.order_by if self._is_told else ("pk",)
        return QuerySource(self.rows.order_by(first, *ties))

    def cut(self, *, start: int, size: int) -> list[Any]:
        """The keys of the page in their order; then these rows, so that what the order does not need is read for them alone."""
        if self._is_told:
            return list(self.rows[start : start + size])
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

    def totals(self, *, paths: Sequence[str], currency: str) -> Totals:
        """One aggregate, grouped by currency where there is one."""
        plain_rows = self.rows.order_by()
        if not paths:
            return Totals(plain_rows.count(), {})
        wanted = {f"sum_{at}": Sum(path.replace(".", "__")) for at, path in enumerate(paths)}
        code = F(currency.replace(".", "__")) if currency else Value("")
        grouped = plain_rows.values(code=code).annotate(rows=Count("*"), **wanted).order_by("code")
        lines = {line["code"]: line for line in grouped}
        count = sum(line["rows"] for line in lines.values())
        return Totals(count, {key: _named(paths, line) for key, line in lines.items()})

    @property
    def _is_told(self) -> bool:
        """Whether the rows are dicts, which say everything that is shown and may have no key."""
        return not issubclass(self.rows._iterable_class, ModelIterable)  # noqa: SLF001 Django has no other word for it


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

    def totals(self, *, paths: Sequence[str], currency: str) -> Totals:
        """Added up here; Money counts as its amount."""
        found: Sums = {}
        for row in self.rows if paths else ():
            code = str(attribute(row=row, path=currency)) if currency else ""
            line = found.setdefault(code, dict.fromkeys(paths, Decimal(0)))
            for path in paths:
                line[path] += plain(attribute(row=row, path=path))
        return Totals(len(self.rows), dict(sorted(found.items())))


def source_of(*, rows: Any) -> Source:
    """This function will take a queryset or a sequence as a source."""
    return QuerySource(rows) if isinstance(rows, QuerySet) else RowSource(rows)


def plain(value: Any) -> Decimal:
    """The bare amount of a Money, a number as it is, nothing as zero."""
    return Decimal(getattr(value, "amount", value) or 0)


def _named(paths: Sequence[str], found: dict[str, Any]) -> dict[str, Decimal]:
    return {path: plain(found[f"sum_{at}"]) for at, path in enumerate(paths)}
