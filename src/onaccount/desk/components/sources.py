"""
Where a list's rows come from: a query of the database or a sequence already worked out; both sort, count, cut and sum.

Terms: source 数据来源, totals 合计 (one line per currency: different currencies are never added up).
A query source asks three questions whatever the number of rows: how many, this page, the totals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Protocol

from django.db.models import F, QuerySet, Sum

from onaccount.desk.components.columns import attribute

CHUNK: Final = 1000
Sums = dict[str, dict[str, Decimal]]


class Source(Protocol):
    """What a list needs from its rows."""

    def count(self) -> int:
        """How many rows there are."""

    def ordered(self, *, path: str, descending: bool) -> "Source":
        """The same rows in this order, ties settled, missing values last."""

    def cut(self, *, start: int, size: int) -> list[Any]:
        """The rows of one page."""

    def chunks(self) -> Iterator[list[Any]]:
        """Every row, a thousand at a time."""

    def sums(self, *, paths: Sequence[str], currency: str) -> Sums:
        """Sums by currency ("" when the list names no currency), then by path."""


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Rows in the database."""

    rows: "QuerySet[Any, Any]"

    def count(self) -> int:
        """One COUNT."""
        return self.rows.count()

    def ordered(self, *, path: str, descending: bool) -> "QuerySource":
        """Ordered by the database; the primary key settles ties so that pages never overlap."""
        if not path:
            return self
        field = F(path.replace(".", "__"))
        first = field.desc(nulls_last=True) if descending else field.asc(nulls_last=True)
        # a grouped row has no key of its own: ordering by one would split the groups into their rows again
        ties = (self.rows.query.group_by and self.rows.query.values_select) or ("pk",)
        return QuerySource(self.rows.order_by(first, *ties))

    def cut(self, *, start: int, size: int) -> list[Any]:
        """One SELECT with LIMIT and OFFSET."""
        return list(self.rows[start : start + size])

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

    def sums(self, *, paths: Sequence[str], currency: str) -> Sums:
        """One aggregate, grouped by currency where there is one; rows that are sums themselves are added up per currency."""
        wanted = {f"sum_{at}": Sum(path.replace(".", "__")) for at, path in enumerate(paths)}
        plain = self.rows.order_by()
        if not currency:
            return {"": _named(paths, plain.aggregate(**wanted))}
        field = currency.replace(".", "__")
        if plain.query.group_by is not None:
            codes = sorted({row[field] for row in plain})
            return {code: _named(paths, plain.filter(**{field: code}).aggregate(**wanted)) for code in codes}
        grouped = plain.values(code=F(field)).annotate(**wanted).order_by("code")
        return {line["code"]: _named(paths, line) for line in grouped}


@dataclass(frozen=True, slots=True)
class RowSource:
    """Rows already in memory, for judgements that no query can order."""

    rows: Sequence[Any]

    def count(self) -> int:
        """Their number."""
        return len(self.rows)

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

    def sums(self, *, paths: Sequence[str], currency: str) -> Sums:
        """Added up here; Money counts as its amount."""
        found: Sums = {}
        for row in self.rows:
            code = str(attribute(row=row, path=currency)) if currency else ""
            line = found.setdefault(code, dict.fromkeys(paths, Decimal(0)))
            for path in paths:
                line[path] += plain(attribute(row=row, path=path))
        return dict(sorted(found.items())) or {"": dict.fromkeys(paths, Decimal(0))}


def source_of(*, rows: Any) -> Source:
    """This function will take a queryset or a sequence as a source."""
    return QuerySource(rows) if isinstance(rows, QuerySet) else RowSource(rows)


def plain(value: Any) -> Decimal:
    """The bare amount of a Money, a number as it is, nothing as zero."""
    return Decimal(getattr(value, "amount", value) or 0)


def _named(paths: Sequence[str], found: dict[str, Any]) -> dict[str, Decimal]:
    return {path: plain(found[f"sum_{at}"]) for at, path in enumerate(paths)}
