"""Where a returned request is asked anew: the form it came from, filled with what was asked."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval.queries import may_ask_anew


def anew_address(request: SignedRequest, asked: Any) -> str:
    """Give the address of the form for the maker of a returned request; empty for anybody else and for other kinds."""
    if not may_ask_anew(request=asked, person=request.person):
        return ""
    match asked.kind, asked.content:
        case "release", _:
            form = reverse("orders:one", args=[asked.subject_id])
        case "limit", {"occasion": "opening"}:
            form = reverse("limits:opening")
        case "limit", {"changes": changes}:
            form = _of_limits(changes[0]["place"]["customer_id"], changes[0]["lines"][0])
        case _:
            return ""
    return f"{form}?again={asked.pk}"


def _of_limits(customer_id: int, line: Mapping[str, Any]) -> str:
    if line["corrects"] is not None:
        return reverse("limits:correct", args=[line["corrects"]])
    return reverse("limits:temporary" if line["is_temporary"] else "limits:customer", args=[customer_id])
