"""A customer is assessed 资信评估: scored by a card, submitted, put in force by a second person; or another grade is asked for."""

from datetime import date

from django.db import transaction

from onaccount.assessment import actions as assessment
from onaccount.assessment.models import Scoring
from onaccount.assessment.rules.asking import OverrideDraft
from onaccount.customers.models import Customer
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def assess(
    *, customer: Customer, card_code: str | None, notches: int, remark: str, actor: Actor, today: date
) -> Scoring:
    """Score a customer and keep the scoring. Refuses like `assessment.assess`."""
    return assessment.assess(
        customer=customer, card_code=card_code, notches=notches, remark=remark, today=today, actor=actor
    )


@transaction.atomic
def assess_and_submit(
    *, customer: Customer, card_code: str | None, notches: int, remark: str, actor: Actor, today: date
) -> Request:
    """Score a customer and ask a second person to put the grade in force. Refuses like `assessment.assess`."""
    scoring = assessment.assess(
        customer=customer, card_code=card_code, notches=notches, remark=remark, today=today, actor=actor
    )
    return assessment.submit(scoring=scoring, today=today, actor=actor)


def ask_override(*, customer: Customer, draft: OverrideDraft, actor: Actor, today: date) -> Request:
    """Ask a second person for another grade until a day. Refuses like `assessment.ask_override`."""
    return assessment.ask_override(customer=customer, draft=draft, today=today, actor=actor)


@transaction.atomic
def carry_out(*, request: Request, actor: Actor, today: date) -> None:
    """Put the grade of an approved assessment in force and mark the group as changed."""
    grade = assessment.put_in_force(request=request, today=today, actor=actor)
    trays.note_change(group_id=grade.group_id, cause="assessment.graded")


@transaction.atomic
def carry_out_override(*, request: Request, actor: Actor, today: date) -> None:
    """Put an approved override in force and mark the group as changed. Refuses like `assessment.override`."""
    grade = assessment.override(request=request, today=today, actor=actor)
    trays.note_change(group_id=grade.group_id, cause="assessment.graded")
