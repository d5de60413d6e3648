"""The customer a page is about, if the reader may see it with the right the page needs."""

from typing import Any

from django.http import Http404

from onaccount.customers import access
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest


def customer_for(request: SignedRequest, number: str, right: str) -> Any:
    """Give the customer; one the person may not see answers like one that does not exist."""
    visible = access.visible(person=request.person, permission=right, today=request.today)
    found = visible.select_related("group", "salesperson").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def may_edit(request: SignedRequest) -> bool:
    """Say whether the person keeps files, and so sees personal values."""
    return may(person=request.person, permission="customers.edit", today=request.today)
