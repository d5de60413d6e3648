"""What webhooks 事件推送 judge by: where they may go, how they are signed, how often they are tried."""

from onaccount.office.trays.webhooks.rules.addresses import Target, has_port, may_connect, target_entered, target_of
from onaccount.office.trays.webhooks.rules.parcels import (
    EVENTS,
    TEST,
    Answered,
    Happened,
    NewEndpoint,
    Parcel,
    body_of,
    is_taken,
    pause_before,
    tries_left,
)
from onaccount.office.trays.webhooks.rules.signing import secret_of, secret_text, signature_of

__all__ = [
    "EVENTS",
    "TEST",
    "Answered",
    "Happened",
    "NewEndpoint",
    "Parcel",
    "Target",
    "body_of",
    "has_port",
    "is_taken",
    "may_connect",
    "pause_before",
    "secret_of",
    "secret_text",
    "signature_of",
    "target_entered",
    "target_of",
    "tries_left",
]
