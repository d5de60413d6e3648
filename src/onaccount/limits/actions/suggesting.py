"""Suggestions of changes 调额建议: renewed by a job, taken into a request by a person, or set aside with the reason."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import Suggestion
from onaccount.limits.queries.suggesting import Facts
from onaccount.office.access.rules import Actor
from onaccount.office.approval.models import Request
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject

QUIET = timedelta(days=90)
"""How long a suggestion that somebody set aside is not made again."""


@transaction.atomic
def renew_suggestions(*, facts: Sequence[Facts], today: date) -> int:
    """
    Keep what is still suggested, end as outdated what is not, and add what is new; says how many are new.

    Nothing is suggested while a request about the customer waits, nor for ninety days after it was set aside.
    """
    pks = [each.customer.pk for each in facts]
    waiting = {row.customer_id: row for row in Suggestion.objects.filter(customer_id__in=pks, outcome="")}
    ended = Suggestion.objects.filter(customer_id__in=pks, outcome="set_aside", ended_on__gt=today - QUIET)
    quiet = set(ended.values_list("customer_id", "kind"))
    asked = set(
        Request.objects.filter(customer_id__in=pks, kind="limit", outcome="").values_list("customer_id", flat=True)
    )
    fresh = [
        row
        for each in facts
        if (row := _row(each, today)) is not None
        and row.customer_id not in asked
        and (row.customer_id, row.kind) not in quiet
    ]
    same = {row.customer_id for row in fresh if row.customer_id in waiting and _same(row, waiting[row.customer_id])}
    stale = [row.pk for customer, row in waiting.items() if customer not in same]
    Suggestion.objects.filter(pk__in=stale).update(outcome="outdated", ended_on=today)
    return len(Suggestion.objects.bulk_create(row for row in fresh if row.customer_id not in same))


@transaction.atomic
def end_suggestion(*, suggestion_id: int, outcome: str, remark: str, actor: Actor, today: date) -> Suggestion:
    """End a suggestion as taken or set aside. Refuses `limits.suggestion_gone` and, set aside, `limits.reason_missing`."""
    if outcome == "set_aside" and not remark.strip():
        raise Refusal("limits.reason_missing")
    row = Suggestion.objects.select_for_update(of=("self",)).filter(pk=suggestion_id, outcome="").first()
    if row is None:
        raise Refusal("limits.suggestion_gone")
    row.outcome, row.remark, row.ended_by_id, row.ended_on = outcome, remark.strip()[:400], actor.person_id, today
    row.save(update_fields=["outcome", "remark", "ended_by", "ended_on"])
    journal.record(
        act=f"limits.suggestion_{outcome}",
        actor=actor,
        subject=Subject("customer", row.customer_id, row.customer_id, row.group_id),
        reason=row.remark,
        before={"limit": row.standing},
        after={"kind": row.kind, "amount": row.amount, "days": row.days},
    )
    return row


def _row(each: Facts, today: date) -> Suggestion | None:
    suggested = each.suggested
    if suggested is None:
        return None
    return Suggestion(
        group_id=each.customer.group_id,
        customer_id=each.customer.pk,
        kind=suggested.kind,
        currency=each.customer.currency,
        standing=each.standing,
        amount=suggested.amount,
        days=suggested.days,
        reason=suggested.reason.as_json(),
        made_on=today,
    )


def _same(row: Suggestion, kept: Suggestion) -> bool:
    return (row.kind, row.amount, row.days) == (kept.kind, kept.amount, kept.days)
