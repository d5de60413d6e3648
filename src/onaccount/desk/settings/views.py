"""Views of the settings 设置: our company, the first page of an empty installation, the checklist to going live."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import accepted, refusal_in, refused
from onaccount.desk.components.plain import LONGEST_NOTE, remark_in
from onaccount.desk.components.status import Word
from onaccount.desk.settings.checklist import steps_for
from onaccount.desk.settings.forms import CompanyForm, FeedersForm, HorizonForm, SegmentForm, WelcomeForm
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    company_changed,
    company_founded,
    feeders_chosen,
    horizon_changed,
    policy_changed,
    segment_added,
)
from onaccount.lifecycle.company_founded import Founding
from onaccount.office.access.routes import SignedRequest, permission, public
from onaccount.office.clock.queries import today
from onaccount.office.company.queries import company
from onaccount.office.journal.rules import Actor, Channel
from onaccount.ordercheck.queries import policy_in_force
from onaccount.ordercheck.rules import Mode
from onaccount.trade import queries as trade
from onaccount.trade.labels import FED, FEEDERS
from onaccount.trade.rules import Fed, Feeder


@permission("settings.manage")
def own_company(request: SignedRequest) -> HttpResponse:
    """Show and change what we say about our own company and how much of the product it uses."""
    now = company(on=request.today)
    form = CompanyForm(request.POST or None, initial=now.as_json() if now else None)
    if request.method == "POST" and form.is_valid():
        company_changed.change_company(company=form.company(), today=request.today, actor=request.actor)
        messages.success(request, _("Saved."))
        return redirect("settings:company")
    return render(request, "settings/company.html", {"form": form, "segments": _segments()})


@permission("settings.manage")
def segments(request: SignedRequest) -> HttpResponse:
    """Show the credit segments and open another one; hidden until the company uses segments."""
    own = company(on=request.today)
    if own is not None and not own.uses("segments"):
        raise Http404
    form = SegmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            segment_added.add_segment(**form.cleaned_data, actor=request.actor)
        except Refusal as refusal:
            form.add_error("code", refused(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("settings:segments")
    return render(request, "settings/segments.html", {"form": form, "segments": _segments()})


def _segments() -> list[tuple[Any, list[tuple[Word, Word]]]]:
    """Each segment with the stages of which one side is the feeder, and which."""
    told = {each: each.feeders for each in trade.segments()}
    return [
        (each, [(FED[stage], FEEDERS[said.of(stage)]) for stage in Fed if said.of(stage) is not Feeder.ANY])
        for each, said in told.items()
    ]


@permission("settings.manage")
def horizon(request: SignedRequest, code: str) -> HttpResponse:
    """Change how many days before they ship the orders of a segment count."""
    segment = get_object_or_404(trade.segments(), code=code)
    form = HorizonForm(request.POST or None, initial={"horizon_days": segment.horizon_days})
    if request.method == "POST" and form.is_valid():
        try:
            done = horizon_changed.change_horizon(
                segment=segment, **form.cleaned_data, actor=request.actor, today=request.today
            )
        except Refusal as refusal:
            form.add_error("horizon_days", refused(refusal))
        else:
            facts = {"entered": done.entered, "left": done.left}
            messages.success(
                request, _("Saved. Orders that begin to count: %(entered)s; that no longer do: %(left)s.") % facts
            )
            return redirect("settings:company")
    return render(request, "settings/horizon.html", {"form": form, "segment": segment})


@permission("settings.manage")
def feeders(request: SignedRequest, code: str) -> HttpResponse:
    """Choose who feeds each stage of a segment, beside what stands there from either side."""
    segment = get_object_or_404(trade.segments(), code=code)
    form = FeedersForm(request.POST or None, now=segment.feeders)

    def choose() -> None:
        reason = form.cleaned_data["reason"]
        feeders_chosen.choose_feeders(segment=segment, feeders=form.feeders(), reason=reason, actor=request.actor)

    if accepted(request, form, choose, done=_("Saved.")):
        return redirect("settings:company")
    stages = [(FED[each.stage], FEEDERS[each.feeder], each) for each in trade.stages_fed(segment=segment)]
    return render(request, "settings/feeders.html", {"form": form, "segment": segment, "stages": stages})


@permission("settings.manage", "policy.edit", "policy.approve")
def checklist(request: SignedRequest) -> HttpResponse:
    """Show the way to going live: what is done, what comes next, whether it is a trial run."""
    steps = steps_for(today=request.today)
    is_trial = policy_in_force(on=request.today).mode is Mode.TRIAL
    done = sum(step.is_done for step in steps)
    return render(
        request, "settings/checklist.html", {"steps": steps, "done": done, "total": len(steps), "is_trial": is_trial}
    )


@permission("policy.edit")
@require_POST
def go_live(request: SignedRequest) -> HttpResponse:
    """Ask a second person that verdicts count from now on."""
    try:
        note = remark_in(request, longest=LONGEST_NOTE) or _("Going live")
        asked = policy_changed.ask_to_go_live(today=request.today, note=note, actor=request.actor)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("settings:checklist")
    messages.success(request, _("Asked. A second person must approve it; then put the version in force."))
    return redirect("approvals:one", asked.pk)


@public("the first page of an empty installation; it answers 404 as soon as there is a company")
def welcome(request: HttpRequest) -> HttpResponse:
    """Set up the company with its first administrator."""
    day = today()
    if company(on=day) is not None:
        raise Http404
    form = WelcomeForm(request.POST or None, initial={"language": request.LANGUAGE_CODE, "currency": "CNY"})
    if request.method == "POST" and form.is_valid():
        founding = Founding(form.company(), form.administrator(), form.cleaned_data["password"])
        with refusal_in(form):
            actor = Actor(founding.administrator.username, Channel.DESK)
            company_founded.open_company(founding=founding, actor=actor, today=day)
            messages.success(request, _("Welcome. Sign in with the name and the password you chose."))
            return redirect("account_login")
    return render(request, "settings/welcome.html", {"form": form})
