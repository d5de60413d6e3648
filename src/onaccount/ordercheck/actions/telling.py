"""Telling outside systems 事件推送 that an order began to wait, waits for something else, or waits no more.

An event says little: whoever wants more asks the interface for the decision. Nothing is written while nobody listens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from onaccount.customers.models import Customer
from onaccount.office.trays.webhooks import actions as webhooks
from onaccount.office.trays.webhooks import queries as ears
from onaccount.office.trays.webhooks.rules import Happened
from onaccount.ordercheck.models import Decision, Hold, HoldEnd
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Passed, Verdict, verdict_from_json

ENDED = {
    HoldEnd.Kind.CLEARED: "order.released",
    HoldEnd.Kind.RELEASED: "order.released",
    HoldEnd.Kind.REJECTED: "order.rejected",
    HoldEnd.Kind.CANCELLED: "order.cancelled",
}


@dataclass(frozen=True, slots=True)
class Waits:
    """An order of a batch that has to wait: whose group's credit it asked for, who buys, which decision says so."""

    group_id: int
    buyer_id: int
    reference: UUID
    judged: Judged


def tell(*, kind: str, waited: Sequence[tuple[Hold, Decision]], how: str) -> None:
    """Queue an event about each hold in the caller's transaction; `how` it came about: "check", or how it ended."""
    if not ears.listeners():
        return
    webhooks.announce([_happened(kind, held, decision, how) for held, decision in waited])


def _happened(kind: str, held: Hold, decision: Decision, how: str) -> Happened:
    data = {
        "order": held.order.number,
        "customer": held.customer.number,
        "amount": _amount(decision.amount),
        "currency": decision.currency,
        "decision": str(decision.reference),
        "reasons": _reasons(verdict_from_json(decision.verdict)),
        "how": how,
    }
    return Happened(kind, held.group_id, held.customer_id, data)


def tell_held(held: Sequence[Waits]) -> None:
    """Queue an event for each order of a batch that has to wait, in the caller's transaction."""
    if not held or not ears.listeners():
        return
    buyers = Customer.objects.in_bulk({each.buyer_id for each in held})
    webhooks.announce([_held(each, buyers[each.buyer_id]) for each in held])


def _held(each: Waits, buyer: Customer) -> Happened:
    snapshot = each.judged.snapshot
    data = {
        "order": snapshot.order.number,
        "customer": buyer.number,
        "amount": _amount(snapshot.order.amount),
        "currency": snapshot.currency,
        "decision": str(each.reference),
        "reasons": _reasons(each.judged.said),
        "how": "check",
    }
    return Happened("order.held", each.group_id, buyer.pk, data)


def _amount(amount: Decimal) -> str:
    return f"{amount:.{2 if amount == round(amount, 2) else 3}f}"


def _reasons(verdict: Verdict | Passed) -> list[str]:
    return [finding.reason.code for finding in verdict.standing]
