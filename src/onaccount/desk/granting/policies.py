"""Views of the granting policy 授信政策: in force as tables, a draft as a form, tried on the portfolio, put in force."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import accepted, answered
from onaccount.desk.components.plain import remark_in
from onaccount.desk.components.versions import is_edited, may_edit, status_of, versions_of
from onaccount.desk.granting.forms import PolicyForm
from onaccount.lifecycle import granting_changed
from onaccount.limits import labels
from onaccount.limits.queries import trials
from onaccount.limits.queries.granting import (
    KIND,
    granting_policy,
    granting_policy_numbered,
)
from onaccount.limits.rules.granting import (
    BASES,
    HIGHEST,
    SHIPPED,
    Authority,
    Exceptional,
    GrantingPolicy,
    Segment,
    policy_as_json,
)
from onaccount.limits.wording.ways import level_in_words
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.policy import queries

READ, EDIT = permission("limits.view"), permission("policy.edit")


@READ
def policy(request: SignedRequest) -> HttpResponse:
    """Show the policy in force as tables, and its versions."""
    found = granting_policy(on=request.today)
    versions = list(versions_of(kind=KIND, today=request.today))
    context = {"policy": found, "versions": versions, "may_edit": may_edit(request)}
    return render(request, "granting/policy.html", context | _words(found or SHIPPED))


@EDIT
@require_POST
def begin(request: SignedRequest) -> HttpResponse:
    """Put the shipped policy in force as the first version."""
    return _done(
        request,
        lambda: granting_changed.begin_granting(active_from=request.today, actor=request.actor),
        _("The shipped policy is in force. Edit it to make it yours."),
    )


@EDIT
@require_POST
def draft(request: SignedRequest) -> HttpResponse:
    """Begin a draft with the content in force."""
    made = granting_changed.draft_granting(today=request.today, note="", actor=request.actor)
    return redirect("granting:version", made.number)


@READ
def version(request: SignedRequest, number: int) -> HttpResponse:
    """Show one version: a draft as a form for whom may edit, any other as tables."""
    found, content = _version(number)
    state = queries.state_of(version=found, today=request.today)
    is_open = is_edited(request=request, state=state)
    form = PolicyForm(policy=content, note=found.note, data=request.POST or None) if is_open else None
    if form is not None and accepted(
        request,
        form,
        lambda: granting_changed.edit_granting(
            version_id=found.pk, policy=form.policy(), note=form.cleaned_data["note"], actor=request.actor
        ),
        done=_("Saved."),
    ):
        return redirect("granting:version", number)
    context = {
        "version": found,
        "state": state,
        "status": status_of(version=found, today=request.today),
        "trial": trials.latest_trial(number=number),
        "was_tried": trials.was_tried(version=found),
        "form": form,
        "shape": form.tables() if form else {},
        "may_edit": may_edit(request),
    }
    return render(request, "granting/version.html", context | _words(content))


@EDIT
@require_POST
def submit(request: SignedRequest, number: int) -> HttpResponse:
    """Ask a second person to approve a draft."""
    found, _content = _version(number)
    return _done(
        request,
        lambda: granting_changed.submit_granting(version_id=found.pk, today=request.today, actor=request.actor),
        _("Submitted. A second person must approve it."),
    )


@permission("policy.edit", "policy.approve")
@stepped_up
@require_POST
def activate(request: SignedRequest, number: int) -> HttpResponse:
    """Put an approved version in force from today."""
    found, _content = _version(number)
    return _done(
        request,
        lambda: granting_changed.activate_granting(
            version_id=found.pk,
            active_from=request.today,
            untried_because=remark_in(request),
            today=request.today,
            actor=request.actor,
        ),
        _("The version counts from today."),
    )


def _done(request: SignedRequest, act: Callable[[], object], said: str) -> HttpResponse:
    answered(request, act, done=said)
    return redirect("granting:policy")


def _version(number: int) -> tuple[Any, GrantingPolicy]:
    found, content = queries.version_of(kind=KIND, number=number), granting_policy_numbered(number=number)
    if found is None or content is None:
        raise Http404
    return found, content


def _words(content: GrantingPolicy) -> dict[str, Any]:
    """A policy as the page draws it: grades, weights, caps, the matrix of authority by level."""
    data, authority = policy_as_json(content), content.authority
    bounds = zip(authority.exposure, authority.worst_rank, authority.longest_days, strict=True)
    return {
        "content": content,
        "levels": [
            (
                level,
                _who(level, authority),
                exposure,
                content.grades[rank - 1].grade,
                days,
                _step_days(level, authority),
            )
            for level, (exposure, rank, days) in enumerate(bounds)
        ],
        "segments": [(each, _reach(each), _weighed(each)) for each in content.segments],
        "highest": _who(HIGHEST, authority),
        "highest_days": _step_days(HIGHEST, authority),
        "exceptions": [
            (labels.REASONS[f"authority.{code}"], level, code) for code, level in _ordered(authority.exceptions)
        ],
        "weights": [(labels.METHODS[code], code, data["weights"][code]) for code in BASES if code in data["weights"]],
        "figures": [(labels.FIGURES[code], code, _figure(data[code])) for code in labels.FIGURES if code in data],
        "rest": [
            (labels.FIGURES[code], code, _figure(getattr(authority, code)))
            for code in labels.FIGURES
            if hasattr(authority, code)
        ],
    }


def _reach(segment: Segment) -> list[tuple[Decimal, str, int]]:
    rows = zip(segment.exposure, segment.worst_rank, segment.longest_days, strict=True)
    return [(exposure, segment.grades[rank - 1].grade, days) for exposure, rank, days in rows]


def _weighed(segment: Segment) -> list[tuple[Any, Decimal]]:
    return [(labels.METHODS[code], weight) for code, weight in segment.weights.items()]


def _who(level: int, authority: Authority) -> str:
    return level_in_words(level=level, ways=authority.ways)


def _step_days(level: int, authority: Authority) -> int:
    return authority.ways[level - 1].days if level else 0


def _ordered(exceptions: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(code, exceptions[code]) for code in Exceptional if code in exceptions]


def _figure(value: object) -> str:
    return f"{Decimal(str(value)):,}"
