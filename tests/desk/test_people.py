"""The administrators' pages: who may sign in, in which role; and nobody changes the own rights."""

import re
import time
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.people import somebody

from onaccount.office.access import queries
from onaccount.office.access.models import ApiKey, Person, Role
from onaccount.office.access.rules import Grant, Scope
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Person:
    person = somebody("hu", "administrator")
    person.set_password("correct horse battery")
    person.save()
    client.force_login(person)
    return person


def confirm(client: Client, person: Person) -> None:
    """The person gave the password again a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def roles_of(username: str) -> list[str]:
    return [role.code for role in queries.roles_of(person=Person.objects.get(username=username), today=_today())]


def _today():
    from onaccount.office.clock.queries import today

    return today()


NEW = {
    "username": "fang",
    "full_name": "方芳",
    "email": "fang@example.com",
    "language": "zh-hans",
    "roles": ["cashier"],
}


def test_an_invited_person_chooses_a_password_through_a_link_that_works_once(
    client: Client, administrator: Person
) -> None:
    confirm(client, administrator)
    page = client.post(reverse("people:invite"), NEW).content.decode()
    link = re.search(r'value="http://testserver(/account/password/new/[^"]+)"', page)
    assert link
    guest = Client()
    form = guest.get(link[1], follow=True)
    passwords = {"password1": "another horse battery", "password2": "another horse battery"}
    guest.post(form.redirect_chain[-1][0], passwords)
    person = Person.objects.get(username="fang")
    assert (person.check_password("another horse battery"), roles_of("fang")) == (True, ["cashier"])
    assert form.status_code == HTTPStatus.OK
    again = Client().get(link[1], follow=True)
    assert again.context["token_fail"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("invite", []), ("role", ["cashier"]), ("keys", [])],
)
def test_sensitive_pages_ask_for_the_password_again(
    client: Client, administrator: Person, name: str, arguments: list[str]
) -> None:
    address = reverse(f"people:{name}", args=arguments)
    assert client.get(address)["Location"].startswith(reverse("account_reauthenticate"))
    confirm(client, administrator)
    assert client.get(address).status_code == HTTPStatus.OK


def test_roles_are_set_after_confirming_and_the_change_is_journalled(client: Client, administrator: Person) -> None:
    other = somebody("fang", "cashier")
    address = reverse("people:set_roles", args=[other.pk])
    client.post(address, {"roles": ["auditor"]})
    assert roles_of("fang") == ["cashier"]
    confirm(client, administrator)
    client.post(address, {"roles": ["auditor", "executive"]})
    entry = Entry.objects.get(act="access.roles_set")
    assert roles_of("fang") == ["executive", "auditor"]
    assert (entry.before, entry.after) == ({"roles": ["cashier"]}, {"roles": ["auditor", "executive"]})


@pytest.mark.parametrize("name", ["set_roles", "way_in"])
def test_nobody_changes_the_own_rights(client: Client, administrator: Person, name: str) -> None:
    confirm(client, administrator)
    client.post(reverse(f"people:{name}", args=[administrator.pk]), {"roles": ["credit_manager"]})
    administrator.refresh_from_db()
    assert (roles_of("hu"), administrator.is_active) == (["administrator"], True)


def test_nobody_changes_what_the_own_role_may_do(client: Client, administrator: Person) -> None:
    confirm(client, administrator)
    page = client.post(reverse("people:role", args=["administrator"]), {"limits_approve": "all"})
    assert (page.status_code, Role.objects.get(code="administrator").grants.count()) == (200, 5)


def test_another_role_is_changed_permission_by_permission(client: Client, administrator: Person) -> None:
    confirm(client, administrator)
    fang = somebody("fang", "cashier")
    client.post(reverse("people:role", args=["cashier"]), {"trade_receive": "all", "customers_view": "team"})
    reach = [queries.scope_of(person=fang, permission=p, today=_today()) for p in ("trade.receive", "customers.view")]
    assert reach == [Scope.ALL, Scope.TEAM]
    assert Role.objects.get(code="cashier").grants.count() == 2


def test_a_key_is_shown_once_kept_as_a_digest_and_ends_when_revoked(client: Client, administrator: Person) -> None:
    machine = somebody("erp", "integration")
    confirm(client, administrator)
    asked = {"name": "ERP", "person": machine.pk, "scopes": ["trade.view"], "calls_per_minute": 60}
    page = client.post(reverse("people:keys"), asked)
    secret = page.context["secret"]
    key = ApiKey.objects.get()
    facts = queries.key_of(secret=secret, today=_today())
    assert facts
    assert (facts.person_id, facts.grants) == (machine.pk, (Grant("trade.view", Scope.ALL),))
    assert secret not in client.get(reverse("people:keys")).content.decode() + key.digest
    client.post(reverse("people:revoke_key", args=[key.pk]))
    assert queries.key_of(secret=secret, today=_today()) is None


@pytest.mark.parametrize("secret", ["", "oa_x_y", "Bearer", "oa_a_b_c"])
def test_what_is_no_key_belongs_to_nobody(secret: str) -> None:
    assert queries.key_of(secret=secret, today=_today()) is None


def test_the_list_asks_the_same_questions_for_one_person_and_for_three(client: Client, administrator: Person) -> None:
    one = questions(client, reverse("people:people"))
    somebody("fang", "cashier")
    somebody("sun", "salesperson", team="East")
    assert questions(client, reverse("people:people")) == one


@pytest.mark.parametrize("name", ["people", "teams", "roles"])
def test_pages_are_drawn_for_the_administrator_and_refused_to_others(
    client: Client, administrator: Person, name: str
) -> None:
    somebody("sun", "salesperson", team="East")
    assert client.get(reverse(f"people:{name}")).status_code == HTTPStatus.OK
    client.force_login(Person.objects.get(username="sun"))
    assert client.get(reverse(f"people:{name}")).status_code == HTTPStatus.FORBIDDEN
    client.logout()
    assert client.get(reverse(f"people:{name}"))["Location"].startswith(reverse("account_login"))


def test_a_person_is_edited_and_a_team_founded(client: Client, administrator: Person) -> None:
    client.post(reverse("people:teams"), {"name": "East"})
    other = somebody("fang", "cashier")
    given = {"full_name": "方芳", "email": "f@example.com", "language": "en", "team": "East"}
    assert client.post(reverse("people:one", args=[other.pk]), given).status_code == HTTPStatus.FOUND
    other.refresh_from_db()
    assert (other.full_name, other.team and other.team.name) == ("方芳", "East")
    assert client.get(reverse("people:one", args=[other.pk])).status_code == HTTPStatus.OK


def test_a_role_that_needs_a_second_factor_leads_its_holders_to_set_one_up(
    client: Client, administrator: Person
) -> None:
    confirm(client, administrator)
    fang = somebody("fang", "cashier")
    given = {"customers_view": "team", "needs_second_factor": "on"}
    client.post(reverse("people:role", args=["cashier"]), given)
    assert Entry.objects.filter(act="access.factor_required").count() == 1
    client.force_login(fang)
    answer = client.get("/customers/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))
    Authenticator.objects.create(user=fang, type=Authenticator.Type.TOTP, data={})
    assert client.get("/customers/").status_code == HTTPStatus.OK
