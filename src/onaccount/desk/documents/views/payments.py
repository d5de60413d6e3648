"""Payments 收款 that came in, each leading to what it settled and what is left of it."""

from django.http import HttpResponse

from onaccount.desk.documents.lists import PaymentList
from onaccount.office.access.routes import SignedRequest, permission


@permission("trade.view")
def payments(request: SignedRequest) -> HttpResponse:
    """Show the payments of the customers the person may see."""
    return PaymentList().respond(request)
