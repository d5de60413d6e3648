"""Views of scorecards: which count, one version as a table or a form, trying it on everybody, and its way into force."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.assessment import access, labels, queries
from onaccount.assessment.rules.card_faults import faults
from onaccount.assessment.rules.scorecard import Scorecard
from onaccount.desk.assessments.cards import MEANT_FOR, CardForm, CopyForm, caps_table, lines_table, scale_table
from onaccount.desk.assessments.wording import name_words, reason_words
from onaccount.desk.components.answers import answered, readable, refused
from onaccount.desk.components.fields import DayField
from onaccount.desk.components.plain import remark_in
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.versions import is_edited, may_activate, may_edit
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import portfolio_assessed, scorecard_changed
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.policy import labels as policy_labels
from onaccount.office.policy import queries as versions

READ = permission("policy.edit", "policy.approve", "journal.view")
EDIT = permission("policy.edit")
AT_MOST = 200


class FromForm(forms.Form):
    """The day from which a version counts."""

    active_from = DayField(label=labels.FROM_DAY)


@READ
def cards(request: SignedRequest) -> HttpResponse:
    """List the cards with the version that counts today and the versions there are."""
    found = [_listed(card, request) for card in queries.cards_in_force(on=request.today)]
    known = {each["code"] for each in found}
    waiting = [code for code in queries.drafted_codes() if code not in known]
    context = {
        "cards": found,
        "waiting": [(code, queries.card_versions(code=code)[0]) for code in waiting],
        "may_edit": may_edit(request),
    }
    return render(request, "assessments/cards.html", context)


@READ
def card(request: SignedRequest, code: str, version_number: int) -> HttpResponse:
    """Show one version of a card: a draft as a form for whom may edit, any other as a table."""
    shown = _card(code, version_number)
    version = versions.version_of(kind=queries.kind_of_card(code), number=version_number)
    state = "shipped" if version is None else versions.state_of(version=version, today=request.today)
    is_open = version is not None and is_edited(request=request, state=state)
    note = version.note if version is not None else ""
    form = CardForm(request.POST or None, card=shown, note=note) if is_open else None
    if request.method == "POST" and form is not None and version is not None and form.is_valid():
        return _saved(request, form, version.pk, code, version_number)
    context = {
        "code": code,
        "number": version_number,
        "name": name_words(shown.name),
        "card": shown,
        "version": version,
        "state": state,
        "state_words": policy_labels.STATES.get(state, _("as shipped")),
        "form": form,
        "lines": lines_table(shown),
        "caps": caps_table(shown),
        "scale": scale_table(shown),
        "follows_parent": shown.follows_parent,
        "clamp": shown.clamp,
        "faults": [reason_words(each, manner_of(request=request)) for each in faults(shown)],
        "trial": queries.latest_trial(code=code, number=version_number),
        "may_edit": may_edit(request),
        "may_activate": may_activate(request),
        "from_form": FromForm(initial={"active_from": request.today}),
    }
    return render(request, "assessments/card.html", context)


@EDIT
@require_POST
def draft(request: SignedRequest, code: str) -> HttpResponse:
    """Begin a draft with what is in force."""
    try:
        made = scorecard_changed.draft_card(code=code, today=request.today, note="", actor=request.actor)
    except Refusal as refusal:
        raise Http404 from refusal
    return redirect("assessments:card", code, made.number)


@EDIT
def copy(request: SignedRequest, code: str) -> HttpResponse:
    """Begin a card of another segment with what is in force."""
    try:
        shown = queries.card_in_force(code=code, on=request.today)
    except Refusal as refusal:
        raise Http404 from refusal
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = scorecard_changed.copy_card(code=code, **form.cleaned_data, today=request.today, actor=request.actor)
        except Refusal as refusal:
            form.add_error("new_code", refused(refusal))
        else:
            return redirect("assessments:card", form.cleaned_data["new_code"], made.number)
    return render(request, "assessments/copy.html", {"form": form, "name": name_words(shown.name)})


@EDIT
@require_POST
def submit(request: SignedRequest, code: str, version_number: int) -> HttpResponse:
    """Ask a second person to approve a draft."""
    version = _version(code, version_number)

    def act() -> object:
        return scorecard_changed.submit_card(version_id=version.pk, today=request.today, actor=request.actor)

    return _done(request, act, _("Submitted. A second person must approve it."), code, version_number)


@permission("policy.edit", "policy.approve")
@stepped_up
@require_POST
def activate(request: SignedRequest, code: str, version_number: int) -> HttpResponse:
    """Put an approved version in force from a day."""
    version, form = _version(code, version_number), FromForm(request.POST)
    if not readable(request, form):
        return redirect("assessments:card", code, version_number)

    def act() -> object:
        return scorecard_changed.activate_card(
            version_id=version.pk,
            active_from=form.cleaned_data["active_from"],
            today=request.today,
            actor=request.actor,
        )

    return _done(request, act, _("The version counts from the chosen day."), code, version_number)


@permission("policy.edit", "policy.approve")
@stepped_up
@require_POST
def take_back(request: SignedRequest, code: str, version_number: int) -> HttpResponse:
    """Take a version back before its day, with the reason of the dialog."""
    version = _version(code, version_number)

    def act() -> object:
        return scorecard_changed.take_back_card(
            version_id=version.pk, reason=remark_in(request), today=request.today, actor=request.actor
        )

    done = _("The version is taken back; it waits until somebody puts it in force again.")
    return _done(request, act, done, code, version_number)


@permission("policy.edit", "policy.approve")
@require_POST
def try_out(request: SignedRequest, code: str, version_number: int) -> HttpResponse:
    """Try a version on every customer, in the background."""
    _version(code, version_number)
    run = portfolio_assessed.ask_for_trial(code=code, number=version_number, actor=request.actor, today=request.today)
    return redirect("assessments:trial", run.pk)


@READ
def trial(request: SignedRequest, run_id: int) -> HttpResponse:
    """Show who would go up and who would go down under a version."""
    run = queries.run_of(run_id=run_id)
    if run is None or run.card is None:
        raise Http404
    seen = access.viewable(person=request.person, today=request.today)
    context = {
        "run": run,
        "rows": queries.regraded(run=run, customers=seen)[:AT_MOST],
        "counts": [(word, run.counts.get(move, 0)) for move, word in labels.MOVES.items()],
    }
    return render(request, "assessments/trial.html", context)


def _listed(each: Scorecard, request: SignedRequest) -> dict[str, Any]:
    found = [
        (version.number, policy_labels.STATES[versions.state_of(version=version, today=request.today)])
        for version in queries.card_versions(code=each.code)[:5]
    ]
    return {
        "code": each.code,
        "name": name_words(each.name),
        "card": each,
        "whom": MEANT_FOR[each.audience.has_statements],
        "only": ", ".join((*each.audience.industries, *each.audience.classes)),
        "versions": found,
    }


def _card(code: str, version_number: int) -> Scorecard:
    try:
        return queries.card_numbered(code=code, number=version_number)
    except Refusal as refusal:
        raise Http404 from refusal


def _version(code: str, version_number: int) -> Any:
    found = versions.version_of(kind=queries.kind_of_card(code), number=version_number)
    if found is None:
        raise Http404
    return found


def _saved(request: SignedRequest, form: CardForm, version_id: int, code: str, version_number: int) -> HttpResponse:
    def act() -> object:
        return scorecard_changed.edit_card(
            version_id=version_id, card=form.edited(), note=form.cleaned_data["note"], actor=request.actor
        )

    return _done(request, act, _("The draft is saved."), code, version_number)


def _done(
    request: SignedRequest, act: Callable[[], object], words: str, code: str, version_number: int
) -> HttpResponse:
    answered(request, act, done=words)
    return redirect("assessments:card", code, version_number)
