"""Views of approvals: three lists, one request, one opinion."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.approvals.lists import Done, Mine, ToDo, status_of
from onaccount.desk.approvals.wording import comparison
from onaccount.desk.components.answers import refused
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import opinion_given
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, signed_in
from onaccount.office.approval import labels, queries


@signed_in
def todo(request: SignedRequest) -> HttpResponse:
    """This function will show what waits for this person's opinion."""
    return ToDo().respond(request)


@signed_in
def done(request: SignedRequest) -> HttpResponse:
    """This function will show what this person decided."""
    return Done().respond(request)


@signed_in
def mine(request: SignedRequest) -> HttpResponse:
    """This function will show what this person asked for."""
    return Mine().respond(request)


@signed_in
def one(request: SignedRequest, request_id: int) -> HttpResponse:
    """This function will show one request with what changes and the opinions so far; 404 for whom it does not concern."""
    asked = _asked(request, request_id)
    holds = may(person=request.person, permission=asked.permission, today=request.today)
    context = {
        "asked": asked,
        "kind": labels.KINDS.get(asked.kind, asked.kind),
        "status": status_of(asked),
        "lines": comparison(request=asked),
        "reasons": [Reason.from_json(reason) for reason in asked.content.get("reasons", ())],
        "opinions": [(each, labels.OUTCOMES[each.outcome]) for each in queries.opinions_of(request_id=asked.pk)],
        "may_decide": holds and not asked.outcome and asked.maker_id != request.person.pk,
        "is_mine": asked.maker_id == request.person.pk,
    }
    return render(request, "approvals/one.html", context)


@signed_in
@require_POST
def decide(request: SignedRequest, request_id: int) -> HttpResponse:
    """This function will give the opinion of this person and open what waits next."""
    asked = _asked(request, request_id)
    given = {key: request.POST.get(key, "") for key in ("outcome", "content_hash")}
    try:
        opinion_given.give_opinion(
            request_id=asked.pk,
            remark=request.POST.get("reason", ""),
            actor=request.actor,
            today=request.today,
            **given,
        )
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("approvals:one", asked.pk)
    messages.success(request, f"{asked.title}: {labels.OUTCOMES[given['outcome']]}")
    return redirect("approvals:todo")


@signed_in
@require_POST
def withdraw(request: SignedRequest, request_id: int) -> HttpResponse:
    """This function will take the person's own request back."""
    asked = _asked(request, request_id)
    try:
        opinion_given.withdraw(request_id=asked.pk, reason=request.POST.get("reason", ""), actor=request.actor)
        messages.success(request, _("The request was withdrawn."))
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    return redirect("approvals:one", asked.pk)


def _asked(request: SignedRequest, request_id: int) -> Any:
    found = queries.request_of(request_id=request_id)
    if found is None or not queries.may_see(request=found, person=request.person, today=request.today):
        raise Http404
    return found
