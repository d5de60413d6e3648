"""What a credit file must hold changes 档案要求: drafted, approved by a second person, put in force from a day; going back is a new draft."""

from collections.abc import Collection
from datetime import date
from typing import Any

from onaccount.customers.queries import POLICY, needs_numbered, needs_on
from onaccount.customers.rules.completeness import Need, checked_needs, needs_as_json
from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion


def draft_needs(*, today: date, note: str, actor: Actor) -> PolicyVersion:
    """This function will begin a new version with what is asked now, be it the shipped needs."""
    return policies.draft(kind=POLICY, content=_content(needs_on(on=today)), note=note, actor=actor)


def edit_needs(*, version_id: int, needs: Collection[Need], note: str, actor: Actor) -> PolicyVersion:
    """This function will replace what a draft asks. Refuses what `checked_needs` refuses and policy.submitted_already."""
    return policies.edit(version_id=version_id, content=_content(checked_needs(needs)), note=note, actor=actor)


def submit_needs(*, version_id: int, today: date, actor: Actor) -> Request:
    """This function will ask a second person to approve a draft. Refuses policy.submitted_already."""
    return policies.submit(version_id=version_id, today=today, actor=actor)


def activate_needs(*, version_id: int, active_from: date, today: date, actor: Actor) -> PolicyVersion:
    """This function will put an approved version in force, the first one too. Refuses what `policy.activate` refuses."""
    return policies.activate(version_id=version_id, active_from=active_from, today=today, actor=actor)


def go_back(*, number: int, note: str, actor: Actor) -> PolicyVersion:
    """This function will draft what an earlier version asked anew. Refuses policy.no_such_version."""
    needs = needs_numbered(number=number)
    if needs is None:
        raise Refusal("policy.no_such_version", number=number)
    return policies.draft(kind=POLICY, content=_content(needs), note=note, actor=actor)


def _content(needs: Collection[Need]) -> dict[str, Any]:
    return {"needs": needs_as_json(needs)}
