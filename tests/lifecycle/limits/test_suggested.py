"""Suggested changes: made once, taken up into a request or set aside, and outdated when the facts change."""

from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.credit import grant_all, person
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting
from tests.stages.limits.conftest import wish

from onaccount.assessment.models import Grade
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import changes_suggested, granting_changed, limit_requested
from onaccount.limits.models import Suggestion, WishDraft
from onaccount.limits.queries.suggesting import suggested_after
from onaccount.limits.rules.granting import SHIPPED

pytestmark = pytest.mark.django_db
NOW = TODAY + timedelta(days=5)


def graded(customer: Customer, rank: int) -> None:
    Grade.objects.create(
        group=customer.group,
        customer=customer,
        grade=SHIPPED.grades[rank - 1].grade,
        rank=rank,
        given_on=TODAY + timedelta(days=1),
        source="test",
        given_by=person("head", "credit_manager"),
    )


@pytest.fixture
def customers() -> list[Customer]:
    """Three with a limit of 20,000: one whose grade became better, one worse, one as before."""
    three = [a_customer(number) for number in ("C1", "C2", "C3")]
    grant_all(three, "20000")
    graded(three[0], 1)
    graded(three[1], 9)
    granting_changed.begin_granting(active_from=TODAY, actor=MACHINE)
    return three


def test_the_better_goes_up_and_the_worse_down_once(customers: list[Customer]) -> None:
    assert [changes_suggested.suggest_changes(today=NOW) for _night in range(2)] == [2, 0]
    found = Suggestion.objects.order_by("customer__number").values_list("customer__number", "kind", "amount")
    assert list(found) == [("C1", "raise", Decimal(300_000)), ("C2", "cut", Decimal(0))]


def test_without_a_policy_nothing_is_suggested() -> None:
    assert changes_suggested.suggest_changes(today=NOW) == 0


def test_what_waits_as_a_request_or_was_set_aside_is_not_suggested_again(customers: list[Customer]) -> None:
    changes_suggested.suggest_changes(today=NOW)
    head = acting(person("head"))
    up, down = Suggestion.objects.order_by("customer__number")
    with pytest.raises(Refusal, match="reason_missing"):
        changes_suggested.set_aside(suggestion=down, remark=" ", actor=head, today=NOW)
    changes_suggested.set_aside(suggestion=down, remark="one bad month", actor=head, today=NOW)
    with pytest.raises(Refusal, match="suggestion_gone"):
        changes_suggested.set_aside(suggestion=down, remark="twice", actor=head, today=NOW)
    asked = wish(customers[0], 30_000, valid_from=NOW)
    limit_requested.request_limits(wishes=[asked], actor=acting(person("analyst")), today=NOW)
    assert changes_suggested.suggest_changes(today=NOW) == 0
    up.refresh_from_db()
    assert up.outcome == "outdated"
    assert changes_suggested.suggest_changes(today=NOW + timedelta(days=91)) == 1


def test_taken_up_it_becomes_a_draft_of_who_took_it(customers: list[Customer], client: Client) -> None:
    changes_suggested.suggest_changes(today=NOW)
    client.force_login(person("head"))
    row = Suggestion.objects.get(kind="raise")
    assert client.get(reverse("limits:suggestion", args=[row.pk])).status_code == HTTPStatus.OK
    answer = client.post(reverse("limits:suggestion_take", args=[row.pk]))
    draft = WishDraft.objects.get()
    assert answer.url == reverse("limits:wish", args=[draft.pk, 2])
    assert (draft.person.username, draft.answers["amount"]) == ("head", "300000.000")
    assert client.get(reverse("limits:suggestion", args=[row.pk])).status_code == HTTPStatus.NOT_FOUND
    down = Suggestion.objects.get(kind="cut")
    client.post(reverse("limits:suggestion_aside", args=[down.pk]), {"reason": "known"})
    assert not Suggestion.objects.filter(outcome="").exists()


def test_the_list_needs_the_same_queries_for_one_and_three(customers: list[Customer], client: Client) -> None:
    client.force_login(person("head"))
    graded(customers[2], 1)
    changes_suggested.suggest_changes(today=NOW)
    address, counted = reverse("limits:suggestions"), []
    client.get(address)
    for rows in (3, 1):
        Suggestion.objects.filter(pk__in=Suggestion.objects.values("pk")[rows:]).delete()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).context["listing"].count == rows
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_weighing_needs_the_same_queries_for_one_and_three(customers: list[Customer]) -> None:
    counted = []
    for at_most in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            _reached, facts = suggested_after(reached=0, at_most=at_most, policy=SHIPPED, today=NOW)
        counted.append((len(facts), len(asked)))
    assert counted[0] == (1, counted[1][1])
