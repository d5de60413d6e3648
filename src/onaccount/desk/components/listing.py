"""
One answer of a list: the rows of the asked page, drawn, with order, totals, columns and the addresses that change them.

Terms: listing 列表结果, page 页, order 排序, chosen columns 列设置. Everything a reader can change is in the address.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from onaccount.desk.components.columns import DRAWN, Column, Kind, cell_html, value_html
from onaccount.desk.components.declared import ListShape
from onaccount.desk.components.figures import Manner, unit_text
from onaccount.desk.components.filters import Asked, asked, narrowed
from onaccount.desk.components.sources import Part, Source, Sums, Totals, plain, source_of
from onaccount.desk.components.status import Word
from onaccount.kernel.money import Money
from onaccount.office.saved_views.rules import view_address

SIZES: Final = (20, 50, 100, 200)
LAST_PAGE: Final = 1_000_000  # a number beyond every list, which the database can still count to
EXPORTS: Final = ("xlsx", "csv", "csv-gb18030")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's header: its words, its unit and the address that orders by it."""

    column: Column
    unit: str
    address: str
    order: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row, drawn."""

    id: str
    address: str
    drawer: str
    css: str
    cells: tuple[tuple[Column, SafeString], ...]


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One row of totals: of this page or of everything, in one currency."""

    whole: bool
    code: str
    cells: tuple[SafeString, ...]


