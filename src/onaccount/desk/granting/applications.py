"""Online applications 在线授信申请: what was sent in, with its screening; taken up into the credit file, or declined with the reason."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.customers.labels import PAPERS
from onaccount.desk.components.answers import answered, refused
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.desk.components.plain import remark_in
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import credit_applied_for
from onaccount.limits.queries import applications as queries
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import company

PROPOSE = permission("limits.propose")


def status_of(row: Any) -> Status:
    """Say where an application stands."""
    if row.declined_for:
        return Status(Tone.STOPPED, _("Declined"))
    return Status(Tone.GOOD, _("Taken up")) if row.handled_at else Status(Tone.WATCH, _("To be looked at"))


class Applications(ListPage):
    """What companies sent in, the newest first."""

    code = "applications"
    title = gettext_lazy("Online applications")
    sort = "-submitted_at"
    columns = (
        Column(key="name", title=gettext_lazy("Company name"), value=lambda row: row.answers.get("name", "")),
        Column(key="amount", title=gettext_lazy("Limit asked for"), kind=Kind.MONEY, value=lambda row: row.amount),
        Column(key="days", title=gettext_lazy("Credit days"), kind=Kind.COUNT, value=lambda row: row.days),
        Column(key="submitted_at", title=gettext_lazy("Sent in"), kind=Kind.MOMENT, sort="submitted_at"),
        Column(key="questions", title=gettext_lazy("Questions"), kind=Kind.COUNT, value=lambda row: len(row.findings)),
        Column(key="state", title=gettext_lazy("State"), kind=Kind.STATUS, value=status_of),
        Column(
            key="customer", title=gettext_lazy("Customer"), value=lambda row: row.customer.name if row.customer else ""
        ),
    )
    filters = ()
    today: date
    empty = Empty(
        title=gettext_lazy("No application was sent in"),
        text=gettext_lazy(
            "Give new customers the address /apply/ of this installation; what they send in appears here."
        ),
    )

    def rows(self, request: SignedRequest) -> Any:
        """What was sent in: whoever may ask for limits may take any of them up."""
        self.today = request.today
        return queries.applications()

    def dressed(self, rows: list[Any]) -> list[Any]:
        """Each with the figures it asks for, in the company's currency."""
        own = company(on=self.today)
        for row in rows:
            asked = row.answers.get("amount")
            row.amount = Money(Decimal(asked), own.currency) if asked and own else None
            row.days = int(row.answers.get("days") or 0) or None
        return rows

    def row_address(self, row: Any) -> str:
        """Enter opens the application."""
        return reverse("granting:application", args=[row.pk])

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """Nothing beside the list."""
        return {}


@PROPOSE
def waiting(request: SignedRequest) -> HttpResponse:
    """List the online applications."""
    return Applications().respond(request)


@PROPOSE
def one(request: SignedRequest, application_id: int) -> HttpResponse:
    """Show one application: what was stated, the contact, the papers, what the screening found."""
    found, own = _application(application_id), company(on=request.today)
    context = {
        "application": found,
        "answers": found.answers,
        **{name: Money(Decimal(found.answers.get(name) or 0), own.currency) for name in ("amount", "monthly") if own},
        "contact": queries.contact_of(application=found),
        "papers": [(PAPERS.get(each.type, each.type), each.file_name) for each in found.papers.order_by("pk")],
        "questions": [Reason.from_json(each) for each in found.findings],
        "status": status_of(found),
        "known": queries.customer_like(application=found),
    }
    return render(request, "granting/application.html", context)


@PROPOSE
@require_POST
def take_up(request: SignedRequest, application_id: int) -> HttpResponse:
    """Take an application into a credit file and lead on to the request for its limit."""
    found = _application(application_id)
    try:
        customer = credit_applied_for.take_up(application_id=found.pk, today=request.today, actor=request.actor)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("granting:application", found.pk)
    messages.success(request, _("Taken up: the file is open. Look at the proposal, then ask for the limit."))
    wish = {"value": found.answers.get("amount", ""), "credit_days": found.answers.get("days", "")}
    asked = urlencode(wish | {"reason": found.answers.get("purpose", "")})
    return redirect(f"{reverse('limits:customer', args=[customer.pk])}?{asked}")


@PROPOSE
@require_POST
def decline(request: SignedRequest, application_id: int) -> HttpResponse:
    """Decline an application; the applicant reads the reason."""
    found = _application(application_id)
    answered(
        request,
        lambda: credit_applied_for.decline(
            application_id=found.pk, reason=remark_in(request), today=request.today, actor=request.actor
        ),
        done=_("Declined. The answer is in the outbox."),
    )
    return redirect("granting:application", found.pk)


def _application(application_id: int) -> Any:
    found = queries.application_of(application_id=application_id)
    if found is None or found.submitted_at is None:
        raise Http404
    return found
