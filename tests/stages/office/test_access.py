"""Roles are data: they give permissions with a reach, from a day to a day."""

from datetime import timedelta

import pytest
from tests.people import MACHINE, TODAY, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import company_founded
from onaccount.office.access import actions, queries
from onaccount.office.access.models import Person, Role, RoleGrant, RoleHolding
from onaccount.office.access.rules import NewPerson, Scope

pytestmark = pytest.mark.django_db


def test_a_salesperson_sees_own_customers_and_a_manager_all() -> None:
    reach = [
        queries.scope_of(person=somebody(name, role), permission="customers.view", today=TODAY)
        for name, role in (
            ("sun", "salesperson"),
            ("zhou", "sales_manager"),
            ("li", "credit_manager"),
            ("hu", "administrator"),
        )
    ]
    assert reach == [Scope.OWN, Scope.TEAM, Scope.ALL, None]


def rights() -> set[tuple[str, ...]]:
    return set(Role.objects.values_list("code", "name_en", "name_zh", "grants__permission", "grants__scope"))


def test_the_roles_of_the_table_are_loaded_each_with_its_rights() -> None:
    company_founded.load_roles(actor=MACHINE)
    table = list(company_founded.default_roles())
    given = {(row.role, row.name_en, row.name_zh, row.permission, row.scope) for row in table if row.permission}
    assert {row for row in rights() if row[3]} == given
    assert {row[0] for row in rights()} == {row.role for row in table}


def test_loading_them_again_brings_back_a_role_that_is_gone_and_leaves_one_that_was_changed() -> None:
    company_founded.load_roles(actor=MACHINE)
    before = rights()
    RoleGrant.objects.filter(role__code="salesperson").delete()
    Role.objects.filter(code="analyst").delete()
    company_founded.load_roles(actor=MACHINE)
    assert {row for row in rights() if row[0] != "salesperson"} == {row for row in before if row[0] != "salesperson"}
    assert not RoleGrant.objects.filter(role__code="salesperson").exists()


def test_the_widest_reach_of_several_roles_counts() -> None:
    person = somebody("sun", "salesperson", "sales_manager")
    assert queries.scope_of(person=person, permission="customers.view", today=TODAY) == Scope.TEAM


def test_a_role_counts_from_its_first_day_until_before_its_last() -> None:
    person = somebody("sun", "salesperson")
    RoleHolding.objects.filter(person=person).update(valid_to=TODAY + timedelta(days=1))
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert [queries.may(person=person, permission="customers.view", today=day) for day in days] == [False, True, False]


def test_somebody_who_may_not_sign_in_may_do_nothing() -> None:
    person = somebody("li", "credit_manager")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert queries.grants_of(person=Person.objects.get(pk=person.pk), today=TODAY) == ()


def test_holders_of_a_permission_are_found_by_name() -> None:
    somebody("wang", "credit_manager"), somebody("chen", "executive"), somebody("sun", "salesperson")
    assert [p.username for p in queries.holders_of(permission="limits.approve", today=TODAY)] == ["chen", "wang"]


@pytest.mark.parametrize(
    ("username", "email", "code"),
    [("SUN", "other@example.com", "access.username_taken"), ("sun2", "Sun@example.com", "access.email_taken")],
)
def test_a_name_or_address_is_taken_whatever_its_case(username: str, email: str, code: str) -> None:
    somebody("sun", "salesperson")
    with pytest.raises(Refusal, match=code):
        actions.add_person(
            person=NewPerson(username, "Sun", email, "en"), roles=(), password="", today=TODAY, actor=MACHINE
        )
