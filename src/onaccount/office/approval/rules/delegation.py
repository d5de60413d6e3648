"""Delegation 委托: for some days somebody else may speak in one's chairs; it ends by date, or earlier by its giver."""

from dataclasses import dataclass
from datetime import date, timedelta

from onaccount.kernel.reasons import Refusal

LONGEST_DAYS = 92


@dataclass(frozen=True, slots=True)
class DelegationDraft:
    """Who may speak for whom, from which day on and until which (exclusive), and why."""

    giver_id: int
    taker_id: int
    valid_from: date
    valid_to: date
    reason: str


def checked_delegation(draft: DelegationDraft, *, today: date) -> DelegationDraft:
    """
    Give the draft back if it may stand.

    Refuses approval.delegated_to_oneself, .delegation_dates (over already, empty or longer than a quarter) and
    .delegation_reason.
    """
    if draft.giver_id == draft.taker_id:
        raise Refusal("approval.delegated_to_oneself")
    first = max(draft.valid_from, today)
    if not first < draft.valid_to <= draft.valid_from + timedelta(days=LONGEST_DAYS):
        raise Refusal("approval.delegation_dates", valid_from=draft.valid_from, valid_to=draft.valid_to)
    if not draft.reason.strip():
        raise Refusal("approval.delegation_reason")
    return draft
