"""Containers built byte by byte, honest and dishonest: ZIP parts of a workbook, and OLE files with a BIFF8 sheet."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

HEADER = ("客户编码", "金额", "到期日", "备注")
ROWS = (("00042", 1234.5, "2026-03-05", "first"), ("C007", 88, "2026-04-01", "second"))


def xlsx_bytes(
    rows: Sequence[Sequence[object]], *, header: Sequence[str] = HEADER, sheet: str = "应收", **options: object
) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, **options})
    page = book.add_worksheet(sheet)
    for number, row in enumerate((header, *rows)):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def plain_parts() -> dict[str, bytes]:
    return parts_of(xlsx_bytes(ROWS))


def with_part(name: str, content: bytes) -> bytes:
    return zipped(plain_parts() | {name: content})


def sheet_xml(cells: str, *, dimension: str = "A1:D3", before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{space}"><dimension ref="{dimension}"/>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()


def text_row(number: int, *values: str) -> str:
    cells = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for place, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


def with_sheet(cells: str, **options: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", sheet_xml(cells, **options))


def zip_with_entry(name: str, *, mode: int = 0, content: bytes = b"x") -> bytes:
    """A workbook with one more entry, of any name and file mode."""
    target = io.BytesIO(xlsx_bytes(ROWS))
    with zipfile.ZipFile(target, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, content)
    return target.getvalue()


def with_forged_size(part: str, claimed: int) -> bytes:
    """A workbook whose directory and local header claim that the part unpacks to `claimed` bytes."""
    data = bytearray(xlsx_bytes(ROWS))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        entry = archive.getinfo(part)
    struct.pack_into("<I", data, entry.header_offset + 22, claimed)
    place = data.rfind(part.encode()) - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, place + 24, claimed)
    return bytes(data)


def with_flag(part: str, flag: int) -> bytes:
    """A workbook whose part carries a general-purpose flag, 1 meaning encrypted."""
    data = bytearray(xlsx_bytes(ROWS))
    place = data.rfind(part.encode()) - 46
    struct.pack_into("<H", data, place + 8, flag)
    return bytes(data)


def deflated_sheet() -> bytes:
    """The packed bytes of the sheet, as they stand in the workbook."""
    data = xlsx_bytes(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    begin = entry.header_offset + 30 + len(entry.filename)
    return data[begin : begin + entry.compress_size]


OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole_bytes(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file with these streams, each padded to the 4,096 bytes from which on they live in plain sectors."""
    padded = {
        name: content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\0") for name, content in streams.items()
    }
    fat = [FAT, END]
    entries = [_ole_entry("Root Entry", kind=5, child=1 if streams else FREE, start=END, size=0)]
    for place, (name, content) in enumerate(padded.items()):
        right = place + 2 if place + 1 < len(padded) else FREE
        entries.append(_ole_entry(name, kind=2, child=FREE, start=len(fat), size=len(content), right=right))
        sectors = len(content) // SECTOR
        fat += [*range(len(fat) + 1, len(fat) + sectors), END]
    assert len(fat) <= 128
    assert len(entries) <= 4
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    head = OLE_MAGIC + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + directory + b"".join(padded.values())


def _ole_entry(name: str, *, kind: int, child: int, start: int, size: int, right: int = FREE) -> bytes:
    coded = (name + "\0").encode("utf-16-le")
    entry = coded.ljust(64, b"\0") + struct.pack("<HBBIII", len(coded), kind, 1, FREE, right, child)
    return entry + bytes(36) + struct.pack("<IQ", start, size)


def xls_bytes(rows: Sequence[Sequence[object]]) -> bytes:
    """A BIFF8 workbook with one sheet of numbers and texts."""
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet += _biff_cell(row, column, cell)
    sheet += _record(0x0A, b"")
    name = "Sheet1"
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(0x42, struct.pack("<H", 1200))
    offset = len(begin) + 4 + 8 + len(name) + 4
    bound = _record(0x85, struct.pack("<IHBB", offset, 0, len(name), 0) + name.encode())
    return ole_bytes({"Workbook": begin + bound + _record(0x0A, b"") + sheet})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff_cell(row: int, column: int, cell: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, (int, float)):
        return _record(0x203, place + struct.pack("<d", cell))
    text = str(cell)
    return _record(0x204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
