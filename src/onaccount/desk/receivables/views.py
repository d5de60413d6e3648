"""The receivables' pages."""

from django.http import HttpResponse

from onaccount.desk.receivables.lists import aging_list, item_list
from onaccount.office.access.routes import SignedRequest, permission


@permission("trade.view")
def aging(request: SignedRequest) -> HttpResponse:
    """Show aging as of the day and by the buckets the address asks for."""
    return aging_list(request=request).respond(request)


@permission("trade.view")
def items(request: SignedRequest) -> HttpResponse:
    """Show the items that stood open on a day."""
    return item_list(request=request).respond(request)
