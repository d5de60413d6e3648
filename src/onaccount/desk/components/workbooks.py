"""
A list as a file: exactly the rows, order, columns and totals that the page shows, in full figures whatever the unit.

Terms: workbook 工作簿, export 导出. What is safe to open in a spreadsheet is the business of `connectors.tables`.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from onaccount.connectors.tables import writing
from onaccount.connectors.tables.written import Column as WrittenColumn
from onaccount.connectors.tables.written import ColumnKind, Written
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.figures import Manner, Unit, unit_text
from onaccount.desk.components.listing import Listing
from onaccount.kernel.money import Money
from onaccount.office.access.routes import SignedRequest

FORMS: Final = {form.value: form for form in writing.ExportFormat}
WHOLE: Final = 1000  # rows up to which a file is answered as a whole
KINDS: Final = {
    Kind.TEXT: ColumnKind.TEXT,
    Kind.NAME: ColumnKind.TEXT,
    Kind.SENTENCE: ColumnKind.TEXT,
    Kind.CODE: ColumnKind.CODE,
    Kind.MONEY: ColumnKind.AMOUNT,
    Kind.COUNT: ColumnKind.WHOLE_NUMBER,
    Kind.SHARE: ColumnKind.PERCENT,
    Kind.DAY: ColumnKind.DATE,
    Kind.MOMENT: ColumnKind.MOMENT,
    Kind.STATUS: ColumnKind.TEXT,
}


def workbook_response(*, listing: Listing, form: str, request: SignedRequest) -> HttpResponse:
    """
    Answer with every row of the list in one of `FORMS`, named after the list and the day.

    A long list is sent block by block, so that no file lies in memory as a whole.
    """
    wanted, today = FORMS[form], request.today
    name = f"{listing.page.code}-{today.isoformat()}.{wanted.extension}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    export = export_of(listing=listing)
    if listing.count <= WHOLE:
        content = writing.file_bytes(export=export, form=wanted)
        return HttpResponse(content, content_type=wanted.media_type, headers=disposition)
    blocks = writing.stream(export=export, form=wanted)
    sent = _awaited(blocks) if isinstance(request, ASGIRequest) else blocks
    answer = StreamingHttpResponse(sent, content_type=wanted.media_type, headers=disposition)
    return cast("HttpResponse", answer)  # a view does not look into what it answers


async def _awaited(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The blocks for a server that waits for them; each is read from disk at once."""
    for block in blocks:
        yield block


def export_of(*, listing: Listing) -> writing.Export:
    """Give the list as `connectors.tables` writes it; rows are read only while they are written."""
    exact = Manner(language=listing.manner.language, unit=Unit.ONE)
    unit = unit_text(code=listing.page.unit_code, manner=exact)
    columns = tuple(_written(column, unit if column.kind is Kind.MONEY else "") for column in listing.written)
    return writing.Export(str(listing.page.title), columns, _rows(listing), _totals(listing))


def _written(column: Column, unit: str) -> WrittenColumn:
    return WrittenColumn(column.key, str(column.title), KINDS[column.kind], unit)


def _rows(listing: Listing) -> Iterator[Mapping[str, Written]]:
    for row in listing.every_row():
        yield {column.key: _plain(column.read(row)) for column in listing.written}


def _totals(listing: Listing) -> Sequence[Mapping[str, Written]]:
    return [_total(listing.written, code, line) for code, line in listing.grand_sums.items()]


def _total(columns: Sequence[Column], code: str, line: Mapping[str, Any]) -> Mapping[str, Written]:
    words: dict[str, Written] = {columns[0].key: f"{_('Total')} {code}".strip()}
    return words | {column.key: line[column.total] for column in columns[1:] if column.total}


def _plain(value: Any) -> Written:
    """Numbers, days and money as they are; a Status and everything else as its words."""
    return value if value is None or isinstance(value, str | int | Decimal | Money | date) else str(value)
