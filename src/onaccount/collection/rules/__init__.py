"""What is claimed from a late customer, until when it can be claimed, what going to court costs, and how well it goes."""

from onaccount.collection.rules.claim import Assigned, Claim, ClaimableItem, ClaimLine, claim
from onaccount.collection.rules.contact import (
    cost_to_collect,
    kept_rate,
    promise_rate,
    recovery_rate,
    right_party_rate,
)
from onaccount.collection.rules.court_fees import court_fee, enforcement_fee, payment_order_fee, preservation_fee
from onaccount.collection.rules.limitation import (
    ClaimEvents,
    Convention,
    LimitationEnd,
    enforcement_deadline,
    limitation,
    limitation_alerts,
)

__all__ = [
    "Assigned",
    "Claim",
    "ClaimEvents",
    "ClaimLine",
    "ClaimableItem",
    "Convention",
    "LimitationEnd",
    "claim",
    "cost_to_collect",
    "court_fee",
    "enforcement_deadline",
    "enforcement_fee",
    "kept_rate",
    "limitation",
    "limitation_alerts",
    "payment_order_fee",
    "preservation_fee",
    "promise_rate",
    "recovery_rate",
    "right_party_rate",
]
