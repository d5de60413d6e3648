"""Somebody gave an opinion on a request 审批意见: an approval is carried out in the same transaction, a refused try is noted."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import limit_approved
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Outcome
from onaccount.office.journal.rules import Actor

CARRY_OUT: Mapping[str, Callable[..., Any]] = {"limit": limit_approved.carry_out}
"""What an approval sets in motion, by the kind of its request; a policy only becomes ready to be put in force."""


def give_opinion(
    *, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date
) -> Request:
    """This function will give an opinion and carry out what it approves; both or neither happen.

    Refuses what `approval.give_opinion` and the carrying out refuse; the try itself stays in the journal.
    """
    try:
        return _give(
            request_id=request_id, outcome=outcome, remark=remark, content_hash=content_hash, actor=actor, today=today
        )
    except Refusal as refusal:
        approval.record_refusal(request_id=request_id, refusal=refusal, actor=actor)
        raise


def withdraw(*, request_id: int, reason: str, actor: Actor) -> Request:
    """This function will take a request back at its maker's wish."""
    return approval.withdraw(request_id=request_id, reason=reason, actor=actor)


@transaction.atomic
def _give(*, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date) -> Request:
    request = approval.give_opinion(
        request_id=request_id, outcome=outcome, remark=remark, content_hash=content_hash, actor=actor, today=today
    )
    carry_out = CARRY_OUT.get(request.kind)
    if carry_out and request.outcome == Outcome.APPROVED:
        carry_out(request=request, actor=actor, today=today)
    return request
