"""
What calamine does not tell about an xlsx workbook: cells that are errors, formulas never calculated, the 1904 date system.

Terms: error value 错误值 (#N/A), formula without a value 未计算的公式, 1904 date system 1904 日期系统. calamine gives an empty cell for
the first two; an empty amount is not the same as a broken one, so both are found here in the sheet's XML, block by block.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import normpath

from onaccount.connectors.tables.zip_gate import Container

SMALL_PART_BYTES = 4 * 1024 * 1024
MOST_BAD_CELLS = 200_000
REFERENCE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
KIND = re.compile(rb"""\st=["'](\w+)["']""")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION_TAG = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
DATE_1904 = re.compile(rb"""date1904=["'](?:1|true|on)["']""")

BadCells = dict[tuple[int, int], tuple[str, str]]


@dataclass(slots=True)
class Inspection:
    """What the inspection found: the date system, notes for the user, and bad cells by sheet name and (row, column) from 0."""

    date_1904: bool = False
    notes: list[str] = field(default_factory=list)
    bad_cells: dict[str, BadCells] = field(default_factory=dict)


def inspect(*, container: Container) -> Inspection:
    """Inflate and check every part of the container once, and note what calamine will not tell."""
    found = Inspection()
    names = _sheet_names(container=container, found=found)
    for part in container.parts:
        blocks = container.blocks(name=part)
        if part in names:
            found.bad_cells[names[part]] = _bad_cells(blocks=blocks)
        else:
            for _block in blocks:
                pass
    found.notes = _notes(parts=set(container.parts))
    return found


def _notes(*, parts: set[str]) -> list[str]:
    """Things the file carries that are never run or followed, told to the user."""
    notes = []
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        notes.append("note.macros")
    if any("/externallinks/" in part.lower() for part in parts):
        notes.append("note.external_links")
    return notes


def _sheet_names(*, container: Container, found: Inspection) -> dict[str, str]:
    """The sheet's name for each part that holds one, from the workbook and its relations."""
    workbook = next((part for part in container.parts if part.lower() == "xl/workbook.xml"), None)
    relations = next((part for part in container.parts if part.lower() == "xl/_rels/workbook.xml.rels"), None)
    if workbook is None or relations is None:
        return {}
    content = container.content(name=workbook, most=SMALL_PART_BYTES)
    found.date_1904 = DATE_1904.search(content) is not None
    targets = {
        _attribute(tag=tag, name=b"Id"): _attribute(tag=tag, name=b"Target")
        for tag in RELATION_TAG.findall(container.content(name=relations, most=SMALL_PART_BYTES))
    }
    return {
        normpath("xl/" + target).removeprefix("xl//xl") if not target.startswith("/") else target.lstrip("/"): name
        for tag in SHEET_TAG.findall(content)
        if (target := targets.get(_attribute(tag=tag, name=rb"\w+:id"), ""))
        and (name := _attribute(tag=tag, name=b"name"))
    }


def _attribute(*, tag: bytes, name: bytes) -> str:
    found = re.search(rb"""\s""" + name + rb"""=(?:"([^"]*)"|'([^']*)')""", tag)
    if found is None:
        return ""
    raw: bytes = found.group(1) if found.group(1) is not None else found.group(2)
    return html.unescape(raw.decode("utf-8", errors="replace"))


def _bad_cells(*, blocks: Iterator[bytes]) -> BadCells:
    """Error cells and formulas without a value, by (row, column) from 0."""
    bad: BadCells = {}
    rest = b""
    for block in blocks:
        content = rest + block
        end = content.rfind(b"<", 0, content.rfind(b"c>") + 1)
        if end <= 0:
            rest = content[-SMALL_PART_BYTES:]
            continue
        _note_bad_cells(content=content[: end + 1], bad=bad)
        rest = content[end:]
    _note_bad_cells(content=rest, bad=bad)
    return bad


SUSPECT = re.compile(rb"""t=["']e["']|<f[\s>/]|:f[\s>/]""")


def _note_bad_cells(*, content: bytes, bad: BadCells) -> None:
    for suspect in SUSPECT.finditer(content):
        if len(bad) >= MOST_BAD_CELLS:
            return
        begins = max(content.rfind(b"<c ", 0, suspect.start()), content.rfind(b":c ", 0, suspect.start()))
        tag_end = content.find(b">", begins)
        ends = content.find(b"c>", max(suspect.end(), tag_end + 1))
        place = REFERENCE.search(content, begins, tag_end) if begins >= 0 else None
        if place is None:
            continue
        verdict = _verdict(tag=content[begins:tag_end], inside=content[tag_end:ends])
        if verdict is not None:
            bad[int(place.group(2)) - 1, _column(letters=place.group(1))] = verdict


def _verdict(*, tag: bytes, inside: bytes) -> tuple[str, str] | None:
    kind = KIND.search(tag)
    value = VALUE.search(inside)
    if kind is not None and kind.group(1) == b"e":
        return "cell.excel_error", value.group(1).decode("utf-8", errors="replace") if value else "#ERROR"
    if value is None and (kind is None or kind.group(1) not in {b"str", b"inlineStr"}):
        return "cell.formula_without_value", ""
    return None


def _column(*, letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1
