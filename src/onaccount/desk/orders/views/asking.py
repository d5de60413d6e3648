"""Asking for the release of a held order 放行申请, for who has no authority for it or not enough."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import readable, refused
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.forms import AskReleaseForm
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import release_requested
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Policy, Release


@permission(access.CHECK, access.RELEASE)
@require_POST
def ask_release(request: SignedRequest, order_id: int) -> HttpResponse:
    """Ask somebody with the authority to release a held order; whoever asks or sold it does not decide."""
    found = file_of(order_id=order_id, customers=access.viewable(person=request.person, today=request.today))
    policy = queries.policy_in_force(on=request.today)
    form = AskReleaseForm(request.POST, policy=policy)
    if not readable(request, form):
        return redirect("orders:one", order_id)
    try:
        release = _release(form, policy, request)
        asked = release_requested.ask_to_release(
            number=found.order.number, release=release, actor=request.actor, today=request.today
        )
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("orders:one", order_id)
    messages.success(request, _("The release waits for somebody with the authority."))
    return redirect("approvals:one", asked.pk)


def _release(form: AskReleaseForm, policy: Policy, request: SignedRequest) -> Release:
    until = policy.release.usual_day(today=request.today)
    said = form.cleaned_data
    return Release(said["reason_code"], said["reason"], Decimal(0), until)
