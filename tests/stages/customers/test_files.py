"""Credit files: opened once, changed with a trace, seen by those who may."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.ledger import DAY, ME, a_customer
from tests.people import TODAY, somebody

from onaccount.customers import actions, queries
from onaccount.customers.access import visible
from onaccount.customers.models import Contact, Customer, DuplicateProposal, OtherName
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.kernel.identity import make_uscc
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person
from onaccount.office.journal.models import Entry
from onaccount.office.search.queries import find

pytestmark = pytest.mark.django_db
USCC = make_uscc(authority="91", region="990000", organisation="YT000001")


def draft(number: str = "C1", name: str = "云汀精工", **fields: str) -> CustomerDraft:
    return CustomerDraft(number=number, name=name, opened_on=DAY, **fields)


def found(text: str) -> list[str]:
    return [hit.label for hit in find(text=text, customers=Customer.objects.all(), limit=10)]


def test_opening_a_file_leaves_one_entry_in_the_journal() -> None:
    customer = actions.open_file(draft=draft(uscc=USCC.lower()), actor=ME)
    assert (customer.uscc, customer.initials, customer.group.name) == (USCC, "YTJG", "云汀精工")
    entry = Entry.objects.get()
    assert (entry.act, entry.customer_id, entry.group_id) == ("customers.opened", customer.pk, customer.group_id)


@pytest.mark.parametrize(
    ("second", "code"),
    [(draft("C1", "别的"), "customers.number_taken"), (draft("C2", "别的", uscc=USCC), "customers.uscc_taken")],
)
def test_a_company_is_opened_once(second: CustomerDraft, code: str) -> None:
    actions.open_file(draft=draft(uscc=USCC), actor=ME)
    with pytest.raises(Refusal) as refused:
        actions.open_file(draft=second, actor=ME)
    assert refused.value.code == code
    assert Customer.objects.count() == 1


def test_a_changed_name_and_number_are_remembered_and_still_found() -> None:
    customer = a_customer()
    actions.change(customer=customer, draft=draft("C9", "云汀精密"), actor=ME)
    assert {*OtherName.objects.values_list("kind", "value")} == {("former_name", "云汀精工"), ("erp_code", "C1")}
    assert found("云汀精工") == found("ytjm") == found("C1") == found("C9") == ["C9 云汀精密"]
    entry = Entry.objects.latest("pk")
    assert (entry.before, entry.after) == ({"number": "C1", "name": "云汀精工"}, {"number": "C9", "name": "云汀精密"})


def test_a_change_that_changes_nothing_writes_nothing() -> None:
    customer = a_customer()
    entries = Entry.objects.count()
    actions.change(customer=customer, draft=draft(), actor=ME)
    assert Entry.objects.count() == entries


def test_contacts_come_and_go_without_their_details_in_the_journal() -> None:
    contact = actions.add_contact(
        customer=a_customer(), draft=ContactDraft("payment", "沈知微", email="shen@example.com"), actor=ME
    )
    like = partial(queries.contacts_like, customer=contact.customer)
    assert list(like(name="", email="Shen@Example.COM ")) == list(like(name="沈知微", email="")) == [contact]
    assert not like(name="沈知微", email="other@example.com").exists()
    kept = Contact.objects.values_list("sealed", "name_key", "email_key").get()
    assert "沈知微".encode() not in bytes(kept[0])
    assert "shen" not in str(kept).casefold()
    assert Entry.objects.latest("pk").after == {"contact": contact.pk, "purpose": "payment"}
    actions.remove_contact(contact=contact, actor=ME)
    assert not Contact.objects.exists()


def test_a_tree_is_given_parents_first() -> None:
    root = a_customer("R", name="鹭屿集团")
    electric = actions.open_member(draft=draft("E", "鹭屿电气"), parent=root, actor=ME)
    coating = actions.open_member(draft=draft("A", "鹭屿涂装"), parent=root, actor=ME)
    motors = actions.open_member(draft=draft("M", "鹭屿电机"), parent=electric, actor=ME)
    tree = [(node.customer.number, node.depth) for node in queries.tree_of(root.group_id)]
    assert tree == [("R", 0), ("A", 1), ("E", 1), ("M", 2)]
    assert queries.ancestors_of(motors) == (electric, root)
    assert set(queries.below(electric)) == {electric.pk, motors.pk}
    assert coating.group_id == root.group_id


def test_a_company_never_stands_above_itself() -> None:
    root = a_customer("R", name="鹭屿集团")
    child = actions.open_member(draft=draft("E", "鹭屿电气"), parent=root, actor=ME)
    with pytest.raises(Refusal) as refused:
        actions.join_group(customer=root, parent=child, actor=ME)
    assert refused.value.code == "customers.circle"


def test_a_customer_is_known_by_its_erp_code_if_it_is_the_only_one() -> None:
    first, second = a_customer("C1"), a_customer("C2", name="木棠家居")
    actions.add_other_name(customer=first, kind="erp_code", value="0200", source="erp", actor=ME)
    assert queries.customer_known_as("0200") == queries.customer_known_as("C1") == first
    actions.add_other_name(customer=second, kind="erp_code", value="0200", source="erp", actor=ME)
    assert queries.customer_known_as("0200") is None
    with pytest.raises(Refusal):
        queries.customer_of("0200")


def test_a_proposed_duplicate_is_decided_once() -> None:
    customer = a_customer()
    seen = (customer.pk, None, "云汀精工（澄州）", "spelling")
    assert [actions.propose_duplicates(found=[seen]) for _ in range(2)] == [1, 0]
    (proposal,) = queries.open_proposals(customers=Customer.objects.all())
    actions.decide_duplicate(proposal=proposal, outcome="same", actor=ME)
    assert found("云汀精工澄州") == ["C1 云汀精工"]
    with pytest.raises(Refusal):
        actions.decide_duplicate(proposal=proposal, outcome="different", actor=ME)
    assert DuplicateProposal.objects.get().outcome == "same"


def seen_by(person: Person) -> set[str]:
    customers = visible(person=person, permission="customers.view", today=TODAY)
    return {*customers.values_list("number", flat=True)}


def test_a_salesperson_sees_the_own_customers_a_manager_the_teams_and_credit_all() -> None:
    mine, colleague = somebody("mine", "salesperson", team="East"), somebody("other", "salesperson", team="East")
    boss, credit = somebody("boss", "sales_manager", team="East"), somebody("credit", "credit_manager")
    for number, owner in (("C1", mine), ("C2", colleague), ("C3", somebody("far", "salesperson", team="West"))):
        Customer.objects.filter(pk=a_customer(number).pk).update(salesperson=owner)
    assert seen_by(mine) == {"C1"}
    assert seen_by(boss) == {"C1", "C2"}
    assert seen_by(credit) == {"C1", "C2", "C3"}
    assert seen_by(somebody("nobody")) == set()


def test_a_tree_takes_one_query_however_many_companies() -> None:
    root = a_customer("R", name="鹭屿集团")
    for number in ("A", "B", "C"):
        actions.open_member(draft=draft(number, number), parent=root, actor=ME)
    with CaptureQueriesContext(connection) as asked:
        queries.tree_of(root.group_id)
    assert len(asked) == 1
