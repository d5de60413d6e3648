"""Pages of what a credit file must hold 档案要求: in force as a table, a draft as a form, tried on the files, put in force."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.customers import queries
from onaccount.customers.labels import RETENTIONS
from onaccount.customers.queries import POLICY
from onaccount.customers.rules.completeness import Need
from onaccount.customers.rules.file_policy import FilePolicy
from onaccount.customers.rules.retention import retention_as_json
from onaccount.desk.components.answers import accepted, answered
from onaccount.desk.components.fields import noted
from onaccount.desk.components.versions import is_edited, may_edit, status_of, versions_of
from onaccount.desk.file.policy_forms import NeedsForm
from onaccount.desk.file.words import need_row
from onaccount.lifecycle import file_policy_changed
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.policy import queries as versions
from onaccount.reporting import queries as reporting

READ, EDIT = permission("customers.file", "policy.approve"), permission("policy.edit")
AT_MOST = 2000


@READ
def needs(request: SignedRequest) -> HttpResponse:
    """Show what a file must hold today, and the versions."""
    names = _class_names()
    context = {
        **_shown(queries.policy_on(on=request.today), names),
        "versions": list(versions_of(kind=POLICY, today=request.today)),
        "is_shipped": versions.find_in_force(kind=POLICY, on=request.today) is None,
        "may_draft": may_edit(request),
    }
    return render(request, "file/policy.html", context)


@EDIT
@require_POST
def draft(request: SignedRequest) -> HttpResponse:
    """Begin a draft with what is asked now."""
    made = file_policy_changed.draft_needs(today=request.today, note="", actor=request.actor)
    return redirect("file:policy_version", made.number)


@READ
def version(request: SignedRequest, edition: int) -> HttpResponse:
    """Show one version: a draft as a form for whom may edit, any other as a table; and what it would change."""
    found, held = _version(edition)
    state, names = versions.state_of(version=found, today=request.today), _class_names()
    is_open = is_edited(request=request, state=state)
    form = NeedsForm(request.POST or None, policy=held, note=found.note, classes=names) if is_open else None
    if form is not None and accepted(
        request,
        form,
        lambda: file_policy_changed.edit_needs(
            version_id=found.pk,
            needs=form.needs(),
            retention=form.retention(),
            note=noted(form),
            actor=request.actor,
        ),
        done=_("Saved."),
    ):
        return redirect("file:policy_version", edition)
    context = {
        "version": found,
        "state": state,
        "status": status_of(version=found, today=request.today),
        "form": form,
        **_shown(held, names),
        "tried": None if state in {"in_force", "past"} else _tried(request, held.needs),
        "may_draft": may_edit(request),
    }
    return render(request, "file/policy_version.html", context)


@EDIT
@require_POST
def submit(request: SignedRequest, edition: int) -> HttpResponse:
    """Ask a second person to approve a draft."""
    found, _held = _version(edition)
    return _done(
        request,
        edition,
        lambda: file_policy_changed.submit_needs(version_id=found.pk, today=request.today, actor=request.actor),
        _("Submitted. A second person must approve it."),
    )


@permission("policy.edit", "policy.approve")
@stepped_up
@require_POST
def activate(request: SignedRequest, edition: int) -> HttpResponse:
    """Put an approved version in force from today."""
    found, _held = _version(edition)
    return _done(
        request,
        edition,
        lambda: file_policy_changed.activate_needs(
            version_id=found.pk, active_from=request.today, today=request.today, actor=request.actor
        ),
        _("The version counts from today."),
    )


@EDIT
@require_POST
def go_back(request: SignedRequest, edition: int) -> HttpResponse:
    """Draft what an earlier version asked anew."""
    _version(edition)
    made = file_policy_changed.go_back(number=edition, actor=request.actor)
    return redirect("file:policy_version", made.number)


def _done(request: SignedRequest, edition: int, act: Callable[[], object], said: str) -> HttpResponse:
    answered(request, act, done=said)
    return redirect("file:policy_version", edition)


def _version(edition: int) -> tuple[Any, FilePolicy]:
    found, held = versions.version_of(kind=POLICY, number=edition), queries.policy_numbered(number=edition)
    if found is None or held is None:
        raise Http404
    return found, held


def _shown(policy: FilePolicy, names: dict[str, str]) -> dict[str, Any]:
    """The policy as the two tables of a page."""
    kept = retention_as_json(policy.retention)
    return {
        "needs": [need_row(need, names) for need in policy.needs],
        "kept": [(RETENTIONS[code], months) for code, months in kept.items()],
    }


def _class_names() -> dict[str, str]:
    return {one.code: one.name for one in queries.classes()}


def _tried(request: SignedRequest, asked: tuple[Need, ...]) -> dict[str, Any]:
    """How complete the files of those with a limit are now and would be: each measured against its own limit."""
    rows: Any = reporting.customer_rows(person=request.person, permission="customers.file", today=request.today)
    found = list(rows.filter(bound__isnull=False).order_by("number")[:AT_MOST])
    amounts = {row.pk: row.bound for row in found}
    now = queries.many_completeness_of(amounts=amounts, as_of=request.today)
    then = queries.completeness_under(needs=asked, amounts=amounts, as_of=request.today)
    return {
        "files": len(found),
        "complete_now": sum(one.is_complete for one in now.values()),
        "complete_then": sum(one.is_complete for one in then.values()),
        "changed": [
            {"customer": row, "amount": row.bound, "now": now[row.pk].share, "then": then[row.pk].share}
            for row in found
            if now[row.pk].share != then[row.pk].share
        ],
    }
