"""Asking anew 重新申请: the returned request that an address names, for its maker alone; forms open with what it asked for."""

from typing import Any

from onaccount.desk.components.plain import number_in
from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval.queries import may_ask_anew, request_of


def returned(request: SignedRequest, *, kind: str) -> Any:
    """Find the request of a kind named in `again` that was returned to the reader and not asked anew yet; None for any other."""
    number = number_in(request.GET.get("again", ""))
    found = None if number is None else request_of(request_id=number)
    fits = found is not None and found.kind == kind and may_ask_anew(request=found, person=request.person)
    return found if fits else None
