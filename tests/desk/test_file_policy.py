"""What a credit file must hold: read, drafted, tried on the files, approved by a second person, in force."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.ledger import a_customer
from tests.people import acting, somebody

from onaccount.customers import actions, queries
from onaccount.customers.rules.completeness import SHIPPED_NEEDS
from onaccount.customers.rules.retention import SHIPPED_RETENTION
from onaccount.lifecycle import file_policy_changed, opinion_given
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.clock.queries import today
from onaccount.office.policy.models import PolicyVersion

pytestmark = pytest.mark.django_db
ONE = "file:policy_version"


@pytest.fixture
def manager(client: Client) -> Person:
    person = somebody("wang", "credit_manager")
    client.force_login(person)
    return person


def typed(client: Client, **changed: str) -> dict[str, str]:
    """The draft as its form shows it, with some fields changed."""
    form = client.get(reverse(ONE, args=[1])).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"note": "stricter"} | changed


def approved_by(person: Person) -> None:
    asked = Request.objects.get()
    opinion_given.give_opinion(
        request_id=asked.pk,
        outcome="approved",
        remark="",
        content_hash=asked.content_hash,
        actor=acting(person),
        today=today(),
    )


def test_the_shipped_needs_count_until_a_second_person_has_approved_others(client: Client, manager: Person) -> None:
    actions.add_class(code="export", name="出口客户", actor=acting(manager))
    client.post(reverse("file:policy_draft"))
    more = {
        "what_16": "paper contract",
        "whom_16": "export",
        "from_16": "50,000",
        "weight_16": "20",
        "weight_0": "",
        "kept_contacts": "12",
    }
    assert client.post(reverse(ONE, args=[1]), typed(client, **more)).status_code == 302
    client.post(reverse("file:policy_activate", args=[1]))
    client.post(reverse("file:policy_submit", args=[1]))
    assert queries.needs_on(on=today()) == SHIPPED_NEEDS
    approved_by(somebody("luo", "executive"))
    client.post(reverse("file:policy_activate", args=[1]))
    asked = queries.needs_on(on=today())
    assert ({need.place for need in asked} ^ {need.place for need in SHIPPED_NEEDS}, asked[-1].weight) == (
        {"fact registration", "paper contract export"},
        Decimal(5),
    )
    assert queries.policy_on(on=today()).retention == replace(SHIPPED_RETENTION, contacts=12)
    assert "出口客户" in client.get(reverse("file:policy")).content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"what_16": "fact registration", "weight_16": "3"}, "is asked for twice"),
        ({f"weight_{number}": "" for number in range(16)}, "would call every file complete"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(
    client: Client, manager: Person, changed: dict[str, str], said: str
) -> None:
    client.post(reverse("file:policy_draft"))
    assert said in client.post(reverse(ONE, args=[1]), typed(client, **changed)).content.decode()


def test_a_draft_is_tried_on_the_files_and_shows_what_the_approver_compares(client: Client, manager: Person) -> None:
    a_customer("C1")
    draft = file_policy_changed.draft_needs(today=today(), note="less", actor=acting(manager))
    few = SHIPPED_NEEDS[:1]
    file_policy_changed.edit_needs(
        version_id=draft.pk, needs=few, retention=SHIPPED_RETENTION, note="less", actor=acting(manager)
    )
    request = file_policy_changed.submit_needs(version_id=draft.pk, today=today(), actor=acting(manager))
    assert client.get(reverse(ONE, args=[1])).context["tried"]["files"] == 0
    client.force_login(somebody("luo", "executive"))
    text = client.get(reverse("approvals:one", args=[request.pk])).content.decode()
    assert "Paper: Business licence · every customer" in text


def test_an_earlier_version_is_drafted_anew(client: Client, manager: Person) -> None:
    client.post(reverse("file:policy_draft"))
    client.post(reverse("file:policy_back", args=[1]))
    assert [one.content for one in PolicyVersion.objects.all()] == [PolicyVersion.objects.first().content] * 2
    assert client.get(reverse(ONE, args=[9])).status_code == 404


def test_those_without_the_right_see_neither_file_nor_policy_nor_the_tab() -> None:
    a_customer("C1")
    clerk = Client()
    clerk.force_login(somebody("chen", "order_clerk"))
    answers = [
        clerk.get(address).status_code
        for address in ("/file/C1/", "/file/C1/statements", "/file/record/", "/file/policy/")
    ]
    assert answers == [403] * 4
    assert "/file/C1/" not in clerk.get("/customers/C1/").content.decode()
