"""The auditor's pages: every act can be found, read and verified."""

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.desk.pages import questions
from tests.ledger import an_account, an_order
from tests.people import MACHINE, acting, somebody

from onaccount.lifecycle import journal_sealed
from onaccount.office.access.models import Person
from onaccount.office.journal import actions
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> Person:
    person = somebody("zheng", "auditor")
    client.force_login(person)
    return person


def write(person: Person | None, reason: str) -> Entry:
    return actions.record(
        act="tasks.noted",
        actor=acting(person) if person else MACHINE,
        subject=Subject("customer", 4),
        reason=reason,
        before={"text": "old"},
        after={"text": "new"},
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [("q=spring", 1), ("act=tasks.noted", 2), ("from=2100-01-01", 0), ("to=2000-01-01", 0), ("channel=cli&q=4", 1)],
)
def test_an_entry_is_found_by_what_the_auditor_knows(client: Client, auditor: Person, asked: str, found: int) -> None:
    write(auditor, "spring")
    write(None, "autumn")
    page = client.get(f"{reverse('journal:entries')}?{asked}")
    assert page.context["listing"].count == found


def test_an_entry_names_what_it_is_about_and_is_found_by_that_name(client: Client, auditor: Person) -> None:
    account = an_account("C7")
    order = an_order(account, "10", number="SO-7")
    for subject in (
        Subject("order", order.pk),
        Subject("customer", account.customer_id),
        Subject("person", auditor.pk),
    ):
        actions.record(act="tasks.noted", actor=MACHINE, subject=subject, reason="", before=None, after=None)
    page = client.get(f"{reverse('journal:entries')}?act=tasks.noted")
    names = [row.about.split(" ", 1)[1] for row in page.context["listing"].found]
    assert names == [auditor.full_name, f"C7 {account.customer.name}", "SO-7"]
    asked = client.get(f"{reverse('journal:entries')}?act=tasks.noted&q=so-7")
    assert asked.context["listing"].count == 1


def test_an_entry_shows_before_and_after(client: Client, auditor: Person) -> None:
    page = client.get(reverse("journal:one", args=[write(auditor, "spring").pk]))
    assert page.context["lines"] == [("text", "old", "new")]
    assert client.get(reverse("journal:one", args=[10**9])).status_code == 404


def test_the_list_asks_the_same_questions_for_one_entry_and_for_three(client: Client, auditor: Person) -> None:
    address = f"{reverse('journal:entries')}?act=tasks.noted"
    write(auditor, "a")
    one = questions(client, address)
    write(auditor, "b")
    write(None, "c")
    assert questions(client, address) == one


@pytest.mark.django_db(transaction=True)
def test_the_button_verifies_the_chain(client: Client, auditor: Person, tmp_path: Path, settings: Settings) -> None:
    settings.JOURNAL_CHECKPOINT = tmp_path / "journal.end"
    journal_sealed.seal_journal()
    answer = client.post(reverse("journal:verify"))
    said = [message.level_tag for message in get_messages(answer.wsgi_request)]
    assert said == ["success"]


def test_the_journal_is_closed_to_others(client: Client) -> None:
    client.force_login(somebody("sun", "salesperson"))
    assert client.get(reverse("journal:entries")).status_code == 403
