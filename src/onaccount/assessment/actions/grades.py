"""Giving a grade 信用等级. A wrong one is followed by a right one; nothing is edited."""

from datetime import date

from django.db import transaction

from onaccount.assessment.models import Grade
from onaccount.assessment.queries import grades_on
from onaccount.assessment.rules import GradeDraft, checked_grade, rank_of
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def give_grade(*, customer: Customer, draft: GradeDraft, today: date, actor: Actor) -> Grade:
    """
    Give the customer a grade that holds until its last day or the next one.

    Refuses what `rules.checked_grade` refuses, and `assessment.person_required`.
    """
    if actor.person_id is None:
        raise Refusal("assessment.person_required")
    group = lock_group(customer.group_id)
    checked_grade(draft, today=today)
    before = grades_on(customer_ids=[customer.pk], on=today).get(customer.pk)
    grade = Grade.objects.create(
        group=group,
        customer=customer,
        grade=draft.grade,
        rank=rank_of(draft.grade),
        given_on=draft.given_on,
        valid_to=draft.valid_to,
        source=draft.source.strip(),
        remark=draft.remark.strip(),
        given_by_id=actor.person_id,
    )
    journal.record(
        act="assessment.graded",
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason=draft.remark.strip(),
        before=None if before is None else {"grade": before.grade},
        after={"grade": grade.grade, "source": grade.source, "valid_to": grade.valid_to},
    )
    return grade
