"""Asking for limits 额度申请: the exact change goes to somebody else for approval."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.limits.access import APPROVE
from onaccount.limits.actions.routing import route_of
from onaccount.limits.queries import Assessed, Wish, assess
from onaccount.limits.queries.granting import AUTOMATIC, Judged, granting_policy, judge
from onaccount.limits.rules import (
    Error,
    change_as_json,
    error_as_json,
    reasons_of,
    reasons_of_error,
    told_after,
    told_before,
)
from onaccount.office.approval import actions as approval
from onaccount.office.approval import queries as approvals
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import one_step
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


class Occasion(StrEnum):
    """Why limits are asked for: a change, the first limits of many customers at once, or the correction of a wrong line."""

    CHANGE = "change"
    OPENING = "opening"
    CORRECTION = "correction"


@transaction.atomic
def propose(*, occasion: Occasion, error: Error | None, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """
    This function will ask for these changes as one request, whose content is exactly what will be posted.

    `error` is what a correction records about the wrong line; None for other occasions.
    Refuses what `rules.check` refuses, `limits.needs_confirmation` while a question is unanswered, `limits.nothing_asked`,
    and `limits.asked_already` while another request about the same customer waits.
    """
    if not wishes:
        raise Refusal("limits.nothing_asked")
    assessed = assess(wishes=wishes, today=today)
    for each in assessed:
        _refuse(each)
    subject = _subject(wishes)
    if approvals.open_request_of(kind="limit", subject_kind=subject.kind, subject_id=subject.id):
        raise Refusal("limits.asked_already")
    policy = granting_policy(on=today) if occasion is Occasion.CHANGE else None
    judged = None if policy is None else judge(assessed=assessed, policy=policy, today=today)
    wish = approval.Wish(
        kind="limit",
        subject=subject,
        title=_title(wishes),
        content=_content(occasion, error, assessed) | _decided_how(judged, today),
        route=one_step(permission=APPROVE)
        if policy is None or judged is None
        else route_of(level=judged.level.number, authority=policy.authority),
        barred=frozenset(each.customer.salesperson_id for each in wishes if each.customer.salesperson_id),
    )
    request = approval.ask(wish=wish, actor=actor, today=today)
    journal.record(
        act="limits.asked",
        actor=actor,
        subject=subject,
        reason=wishes[0].asked.reason,
        before=request.content["old"],
        after=request.content["new"],
    )
    return request


def _decided_how(judged: Judged | None, today: date) -> dict[str, Any]:
    """What the checker reads about the way: the level and why, what the policy proposes, and whether it decides by itself."""
    if judged is None:
        return {}
    return {
        "level": judged.level.number,
        "level_reasons": [reason.as_json() for reason in judged.level.reasons],
        "decided_by": AUTOMATIC if judged.level.number == 0 else "",
        "exposure": str(judged.exposure),
        "proposed": {
            "limit": str(judged.proposed.limit),
            "days": judged.proposed.days,
            "bound_by": judged.proposed.bound_by,
        },
        "asked_on": today.isoformat(),
    }


def _refuse(each: Assessed) -> None:
    for reason in each.checked.refusals:
        raise Refusal(reason.code, **reason.facts)
    if unanswered := each.checked.unanswered(each.wish.confirmed):
        codes = " ".join(question.code for question in unanswered)
        raise Refusal("limits.needs_confirmation", customer=each.wish.customer.number, questions=codes)


def _subject(wishes: Sequence[Wish]) -> Subject:
    first = wishes[0].customer
    if any(wish.customer.pk != first.pk for wish in wishes):
        return Subject("limits", "opening")
    return Subject("customer", first.pk, first.pk, first.group_id)


def _title(wishes: Sequence[Wish]) -> str:
    names = list(dict.fromkeys(wish.customer.name for wish in wishes))
    return names[0][:190] if len(names) == 1 else f"{names[0][:180]} +{len(names) - 1}"


def _content(occasion: Occasion, error: Error | None, assessed: Sequence[Assessed]) -> dict[str, Any]:
    changes = [each.change for each in assessed]
    weighed = (*(reasons_of_error(error) if error else ()), *reasons_of(changes))
    return {
        "occasion": occasion,
        **(error_as_json(error) if error else {}),
        "reasons": [reason.as_json() for reason in weighed],
        "reason": assessed[0].wish.asked.reason.strip(),
        "old": told_before(changes),
        "new": told_after(changes),
        "changes": [change_as_json(change) for change in changes],
    }
