"""
Excel files, read through a child process and then streamed from disk.

Terms: child process 子进程. calamine must hold a whole sheet in memory; the child does, under a limit, and is gone before the
first row is used here. What it left is lines of JSON, one a row, so this process never holds more than a row.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec

from onaccount.connectors.tables.child import run_apart
from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.limits import Limits
from onaccount.connectors.tables.rows import BadCell, Cell, Row
from onaccount.connectors.tables.signature import Format, Make

Merged = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ExcelSheet:
    """One sheet as the child left it. `merged` holds ranges as first row, first column, last row, last column, from 0."""

    name: str
    file: Path
    hidden: bool
    rows: int
    columns: int
    merged: tuple[Merged, ...]


@dataclass(frozen=True, slots=True)
class ExcelFile:
    """A converted workbook: its make, whether it counts days from 1904, notes for the user, its sheets in order."""

    format: Format
    date_1904: bool
    notes: tuple[str, ...]
    sheets: tuple[ExcelSheet, ...]


def converted(*, path: Path, folder: Path, limits: Limits, make: Make) -> ExcelFile:
    """
    The workbook, converted by a child process into files of `folder`.

    Refuses what the gate refuses, what calamine cannot read, and what needs more memory or time than allowed.
    """
    arguments = [str(path.absolute()), str(folder.absolute()), json.dumps(asdict(limits)), make.value]
    if not run_apart(
        module="onaccount.connectors.tables.excel_child", arguments=arguments, seconds=limits.child_seconds
    ):
        raise UnreadableFile("file.too_heavy", seconds=limits.child_seconds)
    return _answer(folder=folder, limits=limits)


def _answer(*, folder: Path, limits: Limits) -> ExcelFile:
    try:
        told: dict[str, Any] = json.loads((folder / "answer.json").read_bytes())
    except (FileNotFoundError, ValueError) as error:
        raise UnreadableFile("file.too_heavy", megabytes=limits.child_memory_bytes >> 20) from error
    if "refused" in told:
        raise UnreadableFile(told["refused"], **told["facts"])
    sheets = tuple(
        ExcelSheet(
            name=sheet["name"],
            file=folder / sheet["file"],
            hidden=sheet["hidden"],
            rows=sheet["rows"],
            columns=sheet["columns"],
            merged=tuple((a, b, c, d) for a, b, c, d in sheet["merged"]),
        )
        for sheet in told["sheets"]
    )
    return ExcelFile(Format(told["format"]), told["date_1904"], tuple(told["notes"]), sheets)


def excel_rows(*, sheet: ExcelSheet) -> Iterator[Row]:
    """Every row of the sheet with Excel's own row number, blank rows included."""
    decoder = msgspec.json.Decoder(list[Any])
    with sheet.file.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            yield Row(number, tuple(_cell(packed=packed) for packed in decoder.decode(line)))


def _cell(*, packed: Any) -> Cell:
    if not isinstance(packed, dict):
        return packed  # type: ignore[no-any-return]
    ((kind, value),) = packed.items()
    match kind:
        case "d":
            return date.fromisoformat(value)
        case "m":
            return datetime.fromisoformat(value)
        case "t":
            return time.fromisoformat(value)
        case "s":
            return timedelta(seconds=value)
    return BadCell(*value)
