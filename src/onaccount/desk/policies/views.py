"""Views of the policy of the order check 信用政策: its versions, one of them, and the steps from draft to in force."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered, readable
from onaccount.desk.components.plain import remark_in
from onaccount.desk.components.versions import is_edited, may_activate, may_edit, status_of, versions_of
from onaccount.desk.policies.editor import Editor
from onaccount.desk.policies.forms import FromForm
from onaccount.desk.policies.simulation import MONTHS
from onaccount.desk.policies.wording import exceptions_table, fields_table, rules_table, told
from onaccount.lifecycle import policy_changed
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.policy import queries
from onaccount.ordercheck import labels
from onaccount.ordercheck.queries import KIND, latest_simulation, policy_in_force, policy_numbered
from onaccount.ordercheck.rules import STARTING_POLICY, Policy, policy_from_json
from onaccount.ordercheck.rules.changes import changes

READ = permission("policy.edit", "policy.approve", "journal.view")
EDIT = permission("policy.edit")
ACTIVATE = permission("policy.edit", "policy.approve")


@READ
def versions(request: SignedRequest) -> HttpResponse:
    """List the versions, newest first, above them the policy in force in words."""
    lines = list(versions_of(kind=KIND, today=request.today))
    current = policy_in_force(on=request.today)
    context = {"lines": lines, "policy": current, "may_edit": may_edit(request)}
    return render(request, "policies/versions.html", context | _in_words(current))


@READ
def version(request: SignedRequest, number: int) -> HttpResponse:
    """Show one version: a draft as a form for whom may edit, any other as a table."""
    found = _version(number)
    policy = policy_from_json(found.content | {"number": found.number})
    state = queries.state_of(version=found, today=request.today)
    is_open = is_edited(request=request, state=state)
    editor = Editor(policy=policy, note=found.note, data=request.POST or None) if is_open else None
    if request.method == "POST" and editor is not None and editor.is_valid():
        return _saved(request, found, editor)
    context = {
        "version": found,
        "status": status_of(version=found, today=request.today),
        "state": state,
        "editor": editor,
        "policy": policy,
        "changes": [told(each) for each in changes(old=_compared(found, request.today), new=policy)],
        "simulation": latest_simulation(version_number=number),
        "months": MONTHS,
        "may_edit": may_edit(request),
        "may_activate": may_activate(request),
        "from_form": FromForm(initial={"active_from": request.today}),
    }
    return render(request, "policies/one.html", context | _in_words(policy))


@EDIT
@require_POST
def draft(request: SignedRequest) -> HttpResponse:
    """Begin a draft with the content in force."""
    made = policy_changed.draft_policy(today=request.today, note="", actor=request.actor)
    return redirect("policies:one", made.number)


@EDIT
@require_POST
def submit(request: SignedRequest, number: int) -> HttpResponse:
    """Ask a second person to approve a draft."""
    found = _version(number)
    return _done(
        request,
        lambda: policy_changed.submit_policy(version_id=found.pk, today=request.today, actor=request.actor),
        _("Submitted. A second person must approve it."),
        number,
    )


@ACTIVATE
@stepped_up
@require_POST
def activate(request: SignedRequest, number: int) -> HttpResponse:
    """Put an approved version in force from a day."""
    found, form = _version(number), FromForm(request.POST)
    if not readable(request, form):
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


@ACTIVATE
@stepped_up
@require_POST
def take_back(request: SignedRequest, number: int) -> HttpResponse:
    """Take a version back before its day, with the reason of the dialog."""
    found = _version(number)
    return _done(
        request,
        lambda: policy_changed.take_back_policy(
            version_id=found.pk, reason=remark_in(request), today=request.today, actor=request.actor
        ),
        _("The version is taken back; it waits until somebody puts it in force again."),
        number,
    )


@EDIT
@require_POST
def go_back(request: SignedRequest, number: int) -> HttpResponse:
    """Draft an earlier version anew."""
    _version(number)
    made = policy_changed.go_back(number=number, actor=request.actor)
    return redirect("policies:one", made.number)


def _in_words(policy: Policy) -> dict[str, Any]:
    """A policy as the page draws it."""
    return {
        "table": rules_table(policy),
        "exceptions": exceptions_table(policy),
        "fields": list(fields_table(policy)),
        "checkpoints": list(labels.CHECKPOINTS.values()),
    }


def _compared(version: Any, today: date) -> Policy:
    """What a version is compared with: the one in force, or once it is in force itself, the one it took over from."""
    if version.active_from is None or version.active_from > today:
        return policy_in_force(on=today)
    before = queries.taken_over_from(version=version)
    return STARTING_POLICY if before is None else policy_numbered(number=before.number)


def _saved(request: SignedRequest, version: Any, editor: Editor) -> HttpResponse:
    policy, note = editor.policy(), editor.note
    return _done(
        request,
        lambda: policy_changed.edit_policy(version_id=version.pk, policy=policy, note=note, actor=request.actor),
        _("The draft is saved."),
        version.number,
    )


def _version(number: int) -> Any:
    found = queries.version_of(kind=KIND, number=number)
    if found is None:
        raise Http404
    return found


def _done(request: SignedRequest, act: Callable[[], Any], words: str, number: int) -> HttpResponse:
    answered(request, act, done=words)
    return redirect("policies:one", number)
