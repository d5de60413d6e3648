"""How much waits for the reader, for the counts of the rail: one query each."""

from typing import cast

from django.http import HttpRequest

from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval import queries as approval


def approvals_waiting(request: HttpRequest) -> int:
    """This function will count the requests this reader may decide."""
    signed = cast("SignedRequest", request)
    return approval.waiting_for(person=signed.person, today=signed.today).count()
