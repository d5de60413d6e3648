"""A request for credit in four steps 业务员四步申请: customer, amount and term, papers and reasons, check and send; the draft is kept."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.customers.queries import completeness_of
from onaccount.desk.components.answers import refused
from onaccount.desk.components.finding import customer_named
from onaccount.desk.components.needs import named
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.limits import steps, wording
from onaccount.desk.limits.seen import see_then_send, told
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import limit_requested
from onaccount.limits import access, labels, queries
from onaccount.limits.queries import CustomerLimits, Wish
from onaccount.limits.queries.granting import granting_policy, ground_of, judge
from onaccount.limits.rules import Answers, Dimension, Reach, WishKind, answers_from_json, asked_for
from onaccount.limits.rules.granting import SHIPPED, propose_limit
from onaccount.limits.wording.ways import level_in_words
from onaccount.office.access.routes import SignedRequest, permission

PROPOSE = permission("limits.propose")
NOTHING = Answers(None, None, None, "")


@PROPOSE
def begin(request: SignedRequest) -> HttpResponse:
    """List the reader's drafts and take step 1: the customer and what is asked for."""
    form = steps.CustomerStep(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            mine = access.proposable(person=request.person, today=request.today)
            customer = customer_named(text=form.cleaned_data["customer"], customers=mine)
            kind = WishKind(form.cleaned_data["kind"])
            draft = limit_requested.begin_draft(
                customer=customer, kind=kind, answers=_known(request), actor=request.actor
            )
            return redirect("limits:wish", draft.pk, steps.WISH)
        except Refusal as refusal:
            form.add_error("customer", refused(refusal))
    drafts = [(each, labels.WISHES[each.kind], _typed(each)) for each in queries.drafts_of(person=request.person)]
    context = {"form": form, "drafts": drafts, "steps": steps.TITLES, "step": steps.CUSTOMER}
    return render(request, "limits/requests.html", context)


@PROPOSE
def wish(request: SignedRequest, draft_id: int, step: int) -> HttpResponse:
    """Show steps 2 to 4 of the reader's own draft, keep what is typed, and send at the end."""
    draft = _own(request, draft_id)
    answers, kind = answers_from_json(draft.answers), WishKind(draft.kind)
    form = _form(request, step, answers, kind)
    shown: dict[str, Any] | None = {}
    if step == steps.SENDING:
        shown = _checked(request, form, draft)
    elif request.method == "POST" and form.is_valid():
        limit_requested.keep_draft(draft_id=draft.pk, answers=form.filled(answers), actor=request.actor)
        return redirect("limits:wish", draft.pk, step + 1)
    if shown is None:
        return redirect("approvals:mine")
    return render(request, "limits/wish.html", _facts(request, draft, answers) | {"form": form, "step": step} | shown)


@PROPOSE
@require_POST
def discard(request: SignedRequest, draft_id: int) -> HttpResponse:
    """Delete the reader's own draft."""
    limit_requested.throw_draft_away(draft_id=_own(request, draft_id).pk, actor=request.actor)
    messages.success(request, _("The draft was thrown away."))
    return redirect("limits:wish_begin")


def _own(request: SignedRequest, draft_id: int) -> Any:
    mine = access.proposable(person=request.person, today=request.today)
    return get_object_or_404(queries.drafts_of(person=request.person).filter(customer__in=mine), pk=draft_id)


def _known(request: SignedRequest) -> Answers:
    """What the page that led here said already: amount, days, reason."""
    given = {name: request.GET.get(name, "") for name in ("amount", "days", "reason")}
    try:
        return answers_from_json(given)
    except (ValueError, ArithmeticError):
        return NOTHING


def _typed(draft: Any) -> Money | None:
    amount = answers_from_json(draft.answers).amount
    return None if amount is None else Money(amount, draft.customer.currency)


def _form(request: SignedRequest, step: int, answers: Answers, kind: WishKind) -> Any:
    given = request.POST or None
    match step:
        case steps.WISH:
            return steps.WishStep(given, initial=steps.WishStep.begun(answers), kind=kind, today=request.today)
        case steps.REASONS:
            return steps.ReasonsStep(given, initial={"reason": answers.reason})
        case steps.SENDING:
            return steps.SendStep(given if given is not None else {})
    raise Http404


def _wishes(request: SignedRequest, draft: Any, ticked: frozenset[str]) -> list[Wish]:
    customer, answers = draft.customer, answers_from_json(draft.answers)
    asked = asked_for(kind=WishKind(draft.kind), answers=answers, currency=customer.currency, today=request.today)
    wishes = [Wish(customer, None, Reach.OWN, each, frozenset()) for each in asked]
    codes = {wish.asked.dimension: f"{customer.pk} {wish.asked.dimension} " for wish in wishes}
    return [
        replace(
            wish,
            confirmed=frozenset(
                key.removeprefix(codes[wish.asked.dimension])
                for key in ticked
                if key.startswith(codes[wish.asked.dimension])
            ),
        )
        for wish in wishes
    ]


def _checked(request: SignedRequest, form: Any, draft: Any) -> dict[str, Any] | None:
    """The last look: effect, questions, screening, who decides; None once it was sent."""
    form.is_valid()
    wishes = _wishes(request, draft, form.ticked)

    def send() -> None:
        asked = limit_requested.send_draft(draft_id=draft.pk, wishes=wishes, actor=request.actor, today=request.today)
        messages.success(request, told(asked))

    shown = see_then_send(request=request, form=form, wishes=wishes, send=send)
    if shown is None or shown.get("blocked") or "refusal" in shown:
        return shown
    policy = granting_policy(on=request.today)
    judged = judge(
        assessed=queries.assess(wishes=wishes, today=request.today), policy=policy or SHIPPED, today=request.today
    )
    level = judged.level.number if policy else 1
    decides = level_in_words(level=level, ways=(policy or SHIPPED).authority.ways)
    return shown | {"judged": judged, "decides": decides, "has_policy": policy is not None}


def _facts(request: SignedRequest, draft: Any, answers: Answers) -> dict[str, Any]:
    customer, today = draft.customer, request.today
    found = queries.customer_limits(customer=customer, segment=None, reach=Reach.OWN, on=today)
    proposed = propose_limit(
        ground=ground_of(customer=customer, today=today), policy=granting_policy(on=today) or SHIPPED
    )
    file = completeness_of(customer_id=customer.pk, amount=_amount(answers, found), as_of=today)
    free = found.limit(Dimension.EXPOSURE, Reach.OWN).free(found.used)
    return {
        "draft": draft,
        "customer": customer,
        "steps": steps.TITLES,
        "answers": answers,
        "kind": labels.WISHES[draft.kind],
        "in_force": wording.in_force(limits=found.limits, segments={}),
        "used": Money(found.used, customer.currency),
        "free": None if free is None else Money(free, customer.currency),
        "beside": wording.beside(
            experience=found.experience, currency=customer.currency, manner=manner_of(request=request)
        ),
        "proposed": Money(proposed.limit, customer.currency),
        "proposed_days": proposed.days,
        "gaps": [named(each.need.kind, each.need.code) for each in file.gaps],
        "share": file.share,
        "waiting": found.waiting,
    }


def _amount(answers: Answers, found: CustomerLimits) -> Any:
    """What the file has to be complete for: the amount asked for, with what stands already where it is only added."""
    standing = found.limit(Dimension.EXPOSURE, Reach.OWN).whole or 0
    return (
        answers.amount if answers.amount is not None and answers.last_day is None else standing + (answers.amount or 0)
    )
