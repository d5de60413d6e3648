"""The lists of limits, and the limits of a group as a tree."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from onaccount.desk.limits import wording
from onaccount.desk.limits.errors import ErrorList
from onaccount.desk.limits.lists import HoldList, JournalList, LimitList
from onaccount.limits import access, queries
from onaccount.office.access.routes import SignedRequest, permission


@permission("limits.view")
def limits(request: SignedRequest) -> HttpResponse:
    """Show every visible customer's limit beside what is used of it."""
    return LimitList().respond(request)


@permission("limits.view")
def journal(request: SignedRequest) -> HttpResponse:
    """Show the limit journal."""
    return JournalList().respond(request)


@permission("limits.view")
def holds(request: SignedRequest) -> HttpResponse:
    """Show the standing holds."""
    return HoldList().respond(request)


@permission("limits.view")
def errors(request: SignedRequest) -> HttpResponse:
    """Show figures that look wrong, the corrections made, and how often each cause was met."""
    return ErrorList().respond(request)


@permission("limits.view")
def group(request: SignedRequest, customer_id: int) -> HttpResponse:
    """Show the group of a customer as a tree, with the companies the reader may see."""
    visible = access.viewable(person=request.person, today=request.today)
    customer = get_object_or_404(visible, pk=customer_id)
    rows = queries.group_tree(group_id=customer.group_id, currency=customer.currency, on=request.today)
    known = set(visible.filter(group=customer.group_id).values_list("pk", flat=True))
    shown = [row for row in rows if row.customer.pk in known]
    context = {"customer": customer, "rows": wording.tree_rows(rows=shown), "hidden": len(rows) - len(shown)}
    return render(request, "limits/group.html", context)
