"""Entering what secures us 担保, and ending it. A wrong row is ended and entered anew; nothing is edited."""

from datetime import date
from typing import Any

from django.db import transaction

from onaccount.cover.models import Cover, CoverEnd
from onaccount.cover.rules import CoverDraft, CoverOutcome, checked_cover, checked_end
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def record_cover(*, customer: Customer, draft: CoverDraft, actor: Actor) -> Cover:
    """
    Enter a security; it counts from its first day.

    Refuses what `rules.checked_cover` refuses, `cover.person_required`, and `cover.entered_already` for a paper of the
    same giver and number that stands.
    """
    person_id = _person(actor)
    group = lock_group(customer.group_id)
    checked_cover(draft)
    _refuse_twice(customer, draft)
    fields = {field: getattr(draft, field) for field in draft.__slots__}
    cover = Cover.objects.create(group=group, customer=customer, recorded_by_id=person_id, **fields)
    _record("cover.recorded", cover, actor, reason=draft.remark, before=None, after=_told(cover))
    return cover


@transaction.atomic
def end_cover(
    *, cover: Cover, outcome: CoverOutcome, ended_on: date, reason: str, today: date, actor: Actor
) -> CoverEnd:
    """
    End a security from a day on, or say after its last day what became of it.

    Refuses what `rules.checked_end` refuses, `cover.person_required` and `cover.ended_already`.
    """
    person_id = _person(actor)
    group = lock_group(cover.customer.group_id)
    if CoverEnd.objects.filter(cover=cover).exists():
        raise Refusal("cover.ended_already")
    checked_end(ended_on=ended_on, reason=reason, valid_from=cover.valid_from, today=today)
    end = CoverEnd.objects.create(
        group=group, cover=cover, outcome=outcome, ended_on=ended_on, reason=reason.strip(), ended_by_id=person_id
    )
    after = {"outcome": outcome, "ended_on": ended_on}
    _record("cover.ended", cover, actor, reason=reason, before=_told(cover), after=after)
    return end


def _refuse_twice(customer: Customer, draft: CoverDraft) -> None:
    same = Cover.objects.filter(customer=customer, kind=draft.kind, giver=draft.giver, reference=draft.reference)
    if draft.reference and same.filter(end=None).exists():
        raise Refusal("cover.entered_already", giver=draft.giver, reference=draft.reference)


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise Refusal("cover.person_required")
    return actor.person_id


def _told(cover: Cover) -> dict[str, Any]:
    return {
        "kind": cover.kind,
        "number": cover.reference,
        "value": cover.value,
        "currency": cover.currency,
        "percent": cover.percent,
        "valid_from": cover.valid_from,
        "valid_to": cover.valid_to,
        "order": cover.order_number,
    }


def _record(
    act: str, cover: Cover, actor: Actor, *, reason: str, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    customer = cover.customer
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("cover", cover.pk, customer.pk, customer.group_id),
        reason=reason.strip(),
        before=before,
        after=after,
    )
