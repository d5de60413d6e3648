"""
A list page 台账: columns and filters declared once; the page, its order, its totals and its workbook all follow from them.

Terms: list 台账, page totals 本页合计, grand totals 总计.
A workplace subclasses `ListPage`, declares columns, filters and `rows`, and answers requests with `respond`.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from onaccount.desk.components.declared import Act, Empty, ListShape, SavedView
from onaccount.desk.components.listing import EXPORTS, Listing, listing_for
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.workbooks import workbook_response
from onaccount.office.access.routes import SignedRequest
from onaccount.office.saved_views import queries as saved_views

__all__ = ["Act", "Empty", "ListPage", "SavedView"]


class ListPage(ListShape):
    """One list. Subclasses set the attributes and override `rows`, and where useful the row_* and `dressed` methods."""

    def rows(self, request: SignedRequest) -> Any:
        """The rows this reader may see: a queryset or a sequence. The only thing every list must answer."""
        raise NotImplementedError

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """What a template of its own needs beside `page` and `listing`."""
        return {}

    def respond(self, request: SignedRequest) -> HttpResponse:
        """The page, or the workbook of exactly what it shows."""
        manner = manner_of(request=request)
        listing = listing_for(page=self, rows=self.rows(request), given=request.GET.dict(), manner=manner)
        if request.GET.get("export") in EXPORTS:
            return workbook_response(listing=listing, form=request.GET["export"], request=request)
        own = saved_views.views_of(person=request.person, list_code=self.code)
        context = {"page": self, "listing": listing, "own_views": own, **self.context(request, listing)}
        return render(request, self.template, context)
