"""Telling outside systems 事件推送 that an order began to wait, waits for something else, or waits no more."""

from onaccount.office.trays.webhooks import actions as webhooks
from onaccount.office.trays.webhooks import queries as ears
from onaccount.office.trays.webhooks.rules import Happened
from onaccount.ordercheck.models import Decision, Hold, HoldEnd
from onaccount.ordercheck.rules import verdict_from_json

ENDED = {
    HoldEnd.Kind.CLEARED: "order.released",
    HoldEnd.Kind.RELEASED: "order.released",
    HoldEnd.Kind.REJECTED: "order.rejected",
    HoldEnd.Kind.CANCELLED: "order.cancelled",
}


def tell(*, kind: str, held: Hold, decision: Decision, how: str) -> None:
    """
    This function will queue an event about a hold in the caller's transaction; `how` it came about: "check" or how it ended.

    It says little: whoever wants more asks the interface for the decision. Nothing happens while nobody listens.
    """
    if not ears.listeners():
        return
    reasons = [finding.reason.code for finding in verdict_from_json(decision.verdict).standing]
    data = {
        "order": held.order.number,
        "customer": held.customer.number,
        "amount": f"{decision.amount:.{2 if decision.amount == round(decision.amount, 2) else 3}f}",
        "currency": decision.currency,
        "decision": str(decision.reference),
        "reasons": reasons,
        "how": how,
    }
    webhooks.announce([Happened(kind, held.group_id, held.customer_id, data)])
