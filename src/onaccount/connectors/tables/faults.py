"""
What can be wrong with a file or with one cell, always with its place and the value that was found.

Terms: unreadable file 无法读取的文件 (nothing of it is used), cell error 单元格错误 (one value cannot be what its column says),
row error 行错误 (a cell error with sheet, row and column), error group 错误分组 (all errors that one repair cures).
The words for each code are in `labels`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onaccount.kernel.reasons import Refusal, fact

SHOWN_CHARACTERS = 80


class UnreadableFile(Refusal):
    """The file as a whole is refused; the code begins with `file.`."""


class CellError(Exception):
    """One value cannot be read as its column's kind. The value is kept as the user wrote it, shortened for display."""

    def __init__(self, code: str, /, *, value: object, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.value = shown(value)
        self.facts: Mapping[str, Any] = {name: fact(told) for name, told in facts.items()}

    def __str__(self) -> str:
        return f"{self.code}: {self.value!r} {dict(self.facts) or ''}".strip()


@dataclass(frozen=True, slots=True)
class RowError:
    """
    A cell error with its place as the user sees it.

    `row` is Excel's row number or the line of the CSV file (from 1); `column` is the letter; `title` the header's words.
    An error of a whole row has no column and no title.
    """

    sheet: str
    row: int
    column: str
    title: str
    value: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def as_json(self) -> dict[str, Any]:
        """A plain form to be stored with the import."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "title": self.title,
            "value": self.value,
            "code": self.code,
            "facts": dict(self.facts),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "RowError":
        """The error that `as_json` wrote."""
        return cls(**data)


def shown(value: object) -> str:
    """The value as text, shortened so that one hostile cell cannot fill a page."""
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def column_letter(*, index: int) -> str:
    """Excel's letter of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
