"""What a credit file must hold changes 档案要求: drafted, approved by a second person, put in force from a day; going back is a new draft."""

from collections.abc import Collection
from datetime import date

from onaccount.customers.queries import POLICY, policy_numbered, policy_on
from onaccount.customers.rules.completeness import Need
from onaccount.customers.rules.file_policy import checked_policy, policy_as_json
from onaccount.customers.rules.retention import Retention
from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.policy.rules import back_code


def draft_needs(*, today: date, note: str, actor: Actor) -> PolicyVersion:
    """Begin a new version with what is asked and kept now, be it the shipped policy."""
    return policies.draft(kind=POLICY, content=policy_as_json(policy_on(on=today)), note=note, actor=actor)


def edit_needs(
    *, version_id: int, needs: Collection[Need], retention: Retention, note: str, actor: Actor
) -> PolicyVersion:
    """Replace what a draft asks and keeps. Refuses what `checked_policy` refuses and policy.submitted_already."""
    content = policy_as_json(checked_policy(needs=needs, retention=retention))
    return policies.edit(version_id=version_id, content=content, note=note, actor=actor)


def submit_needs(*, version_id: int, today: date, actor: Actor) -> Request:
    """Ask a second person to approve a draft. Refuses policy.submitted_already."""
    return policies.submit(version_id=version_id, today=today, actor=actor)


def activate_needs(*, version_id: int, active_from: date, today: date, actor: Actor) -> PolicyVersion:
    """Put an approved version in force, the first one too. Refuses what `policy.activate` refuses."""
    return policies.activate(version_id=version_id, active_from=active_from, today=today, actor=actor)


def go_back(*, number: int, actor: Actor) -> PolicyVersion:
    """Draft what an earlier version asked anew; its note says so in every language. Refuses policy.no_such_version."""
    earlier = policy_numbered(number=number)
    if earlier is None:
        raise Refusal("policy.no_such_version", number=number)
    content = policy_as_json(earlier)
    return policies.draft(kind=POLICY, content=content, note=back_code(number=number), actor=actor)
