"""Events are carried to those who want to hear of them 事件推送: at least once, under one id, until they are taken or given up."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from onaccount.office.journal.rules import Actor
from onaccount.office.trays.webhooks import actions as webhooks
from onaccount.office.trays.webhooks.rules import Answered, Parcel, is_taken

PER_ENDPOINT = 8


def carry_webhooks(*, carry: Callable[[Iterable[Parcel]], Mapping[int, Answered]], actor: Actor, now: datetime) -> int:
    """
    Hand what is due to `carry` and say how many were taken.

    The deliveries are lent in one transaction and noted in others; none is open while the network is asked. A crash in
    between repeats a delivery under the same id, by which the receiver knows it.
    """
    parcels = webhooks.claim(now=now, per_endpoint=PER_ENDPOINT)
    if not parcels:
        return 0
    answers = carry(parcels)
    for delivery_id, answered in answers.items():
        webhooks.note(delivery_id=delivery_id, answered=answered, actor=actor, now=now)
    return sum(is_taken(answered) for answered in answers.values())


def send_again(*, delivery_ids: Iterable[int], actor: Actor) -> int:
    """Queue dead letters 死信 once more and say how many."""
    return webhooks.send_again(delivery_ids=delivery_ids, actor=actor)
