"""Trying a version of the granting policy on the whole portfolio 政策试算: in the background, resumable, changing nothing."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import GrantingTrial, TrialDifference
from onaccount.limits.queries.granting import KIND, Difference, differences_between, granting_policy
from onaccount.limits.queries.trials import was_tried
from onaccount.limits.rules.granting import SHIPPED, policy_from_json
from onaccount.office.access.rules import Actor
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject
from onaccount.office.policy import queries as versions
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.work.models import Work

AT_ONCE = 1000


@transaction.atomic
def ask_trial(*, number: int, today: date, actor: Actor) -> GrantingTrial:
    """Note that a version is to be tried on everybody. Refuses policy.no_such_version."""
    version = versions.version_of(kind=KIND, number=number)
    if version is None:
        raise Refusal("policy.no_such_version", number=number)
    trial = GrantingTrial.objects.create(number=number, digest=version.digest, as_of=today, asked_by_id=actor.person_id)
    subject = Subject("policy", version.pk)
    journal.record(act="granting.tried", actor=actor, subject=subject, reason="", before=None, after={"number": number})
    return trial


def let_untried_pass(*, version: PolicyVersion, because: str, actor: Actor) -> None:
    """
    Let a version be put in force: it was tried as it reads now, or the reason why not is noted.

    Refuses `granting.untried` for one that was neither tried to the end nor excused.
    """
    if was_tried(version=version):
        return
    if not because.strip():
        raise Refusal("granting.untried", number=version.number)
    journal.record(
        act="granting.untried",
        actor=actor,
        subject=Subject("policy", version.pk),
        reason=because.strip(),
        before=None,
        after={"number": version.number},
    )


def hand_over_trial(*, trial: GrantingTrial, work: Work) -> None:
    """Note which background work carries a trial out."""
    trial.work = work
    trial.save(update_fields=["work"])


def try_out(*, trial: GrantingTrial, report: Callable[[int], None]) -> GrantingTrial:
    """Hold the version against everybody after the customer reached last; a thousand are kept together."""
    version = versions.version_of(kind=KIND, number=trial.number)
    assert version is not None  # a version is never deleted
    now, then = granting_policy(on=trial.as_of) or SHIPPED, policy_from_json(version.content)
    while pks := _next(trial.reached):
        found = differences_between(
            customers=Customer.objects.filter(pk__in=pks), now=now, then=then, today=trial.as_of
        )
        with transaction.atomic():
            TrialDifference.objects.bulk_create(_row(trial, each) for each in found if _differs(each))
            trial.reached = pks[-1]
            trial.counts = dict(Counter(trial.counts) + Counter(map(_way, found)))
            trial.save(update_fields=["reached", "counts"])
        report(sum(trial.counts.values()))
    return trial


def _next(reached: int) -> list[int]:
    rows = Customer.objects.filter(pk__gt=reached, withdrawn_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def _differs(each: Difference) -> bool:
    return (each.now.limit, each.now.days) != (each.then.limit, each.then.days)


def _way(each: Difference) -> str:
    return "up" if each.change > 0 else "down" if each.change < 0 else "same"


def _row(trial: GrantingTrial, each: Difference) -> TrialDifference:
    return TrialDifference(
        trial=trial,
        customer=each.customer,
        standing=each.standing,
        now=each.now.limit,
        then=each.then.limit,
        change=each.change,
        days_now=each.now.days,
        days_then=each.then.days,
        bound_by=each.then.bound_by,
        segment=each.then.segment,
    )
