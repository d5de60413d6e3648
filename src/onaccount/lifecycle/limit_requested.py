"""Somebody asks for limits 额度申请: the exact change waits for a checker; nothing is in force yet."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction

from onaccount.lifecycle import limit_granted_by_policy
from onaccount.lifecycle.limit_granted_by_policy import waits_for_people
from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.queries import Wish
from onaccount.limits.queries.granting import AUTOMATIC
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor

DECIDE: Mapping[str, Callable[..., Request]] = {"": waits_for_people, AUTOMATIC: limit_granted_by_policy.decide}
"""Who decides about a request: people, or the policy itself."""


@transaction.atomic
def request_limits(*, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """
    This function will ask for changes of one customer's limits; a small one inside the policy is decided by it at once.

    Refuses like `limits.propose`.
    """
    request = limits.propose(occasion=Occasion.CHANGE, error=None, wishes=wishes, actor=actor, today=today)
    decided: Request = DECIDE[request.content.get("decided_by", "")](request=request, today=today)
    return decided


def request_opening_limits(*, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """This function will ask for the first limits of many customers as one approval. Refuses like `limits.propose`."""
    return limits.propose(occasion=Occasion.OPENING, error=None, wishes=wishes, actor=actor, today=today)
