"""The list, one order with its Why, running a decision again, cancelling."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.anew import returned
from onaccount.desk.components.answers import answered, readable, refused
from onaccount.desk.components.outcomes import outcome_status
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.forms import (
    AskReleaseForm,
    DeliveryForm,
    InvoiceForm,
    LookAgainForm,
    PickForm,
    ReasonForm,
    UsageForm,
)
from onaccount.desk.orders.holding import held_facts, release_form
from onaccount.desk.orders.lines import own
from onaccount.desk.orders.lists import OrderList
from onaccount.desk.orders.schedule import told
from onaccount.desk.orders.shipping import may_leave, rebates_shown
from onaccount.desk.orders.wording import Why, bar_of, order_status, why_of
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_cancelled
from onaccount.limits import access as limits
from onaccount.office.access.queries import full_names, may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.approval import queries as approvals
from onaccount.ordercheck import access, labels, queries
from onaccount.ordercheck.queries import OrderFile
from onaccount.trade import queries as trade

A_YEAR = timedelta(days=365)
_RIGHTS = {"check": access.CHECK, "release": access.RELEASE, "ship": access.SHIP, "propose": limits.PROPOSE}


@permission(access.VIEW)
def orders(request: SignedRequest) -> HttpResponse:
    """Show the orders the person may see."""
    return OrderList().respond(request)


@permission(access.VIEW)
def one(request: SignedRequest, order_id: int) -> HttpResponse:
    """Show one order: where it stands, why, what led to it, and what may be done now."""
    found = file_of(order_id=order_id, customers=access.viewable(person=request.person, today=request.today))
    return render(request, "orders/one.html", shown(request, found))


@permission(access.VIEW)
@require_POST
def again(request: SignedRequest, order_id: int, reference: UUID) -> HttpResponse:
    """Judge a stored decision once more and say whether the answer is the same."""
    customers = access.viewable(person=request.person, today=request.today)
    found = queries.decision_of(reference=reference, customers=customers)
    if found is None or found.order_id != order_id:
        raise Http404
    same = queries.run_again(found).is_same
    said = _("Run again: the same answer, to the last digit.") if same else _("Run again: another answer. Tell us.")
    return HttpResponse(said)


@permission(access.CHECK)
@require_POST
def cancel(request: SignedRequest, order_id: int) -> HttpResponse:
    """Cancel an order; what was delivered of it stays."""
    found = file_of(order_id=order_id, customers=access.checkable(person=request.person, today=request.today))
    form = ReasonForm(request.POST)
    if readable(request, form):
        number, reason = found.order.number, form.cleaned_data["reason"]
        answered(
            request,
            lambda: order_cancelled.cancel_order(
                number=number, reason=reason, actor=request.actor, today=request.today
            ),
            done=_("Order %(number)s is cancelled.") % {"number": number},
        )
    return redirect("orders:one", order_id)


def shown(request: SignedRequest, found: OrderFile, **forms: Any) -> dict[str, Any]:
    """Gather what the page of one order shows; a form that was sent stands in place of a fresh one."""
    order, manner = found.order, manner_of(request=request)
    newest = found.decisions[0] if found.decisions else None
    policy = queries.policy_in_force(on=request.today)
    allowed = {word: may(person=request.person, permission=name, today=request.today) for word, name in _RIGHTS.items()}
    is_open = order.status in {"held", "released"}
    asked = found.hold and approvals.open_request_of(kind="release", subject_kind="order", subject_id=order.pk)
    context = {
        "file": found,
        "order": order,
        "status": order_status(order),
        "newest": newest,
        "why": newest and _why(newest, manner),
        "decisions": [
            (each, outcome_status(each.outcome), labels.CHECKPOINTS[each.checkpoint]) for each in found.decisions
        ],
        "names": full_names(usernames=(each.actor for each in found.decisions)),
        "ends": [(each, labels.HOLD_ENDS[each.kind]) for each in found.ends],
        "authorisations": [
            (
                each,
                labels.RELEASE_REASONS.get(each.reason_code, each.reason_code),
                labels.RELEASE_KINDS[each.kind],
                allowed["release"] and _may_review(request, each),
            )
            for each in found.authorisations
        ],
        "waivers": [(each, labels.RULES.get(each.rule, each.rule)) for each in found.waivers],
        "lines": own(tuple(order.lines.order_by("position"))),
        "milestones": told(trade.progress_of(order=order)),
        "look_form": LookAgainForm(),
        "is_hard": newest is not None and queries.verdict_of(newest).is_hard,
        "headroom": _headroom(request, found),
        "leaves": may_leave(order=order, hold=found.hold, today=request.today)
        if is_open and found.to_deliver > 0
        else None,
        **held_facts(request, found),
        "may_propose": allowed["propose"],
        "may_release": allowed["release"] and found.hold is not None,
        "asked": asked,
        "may_open": asked and approvals.may_see(request=asked, person=request.person, today=request.today),
        "may_ask": (allowed["check"] or allowed["release"]) and found.hold is not None and asked is None,
        "ask_form": AskReleaseForm(policy=policy, initial=_asked_before(request, order)),
        "may_deliver": allowed["ship"] and order.status == "released" and found.to_deliver > 0,
        "may_invoice": allowed["ship"] and found.to_invoice > 0,
        "may_part": allowed["check"] and order.status == "held" and not found.deliveries,
        "may_change": allowed["check"] and is_open,
        "may_change_quote": allowed["check"] and order.status == "quoted",
        "release_form": release_form(request, found, policy),
        "pick_form": PickForm(initial={"amount": _whole(found.to_deliver, order)}),
        "delivery_form": DeliveryForm(
            initial={"amount": _whole(found.to_deliver, order), "delivery_date": request.today}
        ),
        "at_customer": at_customer(found),
        "usage_form": UsageForm(initial={"document_date": request.today}, deliveries=at_customer(found)),
        "invoice_form": InvoiceForm(
            initial={"amount": _whole(found.to_invoice, order), "document_date": request.today}
        ),
    }
    return context | forms


def _asked_before(request: SignedRequest, order: Any) -> dict[str, str]:
    """The words of the returned request for this order's release; nothing without one."""
    asked = returned(request, kind="release")
    if asked is None or asked.content["order"] != order.number:
        return {}
    return {"reason_code": asked.content["release"]["reason_code"], "reason": asked.content["reason"]}


