"""What else one does with a request: questions, signers, copies, the checklist; and delegating one's own approvals."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.approvals.flow import asked_of
from onaccount.desk.components.answers import accepted, answered, readable, refused
from onaccount.desk.components.fields import AmountField, DayField
from onaccount.desk.components.plain import number_in, remark_in
from onaccount.kernel.period import end_after, last_day_before
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import approval_passed_on, opinion_given
from onaccount.limits.rules import Offer
from onaccount.office.access.queries import people
from onaccount.office.access.routes import SignedRequest, signed_in
from onaccount.office.approval import labels, queries
from onaccount.office.approval.rules import DelegationDraft, Kind


@signed_in
@require_POST
def move(request: SignedRequest, request_id: int) -> HttpResponse:
    """
    Add a signer, hand on, copy, ask, answer, or make or decline a counter-offer.

    `pass` says at once how and to whom a request is passed on ("hand_on 7"), `kind` what else is done.
    """
    asked = asked_of(request, request_id)
    kind, _gap, whom = (request.POST.get("pass") or request.POST.get("kind", "")).partition(" ")
    answered(
        request,
        lambda: opinion_given.move(
            request_id=asked.pk,
            kind=Kind(kind) if kind in set(Kind) else Kind.ANSWER,
            to_person_id=number_in(whom),
            text=remark_in(request),
            actor=request.actor,
            today=request.today,
        ),
        done=_("%(request)s: %(done)s") % {"request": asked.called, "done": labels.MOVES.get(kind, kind)},
    )
    return redirect("approvals:one", asked.pk)


class OfferForm(forms.Form):
    """What the checker would agree to, in figures, and why."""

    amount = AmountField(label=gettext_lazy("Amount"), min_value=0, required=False)
    days = forms.IntegerField(label=gettext_lazy("Credit days"), min_value=0, max_value=3650, required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, required=False)


@signed_in
@require_POST
def counter(request: SignedRequest, request_id: int) -> HttpResponse:
    """Make a counter-offer in figures on a request for limits."""
    asked = asked_of(request, request_id)
    form = OfferForm(request.POST)
    if not readable(request, form):
        return redirect("approvals:one", asked.pk)
    typed = form.cleaned_data
    answered(
        request,
        lambda: opinion_given.counter(
            request_id=asked.pk,
            offer=Offer(typed["amount"], typed["days"]),
            text=typed["reason"],
            actor=request.actor,
            today=request.today,
        ),
        done=_("The counter-offer waits for the maker."),
    )
    return redirect("approvals:one", asked.pk)


@signed_in
@require_POST
def accept(request: SignedRequest, request_id: int) -> HttpResponse:
    """Accept a counter-offer: a new request for exactly what was offered goes its way."""
    asked = asked_of(request, request_id)
    try:
        anew = opinion_given.take_offer(request_id=asked.pk, actor=request.actor, today=request.today)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("approvals:one", asked.pk)
    messages.success(request, _("Accepted: this request asks for exactly what was offered."))
    return redirect("approvals:one", anew.pk)


@signed_in
@require_POST
def tick(request: SignedRequest, request_id: int) -> HttpResponse:
    """Tick one line of the checklist."""
    asked = asked_of(request, request_id)
    try:
        opinion_given.tick(
            request_id=asked.pk, line=request.POST.get("line", ""), actor=request.actor, today=request.today
        )
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    return redirect("approvals:one", asked.pk)


class DelegationForm(forms.Form):
    """Who speaks for me, from which day to which (inclusive), and why."""

    taker = forms.TypedChoiceField(label=gettext_lazy("Colleague"), coerce=int)
    valid_from = DayField(label=gettext_lazy("From"))
    last_day = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)


@signed_in
def delegations(request: SignedRequest) -> HttpResponse:
    """Show what the person delegated and what was delegated to them, and take a new delegation."""
    form = DelegationForm(request.POST or None, initial={"valid_from": request.today})
    colleagues = people().filter(is_active=True).exclude(pk=request.person.pk)
    form.fields["taker"].choices = [("", ""), *((each.pk, each.full_name) for each in colleagues)]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _delegated(request, form):
        return redirect("approvals:delegations")
    given = queries.delegations_by(person=request.person, today=request.today)
    taken = queries.delegations_to(person=request.person, today=request.today)
    context = {
        "form": form,
        "given": [(each, last_day_before(each.valid_to)) for each in given],
        "taken": [(each, last_day_before(each.valid_to)) for each in taken],
    }
    return render(request, "approvals/delegations.html", context)


@signed_in
@require_POST
def take_back(request: SignedRequest, delegation_id: int) -> HttpResponse:
    """End one of the person's own delegations; 404 for anybody else's."""
    given = queries.delegations_by(person=request.person, today=request.today)
    if all(each.pk != delegation_id for each in given):
        raise Http404
    approval_passed_on.take_back(delegation_id=delegation_id, actor=request.actor)
    messages.success(request, _("The delegation has ended."))
    return redirect("approvals:delegations")


def _delegated(request: SignedRequest, form: DelegationForm) -> bool:
    typed = form.cleaned_data
    draft = DelegationDraft(
        giver_id=request.person.pk,
        taker_id=typed["taker"],
        valid_from=typed["valid_from"],
        valid_to=end_after(typed["last_day"]),
        reason=typed["reason"],
    )
    return accepted(
        request,
        form,
        lambda: approval_passed_on.delegate(draft=draft, actor=request.actor, today=request.today),
        done=_("Your approvals are delegated for these days."),
    )
