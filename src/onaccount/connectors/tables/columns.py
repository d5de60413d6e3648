"""
Which column of a file fills which field: proposed from the titles, shown, changed by the user, remembered.

Terms: target field 目标字段, mapping 列对应关系, confidence 把握程度, repeated column 重复列. A column serves one field and a field
takes one column; a repeated title (`document_create_date.1`) is recognised, compared and left out.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from typing import Any

from onaccount.connectors.tables.cells import Kind, Reading
from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.header import ColumnTitle
from onaccount.connectors.tables.rows import Row
from onaccount.connectors.tables.study import Study
from onaccount.connectors.tables.synonyms import REPEAT, SYNONYMS, concept_by_key, key, plain
from onaccount.connectors.tables.workbook import Table

CERTAIN, LIKELY, POSSIBLE = 1.0, 0.8, 0.6


@dataclass(frozen=True, slots=True)
class TargetField:
    """
    A field of ours that a column may fill.

    `concepts` are keys of SYNONYMS, the best first; `is_required` means that every row must have a value. A field `beside` another is
    proposed after all others, of the columns they leave, and only if that one has a column.
    """

    name: str
    kind: Kind
    concepts: tuple[str, ...]
    is_required: bool
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One column for one field, how it is read, and how sure the proposal is (1.0 = the title says so; chosen by hand = 1.0)."""

    field: str
    index: int
    title: str
    confidence: float
    reading: Reading


@dataclass(frozen=True, slots=True)
class RepeatedColumn:
    """A column with the title of an earlier one: where both are, and in how many rows they differ (0 = a true copy)."""

    index: int
    title: str
    repeats: int
    differing_rows: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns a source's files are read by. Serialisable; `fitted` puts a remembered one onto a new file."""

    assignments: tuple[Assignment, ...]

    def of(self, *, field: str) -> Assignment | None:
        """The assignment of a field, if it has one."""
        return next((given for given in self.assignments if given.field == field), None)

    def changed(self, *, field: str, column: ColumnTitle | None, reading: Reading) -> "Mapping":
        """The mapping after the user gave a field another column (or none); a column taken leaves its former field."""
        kept = [
            given
            for given in self.assignments
            if given.field != field and (column is None or given.index != column.index)
        ]
        if column is not None:
            kept.append(Assignment(field, column.index, column.title, CERTAIN, reading))
        return Mapping(tuple(kept))

    def missing(self, *, fields: Iterable[TargetField]) -> tuple[str, ...]:
        """The names of required fields that no column fills yet."""
        return tuple(field.name for field in fields if field.is_required and self.of(field=field.name) is None)

    def as_json(self) -> list[dict[str, Any]]:
        """A plain form to be remembered for the source."""
        return [
            {
                "field": given.field,
                "index": given.index,
                "title": given.title,
                "confidence": given.confidence,
                "reading": given.reading.as_json(),
            }
            for given in self.assignments
        ]

    @classmethod
    def from_json(cls, data: Sequence[MappingType[str, Any]]) -> "Mapping":
        """The mapping that `as_json` wrote."""
        return cls(tuple(Assignment(**{**given, "reading": Reading.from_json(given["reading"])}) for given in data))


def propose_mapping(*, table: Table, study: Study, fields: Sequence[TargetField]) -> Mapping:
    """The likeliest column for each field, the surest pairs first. Repeated and empty columns are not proposed."""
    repeated = {column.index for column in repeated_columns(table=table, rows=())}
    pairs = [
        (_confidence(title=column.title, field=field), -place, -column.index, field, column)
        for place, field in enumerate(fields)
        for column in table.columns
        if column.title and column.index not in repeated
    ]
    taken_fields: set[str] = set()
    taken_columns: set[int] = set()
    given = []
    surest = sorted(pairs, key=lambda pair: (not pair[3].beside, *pair[:3]), reverse=True)
    for confidence, _place, _index, field, column in surest:
        if confidence < POSSIBLE or field.name in taken_fields or column.index in taken_columns:
            continue
        if field.beside and field.beside not in taken_fields:
            continue
        taken_fields.add(field.name)
        taken_columns.add(column.index)
        reading = study.reading(column=column, table=table)
        given.append(Assignment(field.name, column.index, column.title, confidence, reading))
    order = [field.name for field in fields]
    return Mapping(tuple(sorted(given, key=lambda one: order.index(one.field))))


def fitted(*, remembered: Mapping, table: Table) -> Mapping:
    """
    A remembered mapping on a new file of the same source: columns are found again by title, wherever they moved.

    Refuses `file.columns_missing` with the titles that are gone, so that nothing is read from the wrong column.
    """
    columns = {column.index: column for column in table.columns}
    by_title: dict[str, ColumnTitle] = {}
    for column in table.columns:
        by_title.setdefault(column.title, column)
    given, gone = [], []
    for old in remembered.assignments:
        same_place = columns.get(old.index)
        unmoved = same_place if same_place is not None and same_place.title == old.title else None
        found = unmoved or (by_title.get(old.title) if old.title else None)
        if found is None:
            gone.append(old.title or f"#{old.index + 1}")
        else:
            given.append(Assignment(old.field, found.index, found.title, old.confidence, old.reading))
    if gone:
        raise UnreadableFile("file.columns_missing", titles=", ".join(gone))
    return Mapping(tuple(given))


def repeated_columns(*, table: Table, rows: Iterable[Row]) -> tuple[RepeatedColumn, ...]:
    """Columns whose title repeats an earlier one, also as `title.1`, compared over these rows."""
    first: dict[str, int] = {}
    pairs: list[tuple[ColumnTitle, int]] = []
    for column in table.columns:
        if not column.title:
            continue
        name = plain(text=column.title)
        stem = REPEAT.sub("", name)
        known = first.get(name, first.get(stem))
        if known is None:
            first[name] = column.index
        else:
            pairs.append((column, known))
    differing = dict.fromkeys((column.index for column, _known in pairs), 0)
    for row in rows:
        for column, known in pairs:
            differing[column.index] += row.cell(column.index) != row.cell(known)
    return tuple(RepeatedColumn(column.index, column.title, known, differing[column.index]) for column, known in pairs)


def _confidence(*, title: str, field: TargetField) -> float:
    """1.0 if the title is a synonym of the field's first concept, a little less for its next ones, less for parts of titles."""
    name = key(title=title)
    known = concept_by_key().get(name)
    for place, concept in enumerate(field.concepts):
        if known == concept:
            return CERTAIN - 0.05 * place
    if known is not None:
        return 0.0
    for place, concept in enumerate(field.concepts):
        if any(_is_part(part=key(title=synonym), name=name, title=title) for synonym in SYNONYMS[concept].split()):
            return LIKELY - 0.05 * place
    return 0.0


def _is_part(*, part: str, name: str, title: str) -> bool:
    """Whether a title ends in a Chinese synonym (the last word says what it is), or has a long Latin one among its whole words."""
    if not part.isascii():
        return len(part) >= 2 and name.endswith(part)
    words = re.split(r"[\W_]+", plain(text=title).casefold())
    joined = ["".join(words[begin:end]) for begin in range(len(words)) for end in range(begin + 1, len(words) + 1)]
    return len(part) >= 5 and part in joined
