"""A wrong limit is corrected 额度更正: what it should have said waits for a checker, with what it did to orders meanwhile."""

from datetime import date

from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.queries import Wish
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor


def correct_limit(*, wish: Wish, cause: str, actor: Actor, today: date) -> Request:
    """This function will ask for the correction of a wrong line; `cause` is a code of `labels.CAUSES`. Refuses like `limits.propose`."""
    return limits.propose(occasion=Occasion.CORRECTION, cause=cause, wishes=[wish], actor=actor, today=today)
