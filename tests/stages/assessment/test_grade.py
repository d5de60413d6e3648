"""The latest grade holds until its last day; an older one does not come back."""

from datetime import timedelta

import pytest
from tests.ledger import ME, a_customer
from tests.people import TODAY, acting, somebody

from onaccount.assessment import actions as assessment
from onaccount.assessment.queries import grades_on
from onaccount.assessment.rules import GradeDraft, GradeFacts
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=30)
NEXT = TODAY + timedelta(days=1)


def test_the_latest_grade_holds_until_it_lapses() -> None:
    customer, giver = a_customer(), acting(somebody("giver", "analyst"))
    for draft in (GradeDraft("A", BEFORE, None, "visit", ""), GradeDraft("BB", TODAY, NEXT, "bad news", "late")):
        assessment.give_grade(customer=customer, draft=draft, today=TODAY, actor=giver)
    found = [
        grades_on(customer_ids=[customer.pk], on=day).get(customer.pk)
        for day in (BEFORE - timedelta(days=1), BEFORE, TODAY, NEXT)
    ]
    assert found == [None, GradeFacts("A", 3, BEFORE), GradeFacts("BB", 5, TODAY), None]
    latest = Entry.objects.filter(act="assessment.graded").latest("pk")
    assert (latest.before, latest.after and latest.after["grade"], latest.reason) == ({"grade": "A"}, "BB", "late")


def test_only_a_person_gives_a_grade() -> None:
    with pytest.raises(Refusal, match="person_required"):
        assessment.give_grade(
            customer=a_customer(), draft=GradeDraft("A", TODAY, None, "visit", ""), today=TODAY, actor=ME
        )
