"""Hostile and merely awkward files by class, generated; each with the codes it must be answered with."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.connectors.tables import containers as make

MEGABYTE = 1024 * 1024
CLEAN = "客户编码,金额,到期日,备注\r\n00042,1234.50,2026-03-05,第一笔\r\nC007,88,2026-04-01,第二笔\r\n"


@dataclass(frozen=True)
class Case:
    """One file. `codes` are all the codes its reading must give: of the file, or of its cells; none means it reads clean."""

    kind: str
    name: str
    data: Callable[[], bytes]
    codes: frozenset[str]


def cases() -> Iterator[Case]:
    for kind, files in (*ARCHIVES.items(), *WORKBOOKS.items(), *TEXTS.items(), *VALUES.items()):
        for name, (data, codes) in files.items():
            yield Case(kind, name, data, frozenset(codes.split()))


def csv(*rows: str, header: str = "客户编码,金额,到期日,备注") -> Callable[[], bytes]:
    return lambda: "\r\n".join((header, *rows, "")).encode()


def cell(code: str = "C1", amount: str = "1.00", due: str = "2026-03-05", remark: str = "x") -> Callable[[], bytes]:
    return csv(f"{code},{amount},{due},{remark}")


def excel(*rows: tuple[object, ...], **options: object) -> Callable[[], bytes]:
    return lambda: make.xlsx_bytes(rows, **options)


def zeros(megabytes: int) -> bytes:
    return b"\0" * (megabytes * MEGABYTE)


def overlapping() -> bytes:
    """Two directory entries that point at the same bytes."""
    data = bytearray(make.zip_with_entry("xl/copy1.bin", content=b"y" * 1000))
    place = data.rfind(b"xl/copy1.bin") - 46
    data[place + 42 : place + 46] = (0).to_bytes(4, "little")
    return bytes(data)


def many_strings() -> bytes:
    """A shared string of 8 MB that 100,000 cells show."""
    head = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>'
    import random

    words = random.Random(7).randbytes(4 * MEGABYTE).hex().encode()
    parts = make.plain_parts() | {"xl/sharedStrings.xml": head.encode() + words + b"</t></si></sst>"}
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 100_001))
    return make.zipped(parts | {"xl/worksheets/sheet1.xml": make.sheet_xml(cells)})


def laughs(depth: int) -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth))
    return f"<!DOCTYPE worksheet [{entities}]>"


def external_link(content: str) -> bytes:
    return make.with_part("xl/externalLinks/externalLink1.xml", content.encode())


TWO = make.text_row(1, "客户编码", "金额") + make.text_row(2, "C1", "5.00")
ARCHIVES = {
    "zip bomb": {
        "zeros.xlsx": (lambda: make.with_part("xl/media/image1.bin", zeros(64)), "file.bomb"),
        "sheet_of_spaces.xlsx": (lambda: make.with_sheet(TWO + " " * (64 * MEGABYTE)), "file.bomb"),
        "claims_more_than_allowed.xlsx": (lambda: make.with_forged_size("xl/styles.xml", 0x7FFFFFFF), "file.bomb"),
        "many_parts.xlsx": (
            lambda: make.zipped(make.plain_parts() | {f"xl/p{n}.bin": b"" for n in range(10_001)}),
            "file.bomb",
        ),
        "overlapping.xlsx": (overlapping, "file.bomb"),
    },
    "nested zip": {
        "inner_zip.xlsx": (
            lambda: make.with_part("xl/embeddings/a.bin", make.zipped({"b": b"c"})),
            "file.nested_archive",
        ),
        "inner_workbook.xlsx": (
            lambda: make.with_part("xl/embeddings/book.xlsx", make.xlsx_bytes(make.ROWS)),
            "file.nested_archive",
        ),
        "inner_gzip.xlsx": (
            lambda: make.with_part("xl/media/a.gz", b"\x1f\x8b" + zlib.compress(b"x")),
            "file.nested_archive",
        ),
    },
    "forged sizes": {
        "claims_less.xlsx": (lambda: make.with_forged_size("xl/worksheets/sheet1.xml", 10), "file.sizes_forged"),
        "claims_more.xlsx": (lambda: make.with_forged_size("xl/worksheets/sheet1.xml", 10**6), "file.sizes_forged"),
    },
    "zip slip": {
        "dots.xlsx": (lambda: make.zip_with_entry("../../etc/cron.d/x"), "file.unsafe_path"),
        "absolute.xlsx": (lambda: make.zip_with_entry("/etc/passwd"), "file.unsafe_path"),
        "windows.xlsx": (lambda: make.zip_with_entry("xl/..\\..\\boot.ini"), "file.unsafe_path"),
        "drive.xlsx": (lambda: make.zip_with_entry("C:/boot.ini"), "file.unsafe_path"),
    },
    "symlink": {
        "link.xlsx": (
            lambda: make.zip_with_entry("xl/link", mode=0o120777, content=b"/etc/passwd"),
            "file.unsafe_path",
        ),
    },
    "encrypted": {
        "package.xlsx": (
            lambda: make.ole_bytes({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"x" * 5000}),
            "file.encrypted",
        ),
        "zip_flag.xlsx": (lambda: make.with_flag("xl/workbook.xml", 1), "file.encrypted"),
    },
    "damaged": {
        "cut_off.xlsx": (lambda: make.xlsx_bytes(make.ROWS)[:2000], "file.damaged"),
        "only_magic.xlsx": (lambda: b"PK\x03\x04", "file.damaged"),
        "twice.xlsx": (lambda: make.zip_with_entry("xl/workbook.xml"), "file.damaged"),
        "ole_rubbish.xls": (lambda: make.OLE_MAGIC + bytes(range(256)) * 20, "file.damaged"),
        "broken_deflate.xlsx": (
            lambda: make.xlsx_bytes(make.ROWS).replace(make.deflated_sheet(), b"\xff" * len(make.deflated_sheet())),
            "file.damaged",
        ),
        "broken_xml.xlsx": (lambda: make.with_part("xl/workbook.xml", b"<workbook><sheets"), "file.damaged"),
    },
    "another kind of file": {
        "page.xls": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "file.web_page"),
        "spreadsheet2003.xls": (lambda: b'<?xml version="1.0"?><Workbook/>', "file.xml"),
        "paper.xlsx": (lambda: b"%PDF-1.7 rubbish", "file.not_a_table"),
        "picture.csv": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "file.not_a_table"),
        "letter.xlsx": (lambda: make.zipped({"word/document.xml": b"<x/>"}), "file.not_a_table"),
        "program.csv": (lambda: b"\x7fELF" + bytes(100), "file.not_a_table"),
        "nothing.csv": (lambda: b"", "file.empty"),
        "blank.csv": (lambda: b"\r\n\r\n ,, \r\n", "file.empty_sheet"),
    },
}
WORKBOOKS = {
    "10^6 columns": {
        "wide.csv": (lambda: b"a," * 499_000 + b"a\n", "file.too_many_columns"),
        "wider.csv": (lambda: b"a," * 2_000_000 + b"a\n", "file.line_too_long"),
        "far_cell.xlsx": (
            lambda: make.with_sheet(TWO + '<row r="3"><c r="XFD3"><v>1</v></c></row>'),
            "file.too_many_columns",
        ),
    },
    "shared-string bomb": {"strings.xlsx": (many_strings, "file.too_heavy")},
    "sheet claiming 1,048,576 rows": {
        "claim_only.xlsx": (lambda: make.with_sheet(TWO, dimension="A1:XFD1048576"), ""),
        "far_corner.xlsx": (
            lambda: make.with_sheet(TWO + '<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'),
            "file.too_heavy",
        ),
    },
    "xls renamed xlsx": {"old.xlsx": (lambda: make.xls_bytes((make.HEADER, *make.ROWS)), "")},
    "xlsx renamed csv": {"new.csv": (excel(*make.ROWS), "")},
    "macro": {"macro.xlsm": (lambda: make.with_part("xl/vbaProject.bin", make.ole_bytes({"VBA": b"x"})), "")},
    "external links": {
        "linked.xlsx": (lambda: external_link('<externalLink><externalBook r:id="rId1"/></externalLink>'), ""),
    },
    "DDE": {
        "dde_part.xlsx": (
            lambda: external_link('<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'),
            "",
        ),
        "dde_text.csv": (cell(amount="=cmd|'/c calc'!A0"), "amount.not_a_number"),
        "dde_formula.xlsx": (
            lambda: make.with_sheet(
                make.text_row(1, "客户编码", "金额")
                + '<row r="2"><c r="A2" t="inlineStr"><is><t>C1</t></is></c><c r="B2"><f>cmd|\'/c calc\'!A0</f></c></row>'
            ),
            "cell.formula_without_value",
        ),
    },
    "XXE": {
        "file_entity.xlsx": (
            lambda: make.with_sheet(TWO, before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
            "file.document_type",
        ),
        "http_entity.xlsx": (
            lambda: make.with_part(
                "xl/workbook.xml",
                b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">' + make.plain_parts()["xl/workbook.xml"],
            ),
            "file.document_type",
        ),
        "utf16.xlsx": (
            lambda: make.with_part(
                "docProps/app.xml", '\ufeff<?xml version="1.0"?><!DOCTYPE x []><x/>'.encode("utf-16-le")
            ),
            "file.document_type",
        ),
    },
    "billion laughs": {
        "laughs.xlsx": (lambda: make.with_sheet(TWO, before=laughs(10)), "file.document_type"),
        "laughs_in_strings.xlsx": (
            lambda: make.with_part("xl/sharedStrings.xml", (laughs(12) + "<sst>&a11;</sst>").encode()),
            "file.document_type",
        ),
    },
    "formula cells": {
        "never_calculated.xlsx": (
            lambda: make.with_sheet(
                make.text_row(1, "客户编码", "金额") + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>1+1</f></c></row>'
            ),
            "cell.formula_without_value",
        ),
        "error.xlsx": (
            lambda: make.with_sheet(
                make.text_row(1, "客户编码", "金额")
                + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
            ),
            "cell.excel_error",
        ),
        "infinite.xlsx": (
            lambda: make.with_sheet(
                make.text_row(1, "客户编码", "金额")
                + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>1e999</v></c></row>'
            ),
            "cell.not_a_number",
        ),
    },
    "10 MB cell": {
        "long_cell.csv": (cell(remark="x" * (10 * MEGABYTE)), "file.line_too_long"),
        "long_cell_on_lines.csv": (cell(remark='"' + "x\n" * (5 * MEGABYTE) + '"'), "file.cell_too_large"),
        "long_cell.xlsx": (
            lambda: make.with_sheet(TWO + make.text_row(3, "C2", "1" * (10 * MEGABYTE))),
            "file.bomb",
        ),
    },
}
TEXTS = {
    "encodings that read clean": {
        "utf8.csv": (CLEAN.encode, ""),
        "bom.csv": (lambda: CLEAN.encode("utf-8-sig"), ""),
        "gbk.csv": (lambda: CLEAN.encode("gbk"), ""),
        "gb18030.csv": (lambda: CLEAN.replace("第一笔", "㐂𠮷").encode("gb18030"), ""),
        "utf16.csv": (lambda: CLEAN.replace(",", "\t").encode("utf-16"), ""),
        "utf16le_without_bom.csv": (lambda: CLEAN.encode("utf-16-le"), ""),
        "utf16be_without_bom.csv": (lambda: CLEAN.encode("utf-16-be"), ""),
    },
    "mixed encodings": {
        "half_and_half.csv": (
            lambda: CLEAN.encode() + "C9,5,2026-01-01,第三笔款项\r\n".encode("gbk"),
            "file.encoding_mixed",
        ),
        "bom_then_gbk.csv": (lambda: b"\xef\xbb\xbf" + CLEAN.encode("gbk"), "file.encoding_wrong"),
        "western.csv": (lambda: "Kundennr,Betrag\nMüller,5\nJäger,6\n".encode("cp1252"), "file.encoding_unknown"),
        "broken_utf16.csv": (lambda: CLEAN.encode("utf-16")[:-1], "file.encoding_wrong"),
        "rubbish.csv": (lambda: bytes(range(128, 256)) * 40, "file.encoding_unknown"),
    },
    "NUL": {
        "nul_inside.csv": (lambda: CLEAN.encode().replace(b"88", b"8\x008"), "file.nul"),
        "nul_late.csv": (
            lambda: CLEAN.encode() + b"C8,1,2026-01-01,ok\r\n" * 9000 + b"C9,\x00,2026-01-01,x\r\n",
            "file.nul",
        ),
    },
    "lone CR": {
        "old_mac.csv": (lambda: CLEAN.replace("\r\n", "\r").encode(), ""),
        "inside_row.csv": (lambda: CLEAN.replace(",88", "\r,88").encode(), "cell.required row.too_short"),
        "inside_quotes.csv": (lambda: CLEAN.replace("第二笔", '"第\r二"').encode(), ""),
    },
    "quote bombs": {
        "never_closed.csv": (csv('C1,"1.00,2026-03-05,x', *["C2,1.00,2026-03-05,x"] * 20_000), "file.cell_too_large"),
        "never_closed_short.csv": (csv('C1,"1.00,2026-03-05,x', "C2,1.00,2026-03-05,x"), "row.quotes_broken"),
        "text_after_quote.csv": (csv('C1,"1"00,2026-03-05,x'), "row.quotes_broken"),
        "only_quotes.csv": (csv('"' * 99_999), "row.quotes_broken"),
    },
    "ragged rows": {
        "too_long.csv": (
            csv("C1,1,234.00,2026-03-05,x", "C2,1.00,2026-03-05,x", "C3,1.00,2026-03-05,x"),
            "row.too_long",
        ),
        "too_short.csv": (csv("C1,1.00", "C2,1.00,2026-03-05,x"), "row.too_short"),
    },
    "merged headers": {
        "merged.csv": ("客户编码,本期发生,,到期日\n,金额,税额,\nC1,5.00,1.00,2026-01-02\n".encode, ""),
    },
    "duplicate headers": {
        "same_title.csv": (csv("C1,1.00,2026-03-05,9.99", header="客户编码,金额,到期日,金额"), ""),
    },
}
VALUES = {
    "1900/1904 dates": {
        "serials_1900.xlsx": (excel(("C1", 1, 46086.0, "")), ""),
        "serials_1904.xlsx": (excel(("C1", 1, 44624.0, ""), date_1904=True), ""),
        "serial_in_text.csv": (cell(due="46086"), "date.serial"),
        "too_small.xlsx": (excel(("C1", 1, 7.0, "")), "date.not_a_date"),
    },
    "2-digit years": {
        "slashes.csv": (cell(due="25/03/26"), "date.two_digit_year"),
        "named.csv": (cell(due="27-Feb-26"), "date.two_digit_year"),
    },
    "day or month": {
        "unclear.csv": (cell(due="03/04/2026"), "date.order_unclear"),
        "both.csv": (csv("C1,1,25/03/2026,x", "C2,1,03/25/2026,x"), "date.order_unclear"),
    },
    "full-width digits": {"full_width.csv": (cell(amount='"￥５０，０００．５０"', due="２０２６－０３－０５"), "")},
    "digits that are none": {
        "raised.csv": (cell(amount="10²"), "amount.not_a_number"),
        "raised_first.csv": (cell(amount="²5", due="²026-03-05"), "amount.not_a_number date.not_a_date"),
        "circled.csv": (cell(amount="①"), "amount.not_a_number"),
    },
    "￥ and 万元 amounts": {
        "units.csv": (csv('C1,"￥50,000.00",2026-03-05,x', "C2,3.5万,2026-03-05,x", "C3,1.2亿元,2026-03-05,x"), ""),
        "unit_twice.csv": (csv("C1,5万,2026-03-05,x", header="客户编码,金额(亿元),到期日,备注"), "amount.unit_twice"),
        "words.csv": (cell(amount="about five"), "amount.not_a_number"),
        "nan.csv": (cell(amount="NaN"), "amount.not_a_number"),
        "inf.csv": (cell(amount="inf"), "amount.not_a_number"),
        "exponent_bomb.csv": (cell(amount="1E999"), "amount.too_large"),
        "exponent_words.csv": (cell(amount="1E99999999999"), "amount.not_a_number"),
        "too_many_digits.xlsx": (excel(("C1", 1234567890123456789, "2026-03-05", "")), "amount.beyond_excel"),
        "two_marks.csv": (
            csv('C1,"1,5",2026-03-05,x', "C2,1.5,2026-03-05,x", 'C3,"1,234",2026-03-05,x'),
            "amount.mark_unclear",
        ),
        "crooked_groups.csv": (cell(amount='"1,00,000.00"'), "amount.not_a_number"),
    },
    "scientific notation codes": {
        "text.csv": (cell(code="9.11E+17"), "code.destroyed"),
        "number_code.xlsx": (excel((911000000000000001, 1, "2026-03-05", "")), "code.destroyed"),
        "pandas.csv": (cell(code="911000000000000001.0"), "code.destroyed"),
    },
    "codes Excel has changed": {
        "boolean.xlsx": (excel((True, 1, "2026-03-05", "")), "code.is_boolean"),
    },
    "lost leading zeros": {"kept.csv": (csv("00042,1,2026-03-05,x", "42,1,2026-03-05,x"), "")},
    "negative in brackets": {
        "brackets.csv": (csv("C1,(5.00),2026-03-05,x", "C2,5.00-,2026-03-05,x", "C3,（￥5.00）,2026-03-05,x"), ""),
        "twice_negative.csv": (cell(amount="(-5.00)"), "amount.not_a_number"),
    },
    "31 February": {
        "iso.csv": (cell(due="2026-02-31"), "date.impossible"),
        "chinese.csv": (cell(due="2026年2月30日"), "date.impossible"),
        "number.xlsx": (excel(("C1", 1, 20260231.0, "")), "date.impossible"),
    },
    "missing values": {"blank_cells.csv": (cell(amount="", code=" \u3000"), "cell.required")},
}
