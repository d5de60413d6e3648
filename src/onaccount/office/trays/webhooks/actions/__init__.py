"""Writing webhooks 事件推送: events in the transaction of their cause, deliveries, addresses."""

from onaccount.office.trays.webhooks.actions.announcing import announce, send_test
from onaccount.office.trays.webhooks.actions.carrying import claim, forget_sent, note, send_again
from onaccount.office.trays.webhooks.actions.endpoints import (
    add_endpoint,
    allow_host,
    change_endpoint,
    pause,
    remove_host,
    renew_secret,
    resume,
)

__all__ = [
    "add_endpoint",
    "allow_host",
    "announce",
    "change_endpoint",
    "claim",
    "forget_sent",
    "note",
    "pause",
    "remove_host",
    "renew_secret",
    "resume",
    "send_again",
    "send_test",
]
