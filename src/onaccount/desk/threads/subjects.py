"""What a thread can be about: how it is found for a reader, and the page it leads to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from onaccount.customers import access as customers
from onaccount.limits import access as limits
from onaccount.limits.queries import journal_of as limit_lines
from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval import queries as approvals
from onaccount.office.journal.rules import Subject
from onaccount.ordercheck import access as ordercheck
from onaccount.trade import queries as trade


@dataclass(frozen=True, slots=True)
class Found:
    """A subject this reader may see: its keys, its name, its page."""

    subject: Subject
    name: str
    address: str


def found(*, request: SignedRequest, kind: str, subject_id: int) -> Found:
    """Find a subject for this reader; 404 for what does not exist and for what may not be seen."""
    look = KINDS.get(kind)
    hit = look(request, subject_id) if look else None
    if hit is None:
        raise Http404
    return hit


def _customer(request: SignedRequest, subject_id: int) -> Found | None:
    visible = customers.visible(person=request.person, permission="customers.view", today=request.today)
    customer = visible.filter(pk=subject_id).first()
    if customer is None:
        return None
    subject = Subject("customer", customer.pk, customer.pk, customer.group_id)
    return Found(subject, customer.name, reverse("customers:one", args=[customer.number]))


def _order(request: SignedRequest, subject_id: int) -> Found | None:
    visible = ordercheck.viewable(person=request.person, today=request.today)
    order = trade.orders_of(customers=visible).filter(pk=subject_id).first()
    if order is None:
        return None
    subject = Subject("order", order.pk, order.customer_id, order.group_id)
    return Found(subject, order.number, reverse("orders:one", args=[order.pk]))


def _approval(request: SignedRequest, subject_id: int) -> Found | None:
    asked = approvals.request_of(request_id=subject_id)
    if asked is None or not approvals.may_see(request=asked, person=request.person, today=request.today):
        return None
    subject = Subject("approval", asked.pk, asked.customer_id, asked.group_id)
    return Found(subject, asked.called, reverse("approvals:one", args=[asked.pk]))


def _limit_line(request: SignedRequest, subject_id: int) -> Found | None:
    """A line of the limit journal: its correction with the decisions it changed, for whom may ask for limits."""
    visible = limits.proposable(person=request.person, today=request.today)
    line = limit_lines(customers=visible).filter(pk=subject_id).first()
    if line is None:
        return None
    subject = Subject("limit_line", line.pk, line.customer_id, line.group_id)
    return Found(subject, line.customer.name, reverse("limits:correct", args=[line.pk]))


KINDS: Mapping[str, Callable[[SignedRequest, int], Found | None]] = {
    "customer": _customer,
    "order": _order,
    "approval": _approval,
    "limit_line": _limit_line,
}
