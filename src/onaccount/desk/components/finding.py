"""Whom and what a form names: the one customer with this number or name, the company's first segment."""

from typing import Any

from django.db.models import Q, QuerySet

from onaccount.kernel.reasons import Refusal
from onaccount.trade import queries as trade


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
