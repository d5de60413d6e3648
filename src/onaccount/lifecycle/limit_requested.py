"""Somebody asks for limits 额度申请: the exact change waits for a checker; nothing is in force yet."""

from collections.abc import Sequence
from datetime import date

from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.queries import Wish
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor


def request_limits(*, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """This function will ask for changes of one customer's limits. Refuses like `limits.propose`."""
    return limits.propose(occasion=Occasion.CHANGE, cause="", wishes=wishes, actor=actor, today=today)


def request_opening_limits(*, wishes: Sequence[Wish], actor: Actor, today: date) -> Request:
    """This function will ask for the first limits of many customers as one approval. Refuses like `limits.propose`."""
    return limits.propose(occasion=Occasion.OPENING, cause="", wishes=wishes, actor=actor, today=today)
