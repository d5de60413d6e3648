"""Writing down what happened, for those who want to hear of it."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.trays.webhooks.models import Delivery, Endpoint, Event
from onaccount.office.trays.webhooks.queries import listeners
from onaccount.office.trays.webhooks.rules import TEST, Happened


def announce(happened: Sequence[Happened]) -> None:
    """
    Queue events for every address that hears of their kind, in the caller's transaction.

    It writes nothing while nobody listens.
    """
    ears = listeners() if happened else []
    pairs = [(_event(each), [ear for ear in ears if each.kind in ear.kinds]) for each in happened]
    wanted = [(event, heard) for event, heard in pairs if heard]
    if wanted:
        Event.objects.bulk_create([event for event, _heard in wanted])
        Delivery.objects.bulk_create([Delivery(event=event, endpoint=ear) for event, heard in wanted for ear in heard])


@transaction.atomic
def send_test(*, endpoint: Endpoint, actor: Actor) -> Delivery:
    """Queue an event that says nothing, to see whether the address takes it; who asked for it stands in the journal."""
    event = Event.objects.create(reference=uuid4(), kind=TEST, data={"endpoint": endpoint.name}, at=timezone.now())
    journal.record(
        act="webhooks.tested",
        actor=actor,
        subject=Subject("webhook", endpoint.pk),
        reason="",
        before=None,
        after={"url": endpoint.url},
    )
    return Delivery.objects.create(event=event, endpoint=endpoint)


def _event(each: Happened) -> Event:
    return Event(
        group_id=each.group_id,
        customer_id=each.customer_id,
        reference=uuid4(),
        kind=each.kind,
        data=dict(each.data),
        at=timezone.now(),
    )
