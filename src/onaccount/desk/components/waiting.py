"""How much waits for the reader, for the counts of the rail: one query each."""

from typing import cast

from django.http import HttpRequest

from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval import queries as approval
from onaccount.ordercheck import access as ordercheck_access
from onaccount.ordercheck import queries as ordercheck


def approvals_waiting(request: HttpRequest) -> int:
    """Count the requests this reader may decide."""
    signed = cast("SignedRequest", request)
    return approval.waiting_for(person=signed.person, today=signed.today).count()


def holds_waiting(request: HttpRequest) -> int:
    """Count the orders that wait among those this reader sees."""
    signed = cast("SignedRequest", request)
    customers = ordercheck_access.viewable(person=signed.person, today=signed.today)
    return ordercheck.open_holds(customers=customers).count()