@dataclass(frozen=True)
class Listing:
    """The answer; every part is worked out once, when it is first asked for."""

    page: ListShape
    given: Mapping[str, str]
    answers: tuple[Asked, ...]
    source: Source
    columns: tuple[Column, ...]
    manner: Manner

    @cached_property
    def part(self) -> Part:
        """What the source told when first asked: the totals, and perhaps the rows of the page asked for."""
        start = (self.asked - 1) * self.size
        return self.source.part(start=start, size=self.size, paths=self.summed, currency=self.page.currency)

    @property
    def whole(self) -> Totals:
        """How many rows the filters leave and what they add up to, asked together."""
        return self.part.totals

    @property
    def count(self) -> int:
        """How many rows the filters leave."""
        return self.whole.count

    @property
    def size(self) -> int:
        """Rows on a page: one of the sizes offered."""
        asked_for = self.given.get("size", "")
        return int(asked_for) if asked_for in {str(size) for size in SIZES} else self.page.size

    @property
    def sizes(self) -> list[tuple[int, str]]:
        """The sizes offered with their addresses."""
        return [(size, self.address(size=str(size), page="")) for size in SIZES]

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.count // self.size))

    @property
    def asked(self) -> int:
        """The page asked for, which may not exist; the first when none was."""
        number = self.given.get("page", "")
        return min(max(int(number), 1), LAST_PAGE) if number.isascii() and number.isdigit() else 1

    @property
    def number(self) -> int:
        """The page shown; one that does not exist becomes the nearest that does."""
        return min(self.asked, self.last)

    @property
    def first_row(self) -> int:
        """The place of the first row shown, counted from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.count else 0

    @property
    def last_row(self) -> int:
        """The place of the last row shown."""
        return min(self.number * self.size, self.count)

    @property
    def earlier(self) -> str:
        """The address of the page before, "" on the first."""
        return self.address(page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def later(self) -> str:
        """The address of the page after, "" on the last."""
        return self.address(page=str(self.number + 1)) if self.number < self.last else ""

    @cached_property
    def found(self) -> Sequence[Any]:
        """The rows of this page as objects."""
        rows = self.part.rows if self.number == self.asked else None
        if rows is None:
            rows = self.source.cut(start=(self.number - 1) * self.size, size=self.size)
        return self.page.dressed(rows)

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of this page, drawn."""
        return [self._line(row) for row in self.found]

    @property
    def headings(self) -> list[Heading]:
        """The headers of the columns shown."""
        return [self._heading(column) for column in self.columns]

    @property
    def summed(self) -> list[str]:
        """The field paths that are added up."""
        return [column.total for column in self.columns if column.total]

    @property
    def grand_sums(self) -> Sums:
        """Sums of everything the filters leave, by currency."""
        return self.whole.sums

    @cached_property
    def totals(self) -> list[TotalLine]:
        """Totals of this page (when there are several) and of everything, by currency; none when nothing is summed."""
        whole = self._total_lines(self.grand_sums, whole=True)
        if self.last == 1 or not whole:
            return whole
        on_page = source_of(rows=self.found).part(start=0, size=0, paths=self.summed, currency=self.page.currency)
        return [*self._total_lines(on_page.totals.sums, whole=False), *whole]

    @property
    def active(self) -> list[tuple[Asked, str]]:
        """The filters in force, each with the address that takes it away."""
        return [(answer, self.address(page="", **{answer.filter.key: ""})) for answer in self.answers if answer.active]

    @property
    def misread(self) -> list[Asked]:
        """The filters of the address that could not be read, and so narrow nothing."""
        return [answer for answer in self.answers if answer.raw and not answer.active]

    @property
    def unfolded(self) -> bool:
        """Whether a folded filter is in use, so that the bar opens."""
        return any(answer.filter.folded and answer.raw for answer in self.answers)

    @property
    def has_folded(self) -> bool:
        """Whether there is anything to unfold."""
        return any(answer.filter.folded for answer in self.answers)

    @property
    def bare(self) -> str:
        """The address of the list with no filter."""
        return "?"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a filter form must carry along: order, size and columns."""
        return [(key, self.given[key]) for key in ("sort", "size", "columns") if self.given.get(key)]

    @property
    def views(self) -> list[tuple[Word, str, bool]]:
        """The saved views: title, address, whether it is the one shown."""
        here = {key: value for key, value in self.given.items() if value and key not in {"page", "size"}}
        return [(view.title, f"?{view.address}", _read(view.address) == here) for view in self.page.views]

    @property
    def view(self) -> str:
        """What a reader would keep of this address: filters, order, size and columns; "" for the list as it comes."""
        return view_address(urlencode(self.given))

    @property
    def every_column(self) -> list[tuple[Column, bool]]:
        """All columns with whether they are shown, for the column settings."""
        return [(column, column in self.columns) for column in self.page.columns]

    @property
    def columns_address(self) -> str:
        """The address to which chosen column keys are added as `columns=a,b`."""
        return self.address(columns="", page="")

    @property
    def exports(self) -> list[tuple[str, str]]:
        """The addresses of the workbook and the CSV of exactly these rows."""
        return [(form, self.address(export=form, page="", size="")) for form in EXPORTS]

    def address(self, **changes: str) -> str:
        """Give the address of this list with some parameters changed; an empty value takes the parameter away."""
        state = {
            key: value for key, value in {**self.given, **changes}.items() if value and key != "csrfmiddlewaretoken"
        }
        if "export" not in changes:
            state.pop("export", None)
        return "?" + urlencode(state)

    def every_row(self) -> Iterator[Any]:
        """Every row in the order shown, dressed a thousand at a time."""
        for rows in self.source.chunks():
            yield from self.page.dressed(rows)

    @property
    def written(self) -> list[Column]:
        """The columns a workbook can hold."""
        return [column for column in self.columns if column.kind not in DRAWN]

    def unit_of(self, *, column: Column) -> str:
        """The unit named in the header of a money column."""
        return unit_text(code=self.page.unit_code, manner=self.manner) if column.kind is Kind.MONEY else ""

    def _line(self, row: Any) -> Line:
        page, address = self.page, self.page.row_address(row)
        cells = tuple(  # the first cell opens the row for whoever uses neither mouse nor keys
            (column, cell_html(column=column, row=row, manner=self.manner, opens="" if place else address))
            for place, column in enumerate(self.columns)
        )
        return Line(page.row_id(row), address, page.row_drawer(row), page.row_class(row), cells)

    def _heading(self, column: Column) -> Heading:
        unit = self.unit_of(column=column)
        if not column.sort:
            return Heading(column, unit, "", "")
        now = self.given.get("sort") or self.page.sort
        order = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "none")
        turned = f"-{column.key}" if order == "ascending" else column.key
        return Heading(column, unit, self.address(sort=turned, page=""), order)

    def _total_lines(self, sums: Sums, *, whole: bool) -> list[TotalLine]:
        return [TotalLine(whole, code, self._total_cells(code, line)) for code, line in sums.items()]

    def _total_cells(self, code: str, line: Mapping[str, Any]) -> tuple[SafeString, ...]:
        def drawn(column: Column) -> SafeString:
            if not column.total:
                return SafeString("")
            amount = plain(line[column.total])
            value = Money(amount, code) if code and column.kind is Kind.MONEY else amount
            return value_html(kind=column.kind, value=value, manner=self.manner)

        return tuple(drawn(column) for column in self.columns)


def listing_for(*, page: ListShape, rows: Any, given: Mapping[str, str], manner: Manner) -> Listing:
    """Read the address, narrow and order the rows, and promise the answer without drawing it yet."""
    answers = asked(filters=page.filters, given=given)
    order = given.get("sort") or page.sort
    by_key = {column.key: column.sort for column in page.columns if column.sort}
    source = source_of(rows=narrowed(rows=rows, answers=answers))
    ordered = source.ordered(path=by_key.get(order.removeprefix("-"), ""), descending=order.startswith("-"))
    return Listing(page, given, answers, ordered, _chosen(page.columns, given.get("columns", "")), manner)


def _chosen(columns: tuple[Column, ...], wanted: str) -> tuple[Column, ...]:
    keys = set(wanted.split(","))
    shown = tuple(column for column in columns if column.key in keys)
    return shown or tuple(column for column in columns if not column.folded)


def _read(address: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in address.split("&") if part)
