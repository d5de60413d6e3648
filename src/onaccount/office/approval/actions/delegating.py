"""Delegating 委托: for some days somebody else may speak in one's chairs."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.access import queries as access
from onaccount.office.access.rules import Actor
from onaccount.office.approval.models import Delegation, DelegationEnd
from onaccount.office.approval.rules import DelegationDraft, checked_delegation
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject


@transaction.atomic
def delegate(*, draft: DelegationDraft, actor: Actor, today: date) -> Delegation:
    """Let `taker` speak for the acting person. Refuses approval.not_your_chair, .whom and `rules.checked_delegation`."""
    checked_delegation(draft, today=today)
    if actor.person_id is None or actor.person_id != draft.giver_id:
        raise Refusal("approval.not_your_chair")
    taker = access.person_by_id(person_id=draft.taker_id)
    if taker is None or not taker.is_active:
        raise Refusal("approval.whom")
    kept = Delegation.objects.create(
        giver_id=draft.giver_id,
        taker=taker,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        reason=draft.reason.strip(),
    )
    _record(kept, "delegated", actor)
    return kept


@transaction.atomic
def take_back(*, delegation_id: int, actor: Actor) -> Delegation:
    """End a delegation at once. Refuses approval.not_your_chair for anybody but its giver."""
    kept = Delegation.objects.select_for_update().get(pk=delegation_id)
    if actor.person_id != kept.giver_id:
        raise Refusal("approval.not_your_chair")
    DelegationEnd.objects.get_or_create(delegation=kept)
    _record(kept, "delegation_ended", actor)
    return kept


def _record(kept: Delegation, act: str, actor: Actor) -> None:
    journal.record(
        act=f"approval.{act}",
        actor=actor,
        subject=Subject("delegation", kept.pk),
        reason=kept.reason,
        before=None,
        after={"taker": kept.taker.username, "valid_from": kept.valid_from, "valid_to": kept.valid_to},
    )
