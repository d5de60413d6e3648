"""The facts suggest changes of limits 主动调额建议: every night for everybody with a limit; a person asks for them or sets them aside."""

from datetime import date

from django.db import transaction

from onaccount.limits import actions as limits
from onaccount.limits.models import Suggestion, WishDraft
from onaccount.limits.queries.granting import granting_policy
from onaccount.limits.queries.suggesting import suggested_after
from onaccount.limits.rules import Answers, WishKind
from onaccount.office.journal.rules import Actor

AT_ONCE = 1000
START: int | None = 0
KINDS = {"raise": WishKind.LIMIT, "cut": WishKind.LIMIT, "terms": WishKind.TERMS}


def suggest_changes(*, today: date) -> int:
    """Propose anew for every customer with a limit under the policy in force, and say how many suggestions are new."""
    policy, reached, fresh = granting_policy(on=today), START, 0
    while policy is not None and reached is not None:
        reached, facts = suggested_after(reached=reached, at_most=AT_ONCE, policy=policy, today=today)
        fresh += limits.renew_suggestions(facts=facts, today=today)
    return fresh


@transaction.atomic
def take_up(*, suggestion: Suggestion, reason: str, actor: Actor, today: date) -> WishDraft:
    """Begin a request in four steps with the figures of a suggestion. Refuses `limits.suggestion_gone`."""
    row = limits.end_suggestion(suggestion_id=suggestion.pk, outcome="taken", remark="", actor=actor, today=today)
    answers = Answers(None if row.kind == "terms" else row.amount, row.days or None, None, reason)
    return limits.begin_wish(customer=row.customer, kind=KINDS[row.kind], answers=answers, actor=actor)


def set_aside(*, suggestion: Suggestion, remark: str, actor: Actor, today: date) -> Suggestion:
    """Set a suggestion aside with the reason. Refuses `limits.suggestion_gone` and `limits.reason_missing`."""
    return limits.end_suggestion(
        suggestion_id=suggestion.pk, outcome="set_aside", remark=remark, actor=actor, today=today
    )
