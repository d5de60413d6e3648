"""Asking for limits 额度申请: the exact change goes to somebody else for approval."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.limits.access import APPROVE
from onaccount.limits.actions.routing import route_of
from onaccount.limits.queries import Assessed, Wish, assess
from onaccount.limits.queries.granting import AUTOMATIC, Judged, granting_number, granting_policy, judge
from onaccount.limits.rules import (
    Asked,
    Error,
    Place,
    as_offered,
    change_as_json,
    change_from_json,
    error_as_json,
    kinds_of,
    offer_from_json,
    reasons_of,
    reasons_of_error,
    told_after,
    told_before,
)
from onaccount.limits.rules.granting import GrantingPolicy
from onaccount.office.approval import actions as approval
from onaccount.office.approval import queries as approvals
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import one_step
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.models import Segment

KIND = "limit"


class Occasion(StrEnum):
    """Why limits are asked for: a change, the first limits of many customers at once, or the correction of a wrong line."""

    CHANGE = "change"
    OPENING = "opening"
    CORRECTION = "correction"


@transaction.atomic
def propose(*, occasion: Occasion, error: Error | None, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """
    Ask for these changes as one request, whose content is exactly what will be posted.

    `error` is what a correction records about the wrong line; None for other occasions.
    Refuses what `rules.check` refuses, `limits.needs_confirmation` while a question is unanswered, `limits.nothing_asked`,
    and `limits.asked_already` while another request about the same customer waits.
    """
    if not wishes:
        raise Refusal("limits.nothing_asked")
    subject = _subject(wishes)
    if approvals.open_request_of(kind=KIND, subject_kind=subject.kind, subject_id=subject.id):
        raise Refusal("limits.asked_already")
    said = reasons_of_error(error) if error else ()
    more = error_as_json(error) if error else {}
    request = approval.ask(wish=_wish(occasion, wishes, (said, more), today), actor=actor, today=today)
    _record(request, wishes, actor)
    return request


@transaction.atomic
def take_offer(*, request_id: int, actor: Actor, today: date) -> Request:
    """
    Take a counter-offer: the request is replaced by one for what was offered, which goes its whole way anew.

    Whoever offered it confirmed the figures; they are not asked back. Refuses `limits.no_offer`, approval.not_maker and what
    `propose` refuses.
    """
    old = approvals.request_of(request_id=request_id)
    made = None if old is None or old.kind != KIND else approvals.offer_made(request=old)
    if old is None or made is None:
        raise Refusal("limits.no_offer")
    changes = [change_from_json(each) for each in old.content["changes"]]
    asked = as_offered(
        changes=changes,
        offer=offer_from_json(made.offer or {}),
        currency=Customer.objects.get(pk=changes[0].place.customer_id).currency,
        today=today,
        reason=old.content["reason"],
    )
    wishes = _confirmed(_placed(asked), today)
    if not wishes:
        raise Refusal("limits.nothing_asked")
    said = (Reason("wishes.offered", {"who": made.person.full_name}),)
    wish = _wish(Occasion(old.content["occasion"]), wishes, (said, {}), today)
    request = approval.ask_instead(request_id=old.pk, wish=wish, actor=actor, today=today)
    _record(request, wishes, actor)
    return request


def _wish(
    occasion: Occasion, wishes: Sequence[Wish], more: tuple[Sequence[Reason], Mapping[str, Any]], today: date
) -> approval.Wish:
    """The request to be: its content with `more` reasons and facts, and its route as the policy has it."""
    assessed = assess(wishes=wishes, today=today)
    for each in assessed:
        _refuse(each)
    policy = granting_policy(on=today) if occasion is Occasion.CHANGE else None
    judged = None if policy is None else _judged(assessed, policy, today)
    return approval.Wish(
        kind=KIND,
        subject=_subject(wishes),
        title=_title(wishes),
        content=_content(occasion, more, assessed) | _decided_how(judged, today),
        route=one_step(permission=APPROVE)
        if policy is None or judged is None
        else route_of(level=judged.level.number, authority=policy.authority),
        barred=frozenset(each.customer.salesperson_id for each in wishes if each.customer.salesperson_id),
    )


def _judged(assessed: Sequence[Assessed], policy: GrantingPolicy, today: date) -> Judged:
    """Whatever the policy may decide by itself is judged one at a time, or two at once would both fit under the month's cap."""
    judged = judge(assessed=assessed, policy=policy, today=today)
    if judged.level.number:
        return judged
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('limits granted by the policy'))")
    return judge(assessed=assessed, policy=policy, today=today)


def _placed(asked: Sequence[tuple[Place, Asked]]) -> list[Wish]:
    customers = {each.pk: each for each in Customer.objects.filter(pk__in={place.customer_id for place, _ in asked})}
    segments = {
        each.pk: each for each in Segment.objects.filter(pk__in={p.segment_id for p, _ in asked if p.segment_id})
    }
    return [
        Wish(customers[place.customer_id], segments.get(place.segment_id or 0), place.reach, each, frozenset())
        for place, each in asked
    ]


def _confirmed(wishes: Sequence[Wish], today: date) -> list[Wish]:
    """The same wishes with every question answered, without those that would change nothing."""
    assessed = [
        (each, {reason.code for reason in each.checked.refusals}) for each in assess(wishes=wishes, today=today)
    ]
    return [
        replace(each.wish, confirmed=frozenset(question.code for question in each.checked.questions))
        for each, refused in assessed
        if refused != {"limits.nothing_changes"}
    ]


def _record(request: Request, wishes: Sequence[Wish], actor: Actor) -> None:
    journal.record(
        act="limits.asked",
        actor=actor,
        subject=_subject(wishes),
        reason=wishes[0].asked.reason,
        before=request.content["old"],
        after=request.content["new"],
    )


def _decided_how(judged: Judged | None, today: date) -> dict[str, Any]:
    """What the checker reads about the way: the level and why, what the policy proposes, and whether it decides by itself."""
    if judged is None:
        return {}
    return {
        "level": judged.level.number,
        "level_reasons": [reason.as_json() for reason in judged.level.reasons],
        "screening": [reason.as_json() for reason in judged.screened],
        "decided_by": AUTOMATIC if judged.level.number == 0 else "",
        "exposure": str(judged.exposure),
        "proposed": {
            "limit": str(judged.proposed.limit),
            "currency": judged.currency,
            "days": judged.proposed.days,
            "bound_by": judged.proposed.bound_by,
            "segment": judged.proposed.segment,
            "policy": granting_number(on=today),
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


def _content(
    occasion: Occasion, more: tuple[Sequence[Reason], Mapping[str, Any]], assessed: Sequence[Assessed]
) -> dict[str, Any]:
    changes = [each.change for each in assessed]
    said, facts = more
    return {
        "occasion": occasion,
        "kinds": kinds_of(changes),
        **facts,
        "reasons": [reason.as_json() for reason in (*said, *reasons_of(changes))],
        "reason": assessed[0].wish.asked.reason.strip(),
        "old": told_before(changes),
        "new": told_after(changes),
        "changes": [change_as_json(change) for change in changes],
    }
