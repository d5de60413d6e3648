"""
Where the header of a sheet is, and what its columns are called.

Terms: header row 表头, title row 标题行 (the sheet's name, the period, the unit, above the header), merged header 合并表头
(本期发生 over 借方 and 贷方, read as "本期发生 借方"). Proposed from the first rows; the user may say otherwise.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onaccount.connectors.tables.faults import column_letter
from onaccount.connectors.tables.rows import Cell, Row, is_blank
from onaccount.connectors.tables.synonyms import is_known, plain

LOOKED_AT = 60
LONGEST_TITLE = 60
NUMBER_OR_DATE = re.compile(r"[-+(（]?[¥￥$€]?\s*[\d０-９][\d０-９,，.．\s:/\-年月日%eE+)）]*")
YEAR = re.compile(r"(?:19|20)\d{2}(?:\s*[-/]\s*(?:(?:19|20)?\d{2}|[Qq][1-4]))?(?:\s*年(?:\s*\d{1,2}\s*月)?)?(?:\.0)?")
UNIT_LINE = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*[（(]?(百万元|亿元|千万元|万元|千元|元)")

Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ColumnTitle:
    """A column of a table: its place from 0, its letter, and its words in the header (empty if it has none)."""

    index: int
    letter: str
    title: str


@dataclass(frozen=True, slots=True)
class Header:
    """
    The header: its first row as the user counts (0 if there is none), how many rows it takes, and the titles.

    `unit` is the unit of amounts that a title row declares (单位：万元), else empty.
    """

    row: int
    rows: int
    titles: tuple[str, ...]
    unit: str

    @property
    def last_row(self) -> int:
        """The last row that belongs to the header; data begins below."""
        return self.row + self.rows - 1 if self.row else 0


def header_of(*, rows: Sequence[Row], merged: Sequence[Merged]) -> Header:
    """The header proposed for these first rows; one without titles if no row looks like a header."""
    filled = [row for row in rows[:LOOKED_AT] if not row.is_blank and row.fault is None]
    best = _best_row(rows=filled)
    if best is None:
        return Header(0, 0, (), _unit(rows=filled))
    upper = _neighbour(rows=rows, row=best, step=-1)
    if upper is not None and _are_two_levels(upper=upper, lower=best, merged=merged):
        return header_at(rows=rows, row=upper.number, count=2, merged=merged)
    lower = _neighbour(rows=rows, row=best, step=1)
    count = 2 if lower is not None and _are_two_levels(upper=best, lower=lower, merged=merged) else 1
    return header_at(rows=rows, row=best.number, count=count, merged=merged)


def header_at(*, rows: Sequence[Row], row: int, count: int, merged: Sequence[Merged]) -> Header:
    """The header of `count` rows that begins at the user's row `row`; 0 means the sheet has none."""
    chosen = [candidate for candidate in rows if row and row <= candidate.number < row + count]
    above = [candidate for candidate in rows if candidate.number < row]
    levels = [[_words(cell=cell) for cell in candidate.cells] for candidate in chosen]
    width = max(map(len, levels), default=0)
    padded = [level + [""] * (width - len(level)) for level in levels]
    for depth, level in enumerate(padded[:-1]):
        _spread(level=level, below=padded[depth + 1], row=row + depth - 1, merged=merged)
    titles = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*padded, strict=True)]
    while titles and not titles[-1]:
        titles.pop()
    return Header(row if chosen else 0, len(chosen), tuple(titles), _unit(rows=above))


def columns_of(*, header: Header, rows: Sequence[Row]) -> tuple[ColumnTitle, ...]:
    """Every column that has a title, and those beyond that most of these first data rows have too."""
    widths = Counter(_width(row=row) for row in rows if row.number > header.last_row and row.fault is None)
    usual = widths.most_common(1)[0][0] if widths and header.titles else max(widths, default=0)
    titles = (*header.titles, *[""] * (usual - len(header.titles)))
    return tuple(ColumnTitle(index, column_letter(index=index), title) for index, title in enumerate(titles))


