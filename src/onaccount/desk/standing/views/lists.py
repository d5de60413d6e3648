"""The lists: securities, disputes, promises, and who stands on which list."""

from django.http import HttpResponse

from onaccount.cover import access as cover
from onaccount.desk.standing.lists import DisputeList, ListingList, PromiseList, SecurityList
from onaccount.limits import access as limits
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import access as trade


@permission(cover.VIEW)
def securities(request: SignedRequest) -> HttpResponse:
    """Show what secures us."""
    return SecurityList().respond(request)


@permission(trade.VIEW)
def disputes(request: SignedRequest) -> HttpResponse:
    """Show the disputes."""
    return DisputeList().respond(request)


@permission(trade.VIEW)
def promises(request: SignedRequest) -> HttpResponse:
    """Show the promises."""
    return PromiseList().respond(request)


@permission(limits.VIEW)
def listings(request: SignedRequest) -> HttpResponse:
    """Show who stands on which list."""
    return ListingList().respond(request)
