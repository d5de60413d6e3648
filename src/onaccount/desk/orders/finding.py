"""What a page is about: the order or customer a person may reach; everything else answers 404 or a sentence."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck import queries
from onaccount.ordercheck.queries import OrderFile


def file_of(*, order_id: int, customers: QuerySet[Any]) -> OrderFile:
    """Give everything about an order of these customers; 404 for any other."""
    found = queries.order_file(order_id=order_id, customers=customers)
    if found is None:
        raise Http404
    return found


def held_by(found: OrderFile) -> Any:
    """Give the hold under which the order waits. Refuses `ordercheck.not_held`."""
    if found.hold is None:
        raise Refusal("ordercheck.not_held", number=found.order.number)
    return found.hold
