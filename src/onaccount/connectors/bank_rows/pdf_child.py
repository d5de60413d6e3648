"""
The child process that reads a stranger's PDF: the table of a bank statement, found by where its letters stand.

Terms: word 词 (letters without a wide gap), heading 表头 (the line that names day and amount). A word belongs to the column it is
aligned with, at either edge or in the middle. Lines without a day are left out (opening balance, totals), or continue the name
above; the chain of balances notices if one of them moved money. Run by `pdf.as_csv` as a module with FILE and TARGET.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException

from onaccount.connectors.bank_rows.titles import meanings_of
from onaccount.connectors.tables.limits import LIMITS, limit_this_process

GAP = 0.8  # of a letter's height: less is a blank inside a word
SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """Letters that stand together, and from where to where on the page."""

    text: str
    left: float
    right: float

    def away_from(self, other: "Word") -> float:
        """How far it is from being aligned with another one: left, right or in the middle."""
        middle = abs(self.left + self.right - other.left - other.right) / 2
        return min(abs(self.left - other.left), abs(self.right - other.right), middle)


def main(arguments: list[str]) -> int:
    """Write the table as CSV to TARGET, or a refusal beside it; whatever ends this process before is a refusal too."""
    path, target = map(Path, arguments)
    limit_this_process(limits=LIMITS)
    try:
        lines = list(lines_of(path))
    except PDFPasswordIncorrect:
        return _refused(target, "bank_flow.pdf_locked")
    except PSException:
        return _refused(target, "bank_flow.pdf_unreadable")
    if not lines:
        return _refused(target, "bank_flow.no_text")
    rows = list(table_of(lines))
    if not rows:
        return _refused(target, "bank_flow.no_columns")
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return 0


def _refused(target: Path, code: str) -> int:
    target.with_suffix(".json").write_text(json.dumps({"refused": code}), encoding="utf-8")
    return 0


def lines_of(path: Path) -> Iterator[list[Word]]:
    """Give the words of each line of print, page after page, from the top down."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    with path.open("rb") as stream:
        for page in PDFPage.get_pages(stream):
            interpreter.process_page(page)
            letters = [letter for letter in _letters(device.get_result()) if letter.get_text().strip()]
            yield from map(_words, _rows(letters))


def _letters(container: Iterable[object]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _letters(item)


def _rows(letters: list[LTChar]) -> Iterator[list[LTChar]]:
    """Letters of one height on the page, from the top down."""
    row: list[LTChar] = []
    for letter in sorted(letters, key=lambda each: -each.y0):
        if row and row[0].y0 - letter.y0 > SAME_LINE * letter.size:
            yield row
            row = []
        row.append(letter)
    if row:
        yield row


def _words(row: list[LTChar]) -> list[Word]:
    ordered = sorted(row, key=lambda each: each.x0)
    starts = [0]
    starts += [at for at, (one, two) in enumerate(pairwise(ordered), 1) if two.x0 - one.x1 > GAP * two.size]
    return [_word(ordered[start:end]) for start, end in pairwise([*starts, len(ordered)])]


def _word(letters: Sequence[LTChar]) -> Word:
    text = letters[0].get_text()
    for one, two in pairwise(letters):
        text += (" " if two.x0 - one.x1 > 0.15 * two.size else "") + two.get_text()
    return Word(text, letters[0].x0, letters[-1].x1)


def table_of(lines: Iterable[list[Word]]) -> Iterator[list[str]]:
    """Give the heading once and then the rows under it; nothing where no line names day and amount."""
    heads: list[Word] = []
    row: list[str] = []
    for line in lines:
        meant = meanings_of([word.text for word in line])
        if "day" in meant and meant.keys() & {"amount", "received", "paid"}:
            if not heads:
                yield [word.text for word in line]
            heads, day = line, meant["day"]
            continue
        if not heads:
            continue
        cells = _cells(line, heads)
        if cells[day][:1].isdigit():
            if row:
                yield row
            row = cells
        elif row and not any(character.isdigit() for cell in cells for character in cell):
            row = [f"{above}{cell}" for above, cell in zip(row, cells, strict=False)]
    if row:
        yield row


def _cells(line: list[Word], heads: list[Word]) -> list[str]:
    cells = [""] * len(heads)
    for word in line:
        at = min(range(len(heads)), key=lambda place: word.away_from(heads[place]))
        cells[at] = f"{cells[at]} {word.text}".strip()
    return cells


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