def _why(newest: Any, manner: Any) -> Why:
    return why_of(verdict=queries.verdict_of(newest), seen=queries.snapshot_of(newest), manner=manner)


def at_customer(found: OrderFile) -> list[Any]:
    """List the deliveries of the order on consignment of which something is not used yet."""
    return [each for each in found.deliveries if each.consigned_percent is not None and each.open_amount > 0]


def _may_review(request: SignedRequest, given: Any) -> bool:
    """A second person looks at an emergency release, and at any other that has a review date."""
    is_wanted = given.kind == "emergency" or given.review_date is not None
    return is_wanted and given.person_id != request.person.pk and not hasattr(given, "review")


def _whole(amount: Decimal, order: Any) -> Decimal:
    """As people type it: to the currency's minor unit."""
    return Money(amount, order.currency).rounded().amount


def _headroom(request: SignedRequest, found: OrderFile) -> dict[str, Any]:
    """What a person who decides looks at: how the customer paid this year, and its limit."""
    order, year = found.order, {"since": request.today - A_YEAR, "until": request.today}
    seen = {
        "rebates": rebates_shown(account=order.account),
        "days_late": trade.days_beyond_terms(customer=order.customer, currency=order.currency, **year),
    }
    try:
        return seen | _limit(request, found)
    except Refusal as refusal:
        return seen | {"unknown": refused(refusal)}


def _limit(request: SignedRequest, found: OrderFile) -> dict[str, Any]:
    """Use of the limit now, and what waits. Refuses `rates.missing`."""
    order, policy = found.order, queries.policy_in_force(on=request.today)
    now = queries.headroom_of(account=order.account, policy=policy, as_of=request.today)
    waits = found.hold.latest_decision.amount if found.hold is not None and order.status == "held" else Decimal(0)
    return {
        "free": None if now.free is None else Money(now.free, now.snapshot.currency),
        "bar": bar_of(found=now, held=waits, currency=now.snapshot.currency),
        "node": now.tightest.node if now.tightest is not None else None,
    }
