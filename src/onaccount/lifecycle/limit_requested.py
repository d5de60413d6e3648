"""Somebody asks for limits 额度申请: the exact change waits for a checker; nothing is in force yet."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import approvals_told, limit_granted_by_policy
from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.models import WishDraft
from onaccount.limits.queries import Wish
from onaccount.limits.queries.granting import AUTOMATIC
from onaccount.limits.rules import Answers, WishKind
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor


def _people_are_told(*, request: Request, actor: Actor, today: date) -> Request:
    approvals_told.tell_awaited(request=request, actor=actor, today=today)
    return request


DECIDE: Mapping[str, Callable[..., Request]] = {"": _people_are_told, AUTOMATIC: limit_granted_by_policy.decide}
"""Who decides about a request: people, or the policy itself."""


def send_draft(*, draft_id: int, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """Send what was filled in step by step. Refuses like `request_limits`, and `limits.draft_gone`."""
    with transaction.atomic():
        request = request_limits(wishes=wishes, actor=actor, today=today)
        limits.note_sent(draft_id=draft_id, request=request, actor=actor)
    return request


@transaction.atomic
def request_limits(*, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """
    Ask for changes of one customer's limits; a small one inside the policy is decided by it at once.

    Refuses like `limits.propose`.
    """
    request = limits.propose(occasion=Occasion.CHANGE, error=None, wishes=wishes, actor=actor, today=today)
    decided: Request = DECIDE[request.content.get("decided_by", "")](request=request, actor=actor, today=today)
    return decided


@transaction.atomic
def request_opening_limits(*, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """Ask for the first limits of many customers as one approval. Refuses like `limits.propose`."""
    request = limits.propose(occasion=Occasion.OPENING, error=None, wishes=wishes, actor=actor, today=today)
    approvals_told.tell_awaited(request=request, actor=actor, today=today)
    return request


def begin_draft(*, customer: Customer, kind: WishKind, answers: Answers, actor: Actor) -> WishDraft:
    """Begin a request that is filled in step by step 分步申请. Refuses like `limits.begin_wish`."""
    return limits.begin_wish(customer=customer, kind=kind, answers=answers, actor=actor)


def keep_draft(*, draft_id: int, answers: Answers, actor: Actor) -> WishDraft:
    """Keep what was filled in so far. Refuses `limits.draft_gone`."""
    return limits.keep_wish(draft_id=draft_id, answers=answers, actor=actor)


def throw_draft_away(*, draft_id: int, actor: Actor) -> None:
    """Delete a draft of the acting person. Refuses `limits.draft_gone`."""
    limits.throw_away(draft_id=draft_id, actor=actor)