def usual_cells(*, header: Header, rows: Sequence[Row]) -> int:
    """How many cells a whole row has: as many as titles, or fewer if the file leaves out blank cells at the end of most rows."""
    data = [row for row in rows if row.number > header.last_row and row.fault is None and not row.is_blank]
    counts = Counter(min(len(row.cells), len(header.titles)) for row in data)
    return max(counts, key=lambda width: (counts[width], width), default=len(header.titles))


def _width(*, row: Row) -> int:
    """How many cells the row has up to its last filled one."""
    return max((place for place, cell in enumerate(row.cells, start=1) if not is_blank(cell=cell)), default=0)


def _best_row(*, rows: Sequence[Row]) -> Row | None:
    counts = sorted(_filled(row=row) for row in rows)
    if not counts:
        return None
    typical = counts[len(counts) * 3 // 4]
    scored = [(_score(row=row, typical=typical) - 0.01 * place, row) for place, row in enumerate(rows[:30])]
    score, best = max(scored, key=lambda pair: pair[0])
    return best if score > 0.3 else None


def _score(*, row: Row, typical: int) -> float:
    """Higher for a row of many short words, much higher if they are words ledgers use; nothing for one with numbers."""
    cells = [cell for cell in row.cells if not is_blank(cell=cell)]
    labels = [cell for cell in cells if _is_label(cell=cell)]
    if (
        all(YEAR.fullmatch(str(cell)) for cell in labels)
        or len(labels) < 0.8 * len(cells)
        or len(cells) < min(2, typical)
    ):
        return 0.0
    known = sum(is_known(title=str(cell)) for cell in labels)
    return min(len(cells) / typical, 1.0) * 0.8 + 3.0 * known / max(len(cells), 0.5 * typical)


def _filled(*, row: Row) -> int:
    return sum(not is_blank(cell=cell) for cell in row.cells)


def _is_label(*, cell: Cell) -> bool:
    """Words, or a year over a column of figures (2025, 2025/2026, 2026年3月)."""
    text = str(cell).strip() if isinstance(cell, (str, float)) else ""
    if not text or len(text) > LONGEST_TITLE:
        return False
    return YEAR.fullmatch(text) is not None or (isinstance(cell, str) and NUMBER_OR_DATE.fullmatch(text) is None)


def _neighbour(*, rows: Sequence[Row], row: Row, step: int) -> Row | None:
    return next((other for other in rows if other.number == row.number + step and not other.is_blank), None)


def _are_two_levels(*, upper: Row, lower: Row, merged: Sequence[Merged]) -> bool:
    """
    Whether `upper` holds groups and `lower` their parts.

    Below a single title stands nothing; below a group (a title with room to its right) stand its parts.
    """
    width = max(len(upper.cells), len(lower.cells))
    above = [not is_blank(cell=upper.cell(index)) for index in range(width)]
    below = [not is_blank(cell=lower.cell(index)) for index in range(width)]
    words = [str(cell) for row in (upper, lower) for cell in row.cells if not is_blank(cell=cell)]
    if sum(above) < 2 or not all(_is_label(cell=word) and not re.search("[:：]", word) for word in words):
        return False
    singles = [index for index in range(width) if above[index] and (index + 1 >= width or above[index + 1])]
    if any(below[index] for index in singles) or not any(below[i] and not above[i] for i in range(width)):
        return False
    across = any(first == last == upper.number - 1 and left < right for first, left, last, right in merged)
    return across or any(above[index] and not below[index] for index in range(width))


def _spread(*, level: list[str], below: Sequence[str], row: int, merged: Sequence[Merged]) -> None:
    """Write a group's words over all its parts: over the merged range if there is one, else over the gaps that have parts below."""
    spans = {left: right for first, left, last, right in merged if first == last == row}
    reach = -1
    for index, words in enumerate(level):
        if words:
            reach = spans.get(index, -1 if spans else len(level))
        elif 0 <= index <= reach and index and below[index]:
            level[index] = level[index - 1]


def _words(*, cell: Cell) -> str:
    return "" if is_blank(cell=cell) else plain(text=str(cell))


def _unit(*, rows: Sequence[Row]) -> str:
    for row in rows:
        for cell in row.cells:
            found = UNIT_LINE.search(cell) if isinstance(cell, str) else None
            if found:
                return found.group(1)
    return ""
