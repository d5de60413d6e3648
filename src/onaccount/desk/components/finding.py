"""Whom and what a page, a form or a filter names: the customer of an address, the one customer with this number or name, rows by what people call them."""

from collections.abc import Callable
from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from onaccount.customers import access
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.routes import SignedRequest
from onaccount.office.search.rules import folded
from onaccount.trade import queries as trade


def customer_for(request: SignedRequest, number: str, right: str) -> Any:
    """Give the customer a page is about; one the reader may not see with this right answers like one that does not exist."""
    return customer_in(access.visible(person=request.person, permission=right, today=request.today), number)


def customer_in(customers: QuerySet[Any], number: str) -> Any:
    """Give the customer with this number if it is one of these; otherwise the answer is as for none."""
    found = customers.select_related("group", "parent", "salesperson").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def customer_named(*, text: str, customers: QuerySet[Any]) -> Any:
    """Find the one customer with this number or name. Refuses `customers.unknown`."""
    found = customers.filter(Q(number=text.strip()) | Q(name=text.strip())).select_related("group")[:2]
    if len(found) != 1:
        raise Refusal("customers.unknown", number=text)
    return found[0]


def named(*numbers: str, customer: str) -> Callable[[Any, str], Any]:
    """
    Make the filter of a list by words: the customer's name in either language, number, credit code or initials.

    `customer` is where the customer stands in a row ("customer__", "" for rows that are customers); `numbers` are fields of the
    row that may hold the text too, such as the number of its order.
    """
    inside = (*numbers, f"{customer}name", f"{customer}name_en", f"{customer}number")

    def narrow(rows: Any, text: str) -> Any:
        wanted = Q(**{f"{customer}uscc__iexact": text}) | Q(**{f"{customer}initials__icontains": folded(text)})
        return rows.filter(reduce(Q.__or__, (Q(**{f"{field}__icontains": text}) for field in inside), wanted))

    return narrow


def segment_named(*, code: str = "") -> Any:
    """Give the segment with this code, or the company's first where none is named. Refuses `ordercheck.segment_unknown`."""
    found = trade.segments().filter(code=code).first() if code else trade.segments().order_by("pk").first()
    if found is None:
        raise Refusal("ordercheck.segment_unknown", code=code or "main")
    return found
