"""Somebody gave an opinion on a request 审批意见: an approval is carried out in the same transaction, a refused try is noted."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import bills_weighed, customer_assessed, decision_told, limit_approved, portfolio_assessed
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Kind, Outcome
from onaccount.office.journal.rules import Actor

CARRY_OUT: Mapping[str, Callable[..., Any]] = {
    "limit": limit_approved.carry_out,
    "assessment": customer_assessed.carry_out,
    "grade_override": customer_assessed.carry_out_override,
    "policy": bills_weighed.carry_out,
    "portfolio": portfolio_assessed.put_in_force,
}
"""What an approval sets in motion, by the kind of its request; how orders are checked only becomes ready to be put in force."""


def give_opinion(
    *, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date
) -> Request:
    """This function will give an opinion and carry out what it approves; both or neither happen.

    Refuses what `approval.give_opinion` and the carrying out refuse; the try itself stays in the journal.
    """
    with _noted(request_id, actor):
        return _give(
            request_id=request_id, outcome=outcome, remark=remark, content_hash=content_hash, actor=actor, today=today
        )


def withdraw(*, request_id: int, reason: str, actor: Actor) -> Request:
    """This function will take a request back at its maker's wish."""
    with _noted(request_id, actor):
        return approval.withdraw(request_id=request_id, reason=reason, actor=actor)


def move(*, request_id: int, kind: Kind, to_person_id: int | None, text: str, actor: Actor, today: date) -> Request:
    """This function will add a signer 加签, hand a chair on 转审, copy 抄送, ask, answer, or make or decline a counter-offer.

    Refuses what `approval.move` refuses; the try itself stays in the journal.
    """
    with _noted(request_id, actor):
        return approval.move(
            request_id=request_id, kind=kind, to_person_id=to_person_id, text=text, actor=actor, today=today
        )


def tick(*, request_id: int, line: str, actor: Actor, today: date) -> Request:
    """This function will tick one line of the checklist 核对清单. Refuses what `approval.tick` refuses."""
    with _noted(request_id, actor):
        return approval.tick(request_id=request_id, line=line, actor=actor, today=today)


def ask_anew(*, request_id: int, content: Mapping[str, Any], actor: Actor, today: date) -> Request:
    """This function will replace a request by one with other content, from the first step on. Refuses what `approval.ask_anew` refuses."""
    with _noted(request_id, actor):
        return approval.ask_anew(request_id=request_id, content=content, actor=actor, today=today)


@contextmanager
def _noted(request_id: int, actor: Actor) -> Iterator[None]:
    """A try that was refused is a fact of its own: the attempt is undone, the journal row stays."""
    try:
        yield
    except Refusal as refusal:
        approval.record_refusal(request_id=request_id, refusal=refusal, actor=actor)
        raise


@transaction.atomic
def _give(*, request_id: int, outcome: str, remark: str, content_hash: str, actor: Actor, today: date) -> Request:
    request = approval.give_opinion(
        request_id=request_id, outcome=outcome, remark=remark, content_hash=content_hash, actor=actor, today=today
    )
    carry_out = CARRY_OUT.get(request.kind)
    if carry_out and request.outcome == Outcome.APPROVED:
        carry_out(request=request, actor=actor, today=today)
    decision_told.tell(request=request, actor=actor, today=today)
    return request
