"""
The child process that opens a stranger's Excel file, so that whatever happens to it happens to nobody else.

It limits its own memory, processor time and output, passes the file through the gate, lets calamine read the saved values
(formulas are never run) and writes each sheet as lines of JSON. Its answer is `answer.json`: the sheets, or a refusal.
Run by `excel.converted` as `python -m onaccount.connectors.tables.excel_child FILE FOLDER LIMITS MAKE`.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec
import python_calamine

from onaccount.connectors.tables.faults import UnreadableFile, column_letter
from onaccount.connectors.tables.limits import Limits, limit_this_process
from onaccount.connectors.tables.sheet_scan import BadCells, Inspection, inspect
from onaccount.connectors.tables.signature import Format, Make
from onaccount.connectors.tables.zip_gate import Container

MOST_MERGED_RANGES = 100_000
LARGEST_FLOAT = 1e300
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # the stream of an encrypted xlsx inside an OLE container


def main(arguments: list[str]) -> int:
    """Convert one file; the answer, refusals included, is in the folder. The exit status is 0 whenever an answer was written."""
    path, folder = Path(arguments[0]), Path(arguments[1])
    limits = Limits(**json.loads(arguments[2]))
    limit_this_process(limits=limits)
    try:
        answer = _converted(path=path, folder=folder, limits=limits, make=Make(arguments[3]))
    except UnreadableFile as refusal:
        answer = {"refused": refusal.code, "facts": dict(refusal.facts)}
    except python_calamine.PasswordError:
        answer = {"refused": "file.encrypted", "facts": {}}
    except (python_calamine.CalamineError, ValueError) as error:
        answer = {"refused": "file.damaged", "facts": {"detail": str(error)[:200]}}
    (folder / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    return 0


def _converted(*, path: Path, folder: Path, limits: Limits, make: Make) -> dict[str, Any]:
    found, form = _inspected(path=path, limits=limits, make=make)
    named = folder / f"file.{form}"  # calamine chooses its parser by the ending, so the file gets the true one
    named.symlink_to(path)
    with python_calamine.CalamineWorkbook.from_path(named) as book:
        if len(book.sheet_names) > limits.sheets:
            raise UnreadableFile("file.too_many_sheets", sheets=len(book.sheet_names), allowed=limits.sheets)
        sheets = []
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            target = folder / f"sheet-{index:05d}.jsonl"
            bad = found.bad_cells.get(about.name, {})
            _write_sheet(sheet=sheet, bad=bad, target=target, limits=limits)
            hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
            sheets.append(_about_sheet(sheet=sheet, target=target, hidden=hidden))
    return {"format": form, "date_1904": found.date_1904, "notes": found.notes, "sheets": sheets}


def _inspected(*, path: Path, limits: Limits, make: Make) -> tuple[Inspection, Format]:
    if make is Make.OLE:
        if ENCRYPTED_PACKAGE in path.read_bytes():
            raise UnreadableFile("file.encrypted")
        return Inspection(), Format.XLS
    container = Container(path=path, limits=limits)
    names = {name.lower() for name in container.parts}
    for part, form in (("xl/workbook.bin", Format.XLSB), ("xl/workbook.xml", Format.XLSX), ("content.xml", Format.ODS)):
        if part in names:
            return inspect(container=container), form
    raise UnreadableFile("file.not_a_table", found="archive")


def _about_sheet(*, sheet: python_calamine.CalamineSheet, target: Path, hidden: bool) -> dict[str, Any]:
    merged = (sheet.merged_cell_ranges or [])[:MOST_MERGED_RANGES]
    return {
        "name": sheet.name,
        "file": target.name,
        "hidden": hidden,
        "rows": 0 if sheet.end is None else sheet.end[0] + 1,
        "columns": 0 if sheet.end is None else sheet.end[1] + 1,
        "merged": [[*first, *last] for first, last in merged],
    }


def _write_sheet(*, sheet: python_calamine.CalamineSheet, bad: BadCells, target: Path, limits: Limits) -> None:
    if sheet.end is not None and sheet.end[1] >= limits.columns:
        last = column_letter(index=sheet.end[1])
        raise UnreadableFile("file.too_many_columns", sheet=sheet.name, columns=last, allowed=limits.columns)
    encoder = msgspec.json.Encoder()
    bad_by_row: dict[int, dict[int, tuple[str, str]]] = {}
    for (row, column), verdict in bad.items():
        bad_by_row.setdefault(row, {})[column] = verdict
    with target.open("wb") as stream:
        for number, cells in enumerate(_rows(sheet=sheet)):
            packed = [cell if _is_plain(cell=cell) else _packed(cell=cell) for cell in cells]
            for column, verdict in bad_by_row.pop(number, {}).items():
                packed.extend([""] * (column + 1 - len(packed)))
                packed[column] = {"x": verdict}
            while packed and packed[-1] == "":
                packed.pop()
            stream.write(encoder.encode(packed) + b"\n")


def _rows(*, sheet: python_calamine.CalamineSheet) -> Iterator[list[Any]]:
    """Every row from Excel's row 1 on, every row from column A on."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + row


def _is_plain(*, cell: object) -> bool:
    kind = type(cell)
    return kind is str or kind is bool or (kind is float and -LARGEST_FLOAT < cell < LARGEST_FLOAT)  # type: ignore[operator]


def _packed(*, cell: object) -> Any:
    match cell:
        case datetime():
            return {"m": cell.isoformat()}
        case date():
            return {"d": cell.isoformat()}
        case time():
            return {"t": cell.isoformat()}
        case timedelta():
            return {"s": cell.total_seconds()}
        case int() | float():
            return float(cell) if -LARGEST_FLOAT < cell < LARGEST_FLOAT else {"x": ["cell.not_a_number", str(cell)]}
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
