"""The queue of holds 订单信控: decide each from one screen, or several together with what they add."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered, readable, refusal_in, refused
from onaccount.desk.components.plain import numbers_in, remark_in
from onaccount.desk.orders.finding import file_of, held_by
from onaccount.desk.orders.forms import LookAgainForm, ReasonForm, ReleaseForm
from onaccount.desk.orders.holding import part_form, release_form
from onaccount.desk.orders.queue import DecidableHolds, HoldQueue, PromisedList
from onaccount.desk.orders.views.orders import shown
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_parted, order_rejected, order_released
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Release
from onaccount.trade.rules import Parting

MOST = 200


@permission(access.VIEW)
def holds(request: SignedRequest) -> HttpResponse:
    """Show the orders that wait, the longest waiting first."""
    decides = may(person=request.person, permission=access.RELEASE, today=request.today)
    return (DecidableHolds if decides else HoldQueue)().respond(request)


@permission(access.RELEASE)
@require_POST
def release(request: SignedRequest, order_id: int) -> HttpResponse:
    """Release one held order in the person's name and open what waits next."""
    found = file_of(order_id=order_id, customers=access.releasable(person=request.person, today=request.today))
    form = release_form(request, found, queries.policy_in_force(on=request.today))
    part = part_form(request, found)
    form.is_valid()
    for field in (
        part if form.is_bound else ()
    ):  # what is wrong with the part is told above the form too: its field stands folded below
        for fault in field.errors:
            form.add_error(None, f"{field.label}{_(': ')}{fault}")
    if form.is_valid():
        with refusal_in(form):
            _release(request, found.order.number, form.word(), part.off())
            messages.success(request, _("Order %(number)s is released.") % {"number": found.order.number})
            return redirect("orders:holds")
    if found.hold is None:  # the page of an order that waits no more has no such form to say it in
        readable(request, form)
        return redirect("orders:one", order_id)
    return render(request, "orders/one.html", shown(request, found, release_form=form))


@permission(access.RELEASE)
@require_POST
def reject(request: SignedRequest, order_id: int) -> HttpResponse:
    """End one held order with a reason."""
    found = file_of(order_id=order_id, customers=access.releasable(person=request.person, today=request.today))
    form = ReasonForm(request.POST)
    if readable(request, form):
        number, remark = found.order.number, form.cleaned_data["reason"]
        if answered(
            request,
            lambda: order_rejected.reject_order(number=number, remark=remark, actor=request.actor, today=request.today),
            done=_("Order %(number)s is rejected.") % {"number": number},
        ):
            return redirect("orders:holds")
    return redirect("orders:one", order_id)


def _release(request: SignedRequest, number: str, word: Release, off: Parting | None) -> None:
    if off is None:
        order_released.release_order(number=number, release=word, actor=request.actor, today=request.today)
    else:
        order_parted.release_part(number=number, off=off, release=word, actor=request.actor, today=request.today)


@permission(access.CHECK)
@require_POST
def part(request: SignedRequest, order_id: int) -> HttpResponse:
    """Split a held order in two; what passes without the rest goes on by itself."""
    found = file_of(order_id=order_id, customers=access.checkable(person=request.person, today=request.today))
    form = part_form(request, found)
    if readable(request, form):
        off = form.off() or Parting(frozenset(), Decimal(0))
        try:
            rest = order_parted.part_order(number=found.order.number, off=off, actor=request.actor, today=request.today)
            said = (
                _("The rest waits as order %(number)s.")
                if rest.status == "held"
                else _("The rest goes on as order %(number)s.")
            )
            messages.success(request, said % {"number": rest.number})
        except Refusal as refusal:
            messages.error(request, refused(refusal))
    return redirect("orders:one", order_id)


@permission(access.RELEASE)
@require_POST
def look_again(request: SignedRequest, order_id: int) -> HttpResponse:
    """Set the day on which somebody looks at a hold again."""
    found = file_of(order_id=order_id, customers=access.releasable(person=request.person, today=request.today))
    form = LookAgainForm(request.POST)
    if readable(request, form):
        said = form.cleaned_data
        answered(
            request,
            lambda: order_released.look_again(
                held=held_by(found),
                review_date=said["review_date"],
                remark=said["remark"],
                actor=request.actor,
                today=request.today,
            ),
            done=_("The hold comes up again on %(day)s.") % {"day": said["review_date"].isoformat()},
        )
    return redirect("orders:one", order_id)


@permission(access.RELEASE)
@require_POST
def review(request: SignedRequest, order_id: int, release_id: int) -> HttpResponse:
    """Record that a second person looked at a release afterwards."""
    found = file_of(order_id=order_id, customers=access.releasable(person=request.person, today=request.today))
    given = next((each for each in found.authorisations if each.pk == release_id), None)
    if given is None:
        raise Http404
    answered(
        request,
        lambda: order_released.review_release(given=given, remark=remark_in(request), actor=request.actor),
        done=_("The release is reviewed."),
    )
    return redirect("orders:one", order_id)


@permission(access.VIEW)
def promised(request: SignedRequest) -> HttpResponse:
    """Show what was let go on a promise, and how each promise turned out."""
    return PromisedList().respond(request)


@permission(access.RELEASE)
@require_POST
def release_many(request: SignedRequest) -> HttpResponse:
    """Show what releasing the chosen orders adds to exposure and, confirmed, release them all or none."""
    chosen, gone = _chosen(request)
    if gone:
        words = ngettext(
            "%(count)s chosen order waits no more: somebody else has decided it. Nothing was released.",
            "%(count)s chosen orders wait no more: somebody else has decided them. Nothing was released.",
            gone,
        )
        messages.error(request, words % {"count": gone})
    form = _release_form(request) if "reason_code" in request.POST else _fresh_form(request)
    if chosen and not gone and form.is_valid():
        numbers = tuple(each.order.number for each in chosen)
        with refusal_in(form):
            order_released.release_orders(
                numbers=numbers, release=form.word(), actor=request.actor, today=request.today
            )
            said = ngettext("%(count)s order is released.", "%(count)s orders are released.", len(numbers))
            messages.success(request, said % {"count": len(numbers)})
            return redirect("orders:holds")
    context = {"chosen": [(each, _added_by(each)) for each in chosen], "adds": _adds(chosen), "form": form}
    return render(request, "orders/release_many.html", context)


def _chosen(request: SignedRequest) -> tuple[list[Any], int]:
    """What waits of the chosen, and how many of them wait no more."""
    wanted = {*numbers_in(request.POST.getlist("selected"))[:MOST]}
    reached = access.releasable(person=request.person, today=request.today)
    found = list(queries.open_holds(customers=reached).filter(pk__in=wanted))
    return found, len(wanted) - len(found)


def _adds(chosen: list[Any]) -> list[Money]:
    """What the orders would newly occupy, by currency; goods at the gate occupy already."""
    sums: dict[str, Decimal] = {}
    for each in chosen:
        code = each.latest_decision.currency
        sums[code] = sums.get(code, Decimal(0)) + _added_by(each)
    return [Money(amount, code) for code, amount in sorted(sums.items())]


def _added_by(hold: Any) -> Decimal:
    amount: Decimal = hold.latest_decision.amount
    return amount if hold.order.status == "held" else Decimal(0)


def _release_form(request: SignedRequest) -> ReleaseForm:
    return ReleaseForm(request.POST, policy=queries.policy_in_force(on=request.today), today=request.today)


def _fresh_form(request: SignedRequest) -> ReleaseForm:
    return ReleaseForm(policy=queries.policy_in_force(on=request.today), today=request.today)
