"""
What separates the columns of a text file.

Terms: delimiter 分隔符. Each candidate parses the first lines; the one that cuts most of them into the same number of columns,
and into the most columns, wins. Excel's own first line `sep=;` is obeyed.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence

CANDIDATES = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([,;\t|])"?\s*', re.IGNORECASE)


def delimiter_of(*, lines: Sequence[str]) -> str:
    """The delimiter of these first lines of a file; a comma when there is only one column."""
    declared = declared_delimiter(lines=lines)
    if declared is not None:
        return declared
    scores = {candidate: _score(lines=lines, delimiter=candidate) for candidate in CANDIDATES}
    return max(CANDIDATES, key=lambda candidate: scores[candidate])


def declared_delimiter(*, lines: Sequence[str]) -> str | None:
    """The delimiter that the first line declares (`sep=;`), if it does."""
    found = SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    return found.group(1) if found else None


def _score(*, lines: Sequence[str], delimiter: str) -> float:
    """Zero for one column; else the share of rows with the usual width, and a little more for more columns."""
    widths: Counter[int] = Counter()
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        widths.update(len(row) for row in reader if row)
    except csv.Error:
        return 0.0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0
    width, count = max(several.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total() + min(width, 100) / 1000
