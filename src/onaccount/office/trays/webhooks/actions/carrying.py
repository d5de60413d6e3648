"""Handing deliveries to the connector and noting what came of them. No transaction is open while a call is under way."""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.trays.webhooks.models import Delivery, Endpoint, Event
from onaccount.office.trays.webhooks.queries import listed, listeners, secrets_of
from onaccount.office.trays.webhooks.rules import Answered, Parcel, body_of, is_taken, pause_before, tries_left
from onaccount.office.trays.webhooks.rules.parcels import GONE

LEASE: Final = timedelta(minutes=2)  # longer than any attempt; after a crash the delivery is tried again then
JITTER: Final = 0.2


@transaction.atomic
def claim(*, now: datetime, per_endpoint: int) -> tuple[Parcel, ...]:
    """
    Take deliveries whose time has come, a few of each address, and lend them to the caller for two minutes.

    An address that does not answer never keeps the others waiting. What another worker holds is passed over.
    """
    allowed = frozenset[str]()
    parcels: list[Parcel] = []
    for endpoint in listeners():
        due = Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.QUEUED, next_attempt_at__lte=now)
        rows = list(
            due.select_related("event").select_for_update(skip_locked=True, of=("self",)).order_by("id")[:per_endpoint]
        )
        if not rows:
            continue
        allowed = allowed or listed()
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(next_attempt_at=now + LEASE)
        parcels += [_parcel(row, endpoint, allowed, now) for row in rows]
    return tuple(parcels)


@transaction.atomic
def note(*, delivery_id: int, answered: Answered, actor: Actor, now: datetime) -> Delivery:
    """
    Keep what came of an attempt: taken, to be tried again later, or, after the last, failed.

    An address that answers 410 is gone: it is paused, and nothing more is sent to it. What was taken meanwhile, by the attempt of
    another worker, stays taken.
    """
    delivery = Delivery.objects.select_for_update().select_related("event", "endpoint").get(pk=delivery_id)
    if delivery.state == Delivery.State.SENT:
        return delivery
    delivery.attempts += 1
    delivery.last_status, delivery.last_error = answered.status, answered.error[:300]
    if is_taken(answered):
        delivery.state, delivery.sent_at = Delivery.State.SENT, now
    elif answered.status == GONE or not tries_left(attempts=delivery.attempts):
        delivery.state = Delivery.State.FAILED
        _give_up(delivery, actor)
    else:
        wait = pause_before(attempt=delivery.attempts + 1)
        delivery.next_attempt_at = now + timedelta(seconds=wait * random.uniform(1, 1 + JITTER))  # noqa: S311 not a secret
    delivery.save()
    if answered.status == GONE:
        _gone(delivery.endpoint, actor)
    return delivery


@transaction.atomic
def send_again(*, delivery_ids: Iterable[int], actor: Actor) -> int:
    """Queue failed deliveries once more, from the first attempt, and say how many."""
    failed = Delivery.objects.filter(pk__in=tuple(delivery_ids), state=Delivery.State.FAILED)
    rows = list(failed.select_for_update().order_by("pk"))
    failed.update(state=Delivery.State.QUEUED, attempts=0, next_attempt_at=timezone.now())
    for endpoint_id in sorted({row.endpoint_id for row in rows}):
        journal.record(
            act="webhooks.sent_again",
            actor=actor,
            subject=Subject("webhook", endpoint_id),
            reason="",
            before=None,
            after={"deliveries": [row.pk for row in rows if row.endpoint_id == endpoint_id]},
        )
    return len(rows)


def forget_sent(*, before: datetime) -> int:
    """Remove events of before a moment that nobody waits for any more, and say how many."""
    waiting = Delivery.objects.exclude(state=Delivery.State.SENT).values("event_id")
    return Event.objects.filter(at__lt=before).exclude(pk__in=waiting).delete()[0]


def _parcel(row: Delivery, endpoint: Endpoint, allowed: frozenset[str], now: datetime) -> Parcel:
    body = body_of(kind=row.event.kind, at=row.event.at, data=row.event.data)
    return Parcel(
        delivery_id=row.pk,
        url=endpoint.url,
        listed=allowed,
        reference=f"evt_{row.event.reference.hex}",
        body=body,
        secrets=secrets_of(endpoint, now=now),
    )


def _give_up(delivery: Delivery, actor: Actor) -> None:
    journal.record(
        act="webhooks.delivery_failed",
        actor=actor,
        subject=Subject("webhook", delivery.endpoint_id, delivery.event.customer_id, delivery.event.group_id),
        reason=delivery.last_error,
        before=None,
        after={"kind": delivery.event.kind, "attempts": delivery.attempts, "status": delivery.last_status},
    )


def _gone(endpoint: Endpoint, actor: Actor) -> None:
    endpoint.paused_at, endpoint.paused_because = timezone.now(), "webhooks.gone"
    endpoint.save(update_fields=["paused_at", "paused_because"])
    journal.record(
        act="webhooks.paused",
        actor=actor,
        subject=Subject("webhook", endpoint.pk),
        reason="",
        before=None,
        after={"because": endpoint.paused_because},
    )
