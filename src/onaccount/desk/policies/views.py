"""Views of the policy of the order check 信用政策: its versions, one of them, and the steps from draft to in force."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import DayField
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.policies.forms import SHOWN_CHECKPOINTS, THRESHOLDS, PolicyForm, policy_shown
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import policy_changed
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.policy import labels as policy_labels
from onaccount.office.policy import queries
from onaccount.ordercheck import labels
from onaccount.ordercheck.queries import KIND, policy_in_force
from onaccount.ordercheck.rules import Policy, Scope, policy_from_json

TONES = {
    "draft": Tone.WATCH,
    "submitted": Tone.WATCH,
    "returned": Tone.LATE,
    "approved": Tone.GOOD,
    "coming": Tone.GOOD,
    "in_force": Tone.GOOD,
    "past": Tone.CLOSED,
}
READ = permission("policy.edit", "policy.approve", "journal.view")
EDIT = permission("policy.edit")


class FromForm(forms.Form):
    """From which day a version counts."""

    active_from = DayField(label=gettext_lazy("In force from"))


@READ
def versions(request: SignedRequest) -> HttpResponse:
    """This function will list the versions, newest first, above them the policy in force in words."""
    lines = [(version, _status(version, request.today)) for version in queries.versions(kind=KIND)]
    current = policy_in_force(on=request.today)
    context = {"lines": lines, "policy": current, "table": rules_table(current), "checkpoints": _checkpoints()}
    return render(request, "policies/versions.html", context | {"may_edit": _may_edit(request)})


@READ
def version(request: SignedRequest, number: int) -> HttpResponse:
    """This function will show one version: a draft as a form for whom may edit, any other as a table."""
    found = _version(number)
    policy = policy_from_json(found.content | {"number": found.number})
    state = queries.state_of(version=found, today=request.today)
    form = PolicyForm(request.POST or None, policy=policy, initial=policy_shown(policy=policy, note=found.note))
    is_open = state == "draft" and _may_edit(request)
    if request.method == "POST" and is_open and form.is_valid():
        changed, note = form.changed_policy(), form.cleaned_data["note"]
        return _done(
            request,
            lambda: policy_changed.edit_policy(version_id=found.pk, policy=changed, note=note, actor=request.actor),
            _("The draft is saved."),
            number,
        )
    context = {
        "version": found,
        "status": _status(found, request.today),
        "state": state,
        "form": form if is_open else None,
        "policy": policy,
        "table": rules_table(policy),
        "checkpoints": _checkpoints(),
        "may_edit": _may_edit(request),
        "from_form": FromForm(initial={"active_from": request.today}),
    }
    return render(request, "policies/one.html", context)


@EDIT
@require_POST
def draft(request: SignedRequest) -> HttpResponse:
    """This function will begin a draft with the content in force."""
    made = policy_changed.draft_policy(today=request.today, note="", actor=request.actor)
    return redirect("policies:one", made.number)


@EDIT
@require_POST
def submit(request: SignedRequest, number: int) -> HttpResponse:
    """This function will ask a second person to approve a draft."""
    found = _version(number)
    return _done(
        request,
        lambda: policy_changed.submit_policy(version_id=found.pk, today=request.today, actor=request.actor),
        _("Submitted. A second person must approve it."),
        number,
    )


@permission("policy.edit", "policy.approve")
@stepped_up
@require_POST
def activate(request: SignedRequest, number: int) -> HttpResponse:
    """This function will put an approved version in force from a day."""
    found, form = _version(number), FromForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the day from which it counts."))
        return redirect("policies:one", number)
    active_from = form.cleaned_data["active_from"]
    return _done(
        request,
        lambda: policy_changed.activate_policy(
            version_id=found.pk, active_from=active_from, today=request.today, actor=request.actor
        ),
        _("The version counts from the chosen day."),
        number,
    )


@EDIT
@require_POST
def go_back(request: SignedRequest, number: int) -> HttpResponse:
    """This function will draft an earlier version anew."""
    _version(number)
    note = _("Back to version %(number)s") % {"number": number}
    made = policy_changed.go_back(number=number, note=note, actor=request.actor)
    return redirect("policies:one", made.number)


def rules_table(policy: Policy) -> list[dict[str, Any]]:
    """This function will lay the rules of a policy out as rows: word, for whom, threshold, strength per checkpoint."""
    return [
        {
            "word": labels.RULES[setting.code],
            "scope": setting.scope.customer or setting.scope.customer_class or "",
            "everybody": setting.scope == Scope(),
            "threshold": ""
            if setting.threshold is None
            else f"{setting.threshold:f} {THRESHOLDS.get(setting.code, '')}",
            "strengths": [labels.STRENGTHS[setting.strength_at(point)] for point in SHOWN_CHECKPOINTS],
        }
        for setting in policy.rules
    ]


def _checkpoints() -> list[Any]:
    return [labels.CHECKPOINTS[point] for point in SHOWN_CHECKPOINTS]


def _status(version: Any, today: date) -> Status:
    state = queries.state_of(version=version, today=today)
    return Status(TONES[state], policy_labels.STATES[state])


def _may_edit(request: SignedRequest) -> bool:
    return may(person=request.person, permission="policy.edit", today=request.today)


def _version(number: int) -> Any:
    found = queries.version_of(kind=KIND, number=number)
    if found is None:
        raise Http404
    return found


def _done(request: SignedRequest, act: Callable[[], Any], words: str, number: int) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    return redirect("policies:one", number)
