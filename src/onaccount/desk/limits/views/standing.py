"""Placing and lifting standing holds 停供与锁定."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import readable
from onaccount.desk.components.plain import remark_in
from onaccount.desk.components.sentences import refusal_text
from onaccount.desk.limits.forms import SuspensionForm
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import supply_stopped
from onaccount.limits import access, queries
from onaccount.limits.rules import SuspensionKind
from onaccount.office.access.routes import SignedRequest, permission


@permission("limits.suspend")
@require_POST
def suspend(request: SignedRequest, customer_id: int) -> HttpResponse:
    """Stop a customer's supply at once."""
    reachable = access.suspendable(person=request.person, today=request.today)
    customer = get_object_or_404(reachable, pk=customer_id)
    form = SuspensionForm(request.POST)
    if not readable(request, form):
        return redirect("limits:customer", customer.pk)
    try:
        kind = SuspensionKind(form.cleaned_data["kind"])
        supply_stopped.suspend(customer=customer, kind=kind, reason=form.cleaned_data["reason"], actor=request.actor)
        messages.success(request, _("In place now. A second person can lift it."))
    except Refusal as refusal:
        _say(request, refusal)
    return redirect("limits:customer", customer.pk)


@permission("limits.suspend")
@require_POST
def lift(request: SignedRequest, suspension_id: int) -> HttpResponse:
    """Lift a standing hold that somebody else placed."""
    reachable = access.suspendable(person=request.person, today=request.today)
    suspension = get_object_or_404(queries.suspensions(customers=reachable), pk=suspension_id)
    try:
        supply_stopped.lift(suspension=suspension, reason=remark_in(request), actor=request.actor, today=request.today)
        messages.success(request, _("Lifted. Held orders were looked at again."))
    except Refusal as refusal:
        _say(request, refusal)
    return redirect("limits:customer", suspension.customer_id)


def _say(request: SignedRequest, refusal: Refusal) -> None:
    messages.error(request, refusal_text(refusal=refusal, language=get_language() or "zh-hans"))
