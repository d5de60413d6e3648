"""What a page is about: the order or customer a person may reach; everything else answers 404 or a sentence."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck import queries
from onaccount.ordercheck.queries import OrderFile
from onaccount.trade import queries as trade


def file_of(*, order_id: int, customers: QuerySet[Any]) -> OrderFile:
    """This function will give everything about an order of these customers; 404 for any other."""
    found = queries.order_file(order_id=order_id, customers=customers)
    if found is None:
        raise Http404
    return found


def customer_named(*, text: str, customers: QuerySet[Any]) -> Any:
    """This function will find the one customer with this number or name. Refuses `customers.unknown`."""
    found = customers.filter(Q(number=text.strip()) | Q(name=text.strip())).select_related("group")[:2]
    if len(found) != 1:
        raise Refusal("customers.unknown", number=text)
    return found[0]


def main_segment() -> Any:
    """This function will give the company's first segment, the only one in simple mode. Refuses `ordercheck.segment_unknown`."""
    found = trade.segments().first()
    if found is None:
        raise Refusal("ordercheck.segment_unknown", code="main")
    return found
