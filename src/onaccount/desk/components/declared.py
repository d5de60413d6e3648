"""
What a list says about itself: columns, filters, saved views, buttons, and what a row is called and opens.

Terms: saved view 保存的视图 (an address), batch act 批量操作, drawer 右侧详情.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column
from onaccount.desk.components.filters import Filter
from onaccount.desk.components.status import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A view people use often: a title and the query string that is its whole state ("state=held&sort=-age")."""

    title: Word
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    A button of a list: in the batch bar (sends the selected ids as `selected`) or beside the title.

    `url_name` is where it leads; `method` "post" does it, "get" opens a page that asks for more.
    """

    title: Word
    url_name: str
    method: str = "get"
    icon: str = ""
    prominent: bool = False

    @property
    def address(self) -> str:
        """The address behind the button."""
        return reverse(self.url_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What an empty list says: what will appear here and one thing to do."""

    title: Word
    text: Word = ""
    act: Act | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The one thing to do, as the buttons of a page are kept."""
        return (self.act,) if self.act else ()


class ListShape:
    """The attributes and row methods of one list; `lists.ListPage` adds the answer to a request."""

    code: ClassVar[str]
    title: ClassVar[Word]
    columns: ClassVar[tuple[Column, ...]]
    filters: ClassVar[tuple[Filter, ...]] = ()
    views: ClassVar[tuple[SavedView, ...]] = ()
    acts: ClassVar[tuple[Act, ...]] = ()
    batch: ClassVar[tuple[Act, ...]] = ()
    empty: ClassVar[Empty] = Empty(title=_("Nothing here yet"))
    sort: ClassVar[str] = ""
    size: ClassVar[int] = 50
    currency: ClassVar[str] = ""
    unit_code: ClassVar[str] = ""
    template: ClassVar[str] = "desk/list.html"

    def dressed(self, rows: list[Any]) -> Sequence[Any]:
        """The rows of one page with what else they show, fetched for all of them at once."""
        return rows

    def row_id(self, row: Any) -> str:
        """What a selected row sends."""
        return str(row.pk)

    def row_address(self, _row: Any) -> str:
        """The page a row opens with Enter; "" when it opens none."""
        return ""

    def row_drawer(self, _row: Any) -> str:
        """The address whose answer is shown in the right drawer when the row is opened; "" when there is none."""
        return ""

    def row_class(self, _row: Any) -> str:
        """A class for rows that differ as a whole ("row-muted")."""
        return ""
