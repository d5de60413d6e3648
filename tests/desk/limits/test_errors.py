"""The page of errors in limits: what looks wrong, what was corrected, how often each cause was met."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.ledger import a_customer
from tests.people import acting, somebody
from tests.stages.limits.conftest import grant, wish

from onaccount.lifecycle import limit_corrected, opinion_given
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import ErrorDraft
from onaccount.office.access.models import Person
from onaccount.office.clock.queries import today

pytestmark = pytest.mark.django_db


def correct(number: str, maker: Person, checker: Person) -> None:
    customer = a_customer(number, name=f"Company {number}")
    grant(maker, checker, wish(customer, 5_000, valid_from=today()), today=today())
    wrong = JournalLine.objects.get(customer=customer)
    right = wish(customer, 500, valid_from=today(), corrects=wrong.pk)
    draft = ErrorDraft("entry_error", ("sales",), "", "read back", today() + timedelta(days=9))
    asked = limit_corrected.correct_limit(wish=right, draft=draft, actor=acting(maker), today=today())
    opinion_given.give_opinion(
        request_id=asked.pk,
        outcome="approved",
        remark="",
        content_hash=asked.content_hash,
        actor=acting(checker),
        today=today(),
    )


def test_corrections_are_listed_and_counted_in_the_same_number_of_queries(client: Client, maker: Person) -> None:
    checker = somebody("checker", "credit_manager")
    correct("C1", maker, checker)
    client.get(reverse("limits:errors"))  # the first page of a session also keeps the session
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("limits:errors"))
    correct("C2", maker, checker)
    correct("C3", maker, checker)
    with CaptureQueriesContext(connection) as three:
        page = client.get(reverse("limits:errors"))
    assert (page.context["listing"].count, len(three)) == (3, len(one))
    ((counted, _word),) = page.context["causes"]
    assert (counted.errors, counted.share) == (3, 1)


def test_a_tenfold_limit_is_shown_with_the_way_to_correct_it(client: Client, maker: Person) -> None:
    checker, customer = somebody("checker", "credit_manager"), a_customer("C1")
    grant(maker, checker, wish(customer, 500, valid_from=today()), today=today())
    tenfold = wish(customer, 5_000, valid_from=today(), confirmed=["limits.jump.limit"])
    grant(maker, checker, tenfold, today=today())
    page = client.get(reverse("limits:errors"))
    ((line, figure, _reasons),) = page.context["doubts"]
    assert (figure, reverse("limits:correct", args=[line.pk]) in page.content.decode()) == ("5,000 CNY", True)
