"""
What a file is, told by its first bytes; its name is never believed.

Terms: format 文件格式. An Excel file renamed .csv is an Excel file, a web page renamed .xls is a web page.
"""

from enum import StrEnum
from pathlib import Path

from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.limits import Limits

HEAD_BYTES = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"SQLite format 3": "database",
    b"{\\rtf": "document",
    b"PAR1": "database",
}


class Format(StrEnum):
    """The makes of table file that are read. Which make a ZIP container is, only its inspection in the child process tells."""

    CSV = "csv"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"


class Make(StrEnum):
    """How the bytes begin: text, a ZIP container (xlsx, xlsb, ods) or an OLE container (xls)."""

    TEXT = "text"
    ZIP = "zip"
    OLE = "ole"


def make_of(*, path: Path, limits: Limits) -> Make:
    """
    How the file begins, by content alone.

    Refuses an empty file, one over the size limit, and what is not a table at all, naming what it is.
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("file.empty")
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    make = _by_magic(head=head)
    allowed = limits.csv_bytes if make is Make.TEXT else limits.excel_bytes
    if size > allowed:
        raise UnreadableFile("file.too_large", bytes=size, allowed=allowed)
    return make


def _by_magic(*, head: bytes) -> Make:
    if head.startswith(b"PK"):
        return Make.ZIP
    if head.startswith(OLE):
        return Make.OLE
    for magic, kind in FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableFile("file.not_a_table", found=kind)
    _refuse_markup(head=head)
    return Make.TEXT


def _refuse_markup(*, head: bytes) -> None:
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise UnreadableFile("file.web_page")
    if text.startswith((b"<?xml", b"<!doctype", b"<workbook")):
        raise UnreadableFile("file.xml")
    if text.startswith((b"{", b"[{")):
        raise UnreadableFile("file.json")
