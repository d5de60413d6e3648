"""Classes of customers, and the changes an impostor would make."""

import pytest
from tests.ledger import DAY, ME, a_customer

from onaccount.customers import actions as customers
from onaccount.customers.models import ClassMembership, Customer
from onaccount.customers.queries import classes_of, details_of
from onaccount.customers.rules import DetailKind
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    for code, name in (("key", "Key accounts"), ("export", "Export")):
        customers.add_class(code=code, name=name, actor=ME)
    return a_customer()


def classify(customer: Customer, *codes: str) -> tuple[str, ...]:
    return customers.classify(customer=customer, codes=codes, today=DAY, actor=ME)


def test_a_customer_belongs_to_exactly_the_classes_named(customer: Customer) -> None:
    assert (classify(customer, "key", "export"), classify(customer, "export")) == (("export", "key"), ("export",))
    assert classes_of(customer_ids=[customer.pk]) == {customer.pk: ("export",)}
    entry = Entry.objects.filter(act="customers.classified").latest("pk")
    assert (entry.before, entry.after) == ({"classes": ["export", "key"]}, {"classes": ["export"]})


@pytest.mark.parametrize(("codes", "code"), [(["other"], "class_unknown"), ([], "classes_as_before")])
def test_unknown_and_unchanged_classes_are_refused(customer: Customer, codes: list[str], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        classify(customer, *codes)


def test_a_class_is_added_once(customer: Customer) -> None:
    with pytest.raises(Refusal, match="class_exists"):
        customers.add_class(code="key", name="again", actor=ME)


def test_a_membership_follows_the_company_into_another_group(customer: Customer) -> None:
    classify(customer, "key")
    parent = a_customer("C2")
    customers.join_group(customer=customer, parent=parent, actor=ME)
    assert ClassMembership.objects.get().group_id == parent.group_id


def test_the_latest_detail_of_each_kind_holds_and_names_the_one_before(customer: Customer) -> None:
    for kind, value in (("ship_to", "Dock 1"), ("bank_details", "ICBC 62220211"), ("ship_to", "Dock 3")):
        customers.change_detail(
            customer=customer, kind=DetailKind(kind), value=value, told_by="Ms Lin, phone", today=DAY, actor=ME
        )
    found = details_of(customer_ids=[customer.pk])[customer.pk]
    assert [(each.kind, each.value, each.was, each.is_change) for each in found] == [
        ("bank_details", "ICBC 62220211", "", False),
        ("ship_to", "Dock 3", "Dock 1", True),
    ]


def test_the_journal_keeps_only_the_end_of_an_account_number(customer: Customer) -> None:
    customers.change_detail(
        customer=customer, kind=DetailKind.BANK_DETAILS, value="ICBC 62220211", told_by="mail", today=DAY, actor=ME
    )
    assert Entry.objects.get(act="customers.detail_changed").after == {"kind": "bank_details", "value": "ICBC ****0211"}
