"""Colleagues talk about a customer on its page; nobody is drawn in who may not see it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.people import TODAY, somebody

from onaccount.customers.models import Customer, Group
from onaccount.office.access.models import Person
from onaccount.office.tasks.models import Note, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    owner = somebody("sun", "salesperson")
    group = Group.objects.create(name="木棠家居")
    return Customer.objects.create(
        group=group, number="C-1", name="木棠家居", salesperson=owner, opened_on=TODAY, currency="CNY"
    )


@pytest.fixture
def manager(client: Client) -> Person:
    person = somebody("wang", "credit_manager")
    client.force_login(person)
    return person


def say(client: Client, customer: Customer, text: str) -> int:
    return client.post(reverse("threads:write", args=["customer", customer.pk]), {"text": text}).status_code


def test_a_mention_gives_a_task_only_to_whom_may_see_the_customer(
    client: Client, manager: Person, customer: Customer
) -> None:
    stranger = somebody("qian", "salesperson")
    assert say(client, customer, "@sun and @qian, call them") == 200
    assert [task.assignee.username for task in Task.objects.all()] == ["sun"]
    assert list(Note.objects.get().mentions.all()) == [Person.objects.get(username="sun")]
    client.force_login(stranger)
    assert client.get(reverse("threads:thread", args=["customer", customer.pk])).status_code == 404


def test_a_task_is_given_only_to_whom_may_see_the_customer(client: Client, manager: Person, customer: Customer) -> None:
    address = reverse("threads:give", args=["customer", customer.pk])
    stranger = somebody("qian", "salesperson")
    given = {"title": "call", "due_date": "2026-03-09"}
    client.post(address, given | {"assignee": stranger.pk})
    assert Task.objects.count() == 0
    client.post(address, given | {"assignee": customer.salesperson_id or 0})
    assert Task.objects.get().assignee == customer.salesperson


def test_a_task_is_finished_from_its_page_and_leaves_the_list(
    client: Client, manager: Person, customer: Customer
) -> None:
    say(client, customer, "@wang look at this")
    task = Task.objects.get()
    page = client.get(reverse("threads:task", args=[task.pk]))
    assert (page.status_code, page.context["about"].name) == (200, "木棠家居")
    client.post(reverse("threads:finish", args=[task.pk]))
    assert client.get(reverse("threads:tasks")).context["listing"].count == 0
    assert client.get(reverse("threads:tasks") + "?show=done").context["listing"].count == 1


def test_a_task_of_others_answers_like_one_that_does_not_exist(
    client: Client, manager: Person, customer: Customer
) -> None:
    say(client, customer, "@sun look at this")
    client.force_login(somebody("qian", "salesperson"))
    assert client.get(reverse("threads:task", args=[Task.objects.get().pk])).status_code == 404


def test_the_list_asks_the_same_questions_for_one_task_and_for_three(
    client: Client, manager: Person, customer: Customer
) -> None:
    say(client, customer, "@wang one")
    one = questions(client, reverse("threads:tasks"))
    say(client, customer, "@wang two")
    say(client, customer, "@wang three")
    assert questions(client, reverse("threads:tasks")) == one


def test_the_thread_stands_alone_and_as_part_of_a_page(client: Client, manager: Person, customer: Customer) -> None:
    say(client, customer, "hello")
    address = reverse("threads:thread", args=["customer", customer.pk])
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    assert [b"<html" in page.content for page in (whole, part)] == [True, False]
    assert client.get(reverse("threads:thread", args=["planet", 1])).status_code == 404
