"""The page 客户限额管理 of one customer, and its temporary limit: type, see the effect, send to the checker."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from onaccount.desk.components.preferences import manner_of
from onaccount.desk.limits import wording
from onaccount.desk.limits.again import limits_again, place_again, temporary_again
from onaccount.desk.limits.forms import Checked, LimitsForm, TemporaryForm
from onaccount.desk.limits.lists import standing_of
from onaccount.desk.limits.seen import see_then_send, told
from onaccount.desk.limits.wishes import temporary_wish, wishes_of
from onaccount.kernel.money import Money
from onaccount.lifecycle import limit_requested
from onaccount.limits import access, labels, queries
from onaccount.limits.queries import CustomerLimits, Wish
from onaccount.limits.rules import Dimension, LimitType, Reach
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import queries as trade


@permission("limits.view")
def limits_of(request: SignedRequest, customer_id: int) -> HttpResponse:
    """Show a customer's limits and take the wish for others; the effect is shown before it is sent."""
    found = _found(request, customer_id)
    asked = {name: request.GET[name] for name in ("value", "credit_days", "reason") if request.GET.get(name)}
    asked |= {"type": LimitType.AMOUNT.value} if "value" in asked else {}
    form = LimitsForm(request.POST or None, initial=_standing(request, found) | asked | limits_again(request))
    shown: dict[str, Any] | None = {}
    if request.method == "POST" and form.is_valid():
        wishes = wishes_of(found=found, typed=form.cleaned_data, ticked=form.ticked)
        shown = _sent(request, form, wishes)
    return redirect("limits:customer", customer_id) if shown is None else _page(request, found, {"form": form} | shown)


@permission("limits.propose")
def temporary(request: SignedRequest, customer_id: int) -> HttpResponse:
    """Take the wish for a temporary limit, or for the end of the one that runs."""
    found = _found(request, customer_id)
    begun = {"valid_from": request.today} | request.GET.dict() | temporary_again(request)
    running = bool(found.limit(Dimension.EXPOSURE, _reach(request, customer_id)).temporary)
    form = TemporaryForm(request.POST or None, initial=begun, running=running)
    shown: dict[str, Any] | None = {}
    if request.method == "POST" and form.is_valid():
        wish = temporary_wish(
            found=found, typed=form.cleaned_data, reach=_reach(request, customer_id), ticked=form.ticked
        )
        shown = _sent(request, form, [wish])
    if shown is None:
        return redirect("limits:customer", customer_id)
    return _page(request, found, {"form": form} | shown, template="limits/temporary.html")


def _found(request: SignedRequest, customer_id: int) -> CustomerLimits:
    """The customer's facts; 404 for a customer the reader may not see or, when sending, may not propose for."""
    reachable = access.proposable if request.method == "POST" else access.viewable
    customer = get_object_or_404(reachable(person=request.person, today=request.today), pk=customer_id)
    return queries.customer_limits(
        customer=customer, segment=_segment(request, customer_id), reach=_reach(request, customer_id), on=request.today
    )


def _reach(request: SignedRequest, customer_id: int) -> Reach:
    """Whose limits the page is about: the company's own, or those over everything below it."""
    place = place_again(request, customer_id)
    given = request.POST.get("reach") or request.GET.get("reach") or (place.reach if place else "")
    return Reach.GROUP if given == Reach.GROUP else Reach.OWN


def _segment(request: SignedRequest, customer_id: int) -> Any:
    """The segment the page is about; None for the limits over all of them."""
    place = place_again(request, customer_id)
    if place and request.method != "POST":
        return trade.segments().filter(pk__in=[place.segment_id]).first()
    code = request.POST.get("segment") or request.GET.get("segment", "")
    return get_object_or_404(trade.segments(), code=code) if code else None


def _standing(request: SignedRequest, found: CustomerLimits) -> dict[str, Any]:
    return LimitsForm.from_limits(found=found, reach=_reach(request, found.customer.pk), today=request.today)


def _sent(request: SignedRequest, form: Checked, wishes: Sequence[Wish]) -> dict[str, Any] | None:
    def send() -> None:
        asked = limit_requested.request_limits(wishes=wishes, actor=request.actor, today=request.today)
        messages.success(request, told(asked))

    return see_then_send(request=request, form=form, wishes=wishes, send=send)


def _page(
    request: SignedRequest, found: CustomerLimits, context: dict[str, Any], template: str = "limits/customer.html"
) -> HttpResponse:
    reach, currency = _reach(request, found.customer.pk), found.customer.currency
    free = found.limit(Dimension.EXPOSURE, reach).free(found.used)
    segments = list(trade.segments())
    rights = {
        "may_propose": may(person=request.person, permission=access.PROPOSE, today=request.today),
        "may_suspend": may(person=request.person, permission=access.SUSPEND, today=request.today),
    }
    facts = {
        "found": found,
        "customer": found.customer,
        "reach": reach,
        "limit": found.limit(Dimension.EXPOSURE, reach),
        "segments": segments if len(segments) > 1 else [],
        "in_force": wording.in_force(limits=found.limits, segments={each.pk: each.name for each in segments}),
        "used": Money(found.used, currency),
        "of_all": labels.REACHES[reach] if reach is Reach.GROUP else "",
        "free": None if free is None else Money(free, currency),
        "beside": wording.beside(experience=found.experience, currency=currency, manner=manner_of(request=request)),
        "lines": wording.journal_lines(lines=found.journal),
        "holds": [(hold, standing_of(hold.kind), hold.placed_by_id != request.person.pk) for hold in found.suspensions],
        "hold_kinds": labels.SUSPENSIONS.items(),
        "waiting_address": reverse("approvals:one", args=[found.waiting.pk]) if found.waiting else "",
    }
    return render(request, template, facts | rights | context)
