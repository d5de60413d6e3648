"""How orders are checked changes 信用政策: drafted, approved by a second person, put in force from a day; going back is a new draft."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy import queries as versions
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.policy.rules import back_code
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.queries import KIND, groups_with_holds, policy_in_force
from onaccount.ordercheck.rules import Mode, Policy, as_json, policy_from_json
from onaccount.ordercheck.rules.changes import faults


def draft_policy(*, today: date, note: str, actor: Actor) -> PolicyVersion:
    """Begin a new version with the content in force."""
    return _draft(policy_in_force(on=today), note, actor)


def edit_policy(*, version_id: int, policy: Policy, note: str, actor: Actor) -> PolicyVersion:
    """Replace what a draft says. Refuses policy.submitted_already and `ordercheck.policy_unsound`."""
    found = faults(policy)
    if found:
        raise Refusal(
            "ordercheck.policy_unsound", faults=", ".join(f"{each.rule} {each.code}".strip() for each in found)
        )
    return policies.edit(version_id=version_id, content=_content(policy), note=note, actor=actor)


def submit_policy(*, version_id: int, today: date, actor: Actor) -> Request:
    """Ask a second person to approve a draft. Refuses policy.submitted_already."""
    return policies.submit(version_id=version_id, today=today, actor=actor)


@transaction.atomic
def activate_policy(*, version_id: int, active_from: date, today: date, actor: Actor) -> PolicyVersion:
    """Put an approved version in force; groups with held orders are looked at again.

    Refuses what `policy.activate` refuses.
    """
    version = policies.activate(version_id=version_id, active_from=active_from, today=today, actor=actor)
    trays.note_changes(group_ids=groups_with_holds(), cause="policy.activated")
    return version


def take_back_policy(*, version_id: int, reason: str, today: date, actor: Actor) -> PolicyVersion:
    """Take a version back before its day; nothing was judged by it yet. Refuses policy.not_coming and policy.reason_missing."""
    return policies.take_back(version_id=version_id, reason=reason, today=today, actor=actor)


def go_back(*, number: int, actor: Actor) -> PolicyVersion:
    """Draft the content of an earlier version anew; its note says so in every language. Refuses policy.no_such_version."""
    old = versions.version_of(kind=KIND, number=number)
    if old is None:
        raise Refusal("policy.no_such_version", number=number)
    return _draft(policy_from_json(old.content), back_code(number=number), actor)


@transaction.atomic
def ask_to_go_live(*, today: date, note: str, actor: Actor) -> Request:
    """Ask a second person that verdicts count from now on: the policy in force, in live mode."""
    live = replace(policy_in_force(on=today), mode=Mode.LIVE)
    return policies.submit(version_id=_draft(live, note, actor).pk, today=today, actor=actor)


def _draft(policy: Policy, note: str, actor: Actor) -> PolicyVersion:
    return policies.draft(kind=KIND, content=_content(policy), note=note, actor=actor)


def _content(policy: Policy) -> Mapping[str, Any]:
    """What is stored and compared: all but the number, which the version itself carries."""
    return as_json(replace(policy, number=0))
