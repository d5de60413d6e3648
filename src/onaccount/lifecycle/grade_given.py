"""A customer is given a grade 信用等级."""

from datetime import date

from django.db import transaction

from onaccount.assessment import actions as assessment
from onaccount.assessment.models import Grade
from onaccount.assessment.rules import GradeDraft
from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def give_grade(*, customer: Customer, draft: GradeDraft, actor: Actor, today: date) -> Grade:
    """Give a grade and then look at the group's holds again. Refuses like `assessment.give_grade`."""
    with transaction.atomic():
        grade = assessment.give_grade(customer=customer, draft=draft, today=today, actor=actor)
        trays.note_change(group_id=grade.group_id, cause="assessment.graded")
    account_changed.reassess(group_id=grade.group_id, actor=actor, today=today)
    return grade
