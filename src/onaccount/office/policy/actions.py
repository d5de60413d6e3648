"""Writing policy versions 政策版本: draft, edit, submit, put in force. Going back is drafting an old content anew."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from onaccount.kernel.reasons import Refusal, as_json_value
from onaccount.office.access.rules import Actor
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import content_hash
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject
from onaccount.office.policy import queries
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.policy.rules import Candidate, may_take_back, objection, title_code


@transaction.atomic
def draft(*, kind: str, content: Mapping[str, Any], note: str, actor: Actor) -> PolicyVersion:
    """Write a new version of a kind of policy, not yet in force, numbered after the last one."""
    version = _create(kind=kind, content=content, note=note, actor=actor)
    _record(version=version, act="drafted", before=None, actor=actor)
    return version


@transaction.atomic
def edit(*, version_id: int, content: Mapping[str, Any], note: str, actor: Actor) -> PolicyVersion:
    """Replace the content of a draft. Refuses policy.submitted_already."""
    version = _draft_of(version_id)
    before = {"content": version.content, "note": version.note}
    version.content, version.note = as_json_value(content), note
    version.digest = content_hash(version.content)
    version.save(update_fields=["content", "note", "digest"])
    _record(version=version, act="edited", before=before, actor=actor)
    return version


@transaction.atomic
def submit(*, version_id: int, today: date, actor: Actor) -> Request:
    """Ask a second person to approve a draft; the request shows the content in force beside the new one.

    Refuses policy.submitted_already. From here on the content never changes.
    """
    version = _draft_of(version_id)
    current = queries.find_in_force(kind=version.kind, on=today)
    request = approval.submit(
        kind="policy",
        subject=Subject("policy", version.pk),
        title=version.note or title_code(kind=version.kind, number=version.number),
        content={"old": current.content if current else {}, "new": version.content, "note": version.note},
        permission="policy.approve",
        actor=actor,
    )
    version.request_id = request.pk
    version.save(update_fields=["request_id"])
    _record(version=version, act="submitted", before=None, actor=actor)
    return request


@transaction.atomic
def activate(*, version_id: int, active_from: date, today: date, actor: Actor) -> PolicyVersion:
    """Put an approved version in force from a day on.

    Refuses policy.activated_already, policy.not_approved, policy.content_changed, policy.in_the_past, policy.too_far and policy.overruled.
    """
    version = PolicyVersion.objects.select_for_update().get(pk=version_id)
    if refusal := objection(candidate=_candidate(version, active_from), active_from=active_from, today=today):
        raise refusal
    return _put_in_force(version=version, active_from=active_from, actor=actor)


@transaction.atomic
def take_back(*, version_id: int, reason: str, today: date, actor: Actor) -> PolicyVersion:
    """Take a version back before the day from which it would count; it is approved as before and may be put in force anew.

    Refuses policy.not_coming and policy.reason_missing.
    """
    version = PolicyVersion.objects.select_for_update().get(pk=version_id)
    may_take_back(active_from=version.active_from, reason=reason, today=today)
    before = {"kind": version.kind, "number": version.number, "active_from": version.active_from}
    version.active_from = None
    version.save(update_fields=["active_from"])
    _record(version=version, act="taken_back", before=before, actor=actor, reason=reason.strip())
    return version


@transaction.atomic
def settle(*, kind: str, content: Mapping[str, Any], note: str, active_from: date, actor: Actor) -> PolicyVersion:
    """Write and put in force in one step what needs no checker: settings, and the first version of a kind.

    Refuses policy.not_approved for anything else.
    """
    version = _create(kind=kind, content=content, note=note, actor=actor)
    if refusal := objection(candidate=_candidate(version, active_from), active_from=active_from, today=active_from):
        raise refusal
    return _put_in_force(version=version, active_from=active_from, actor=actor)


def _create(*, kind: str, content: Mapping[str, Any], note: str, actor: Actor) -> PolicyVersion:
    kept = as_json_value(content)
    return PolicyVersion.objects.create(
        kind=kind,
        number=queries.next_number(kind=kind),
        content=kept,
        digest=content_hash(kept),
        note=note,
        maker_id=actor.person_id,
    )


def _draft_of(version_id: int) -> PolicyVersion:
    version = PolicyVersion.objects.select_for_update().get(pk=version_id)
    if version.request_id is not None or version.active_from is not None:
        raise Refusal("policy.submitted_already")
    return version


def _candidate(version: PolicyVersion, active_from: date) -> Candidate:
    asked = queries.request_of(version=version)
    others = PolicyVersion.objects.filter(kind=version.kind, active_from__isnull=False).exclude(pk=version.pk)
    same_day = others.filter(active_from=active_from)
    return Candidate(
        kind=version.kind,
        is_in_force=version.active_from is not None,
        is_approved=asked is not None and asked.outcome == "approved",
        is_first=not others.exists(),
        content_matches=asked is not None and asked.content["new"] == version.content,
        overruled_by=same_day.filter(number__gt=version.number).aggregate(last=Max("number"))["last"],
    )


def _put_in_force(*, version: PolicyVersion, active_from: date, actor: Actor) -> PolicyVersion:
    version.active_from = active_from
    version.save(update_fields=["active_from"])
    _record(version=version, act="activated", before=None, actor=actor)
    return version


def _record(
    *, version: PolicyVersion, act: str, before: Mapping[str, Any] | None, actor: Actor, reason: str | None = None
) -> None:
    journal.record(
        act=f"policy.{act}",
        actor=actor,
        subject=Subject("policy", version.pk),
        reason=version.note if reason is None else reason,
        before=before,
        after={
            "kind": version.kind,
            "number": version.number,
            "content": version.content,
            "active_from": version.active_from,
        },
    )
