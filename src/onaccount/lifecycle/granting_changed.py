"""How limits are granted changes 授信政策: drafted, tried on the portfolio, approved by a second person, put in force from a day."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.limits import actions as limits
from onaccount.limits.queries.granting import KIND, granting_policy
from onaccount.limits.rules.granting import SHIPPED, GrantingPolicy, faults, policy_as_json
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion


def begin_granting(*, active_from: date, actor: Actor) -> PolicyVersion:
    """Put the shipped policy in force as the first version. Refuses policy.not_approved for any later one."""
    return policies.settle(kind=KIND, content=policy_as_json(SHIPPED), note="", active_from=active_from, actor=actor)


def draft_granting(*, today: date, note: str, actor: Actor) -> PolicyVersion:
    """Begin a new version with what is in force, or with the shipped policy."""
    return policies.draft(
        kind=KIND, content=policy_as_json(granting_policy(on=today) or SHIPPED), note=note, actor=actor
    )


def edit_granting(*, version_id: int, policy: GrantingPolicy, note: str, actor: Actor) -> PolicyVersion:
    """Replace what a draft says. Refuses the first of `granting.faults` and policy.submitted_already."""
    for fault in faults(policy):
        raise Refusal(fault.code, **fault.facts)
    return policies.edit(version_id=version_id, content=policy_as_json(policy), note=note, actor=actor)


def submit_granting(*, version_id: int, today: date, actor: Actor) -> Request:
    """Ask a second person to approve a draft. Refuses policy.submitted_already."""
    return policies.submit(version_id=version_id, today=today, actor=actor)


@transaction.atomic
def activate_granting(
    *, version_id: int, active_from: date, untried_because: str, today: date, actor: Actor
) -> PolicyVersion:
    """
    Put an approved version in force from a day on.

    Refuses what `policy.activate` refuses, and `granting.untried` for one that was never tried on the portfolio as it reads now,
    unless `untried_because` says why not.
    """
    version = policies.activate(version_id=version_id, active_from=active_from, today=today, actor=actor)
    limits.let_untried_pass(version=version, because=untried_because, actor=actor)
    return version
