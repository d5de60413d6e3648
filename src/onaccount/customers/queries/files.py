"""Reading customer files 客户档案: one company, its group tree, and the lock every writer takes first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Q, QuerySet

from onaccount.customers.access import everybody
from onaccount.customers.models import (
    ClassMembership,
    Contact,
    Customer,
    CustomerClass,
    DetailChange,
    DuplicateProposal,
    Group,
)
from onaccount.customers.rules import DetailFacts, DetailKind, ancestors, subtree
from onaccount.kernel.reasons import Refusal
from onaccount.office.asking import Question, Rows
from onaccount.office.vault.content import blind


@dataclass(frozen=True, slots=True)
class Node:
    """A company in its group's tree, `depth` steps below the root."""

    customer: Customer
    depth: int


def customer_of(number: str) -> Customer:
    """Give the customer with this number. Refuses `customers.unknown`."""
    found = Customer.objects.select_related("group", "parent", "salesperson").filter(number=number).first()
    if found is None:
        raise Refusal("customers.unknown", number=number)
    return found


REGISTER_AT_ONCE = 2_000
BRIEFLY = "SELECT id, group_id, number, salesperson_id FROM customers_customer WHERE number = ANY(%s::text[])"


def customers_numbered(numbers: Iterable[str]) -> QuerySet[Customer]:
    """Give the customers with these numbers, with no more than their key, number, group and salesperson."""
    return Customer.objects.filter(number__in=tuple(numbers)).only("pk", "number", "group_id", "salesperson")


def customers_briefly(numbers: Collection[str]) -> Question[list[Customer]]:
    """Ask the same for the order check, together with other things: key, number, group and salesperson."""
    return Question(BRIEFLY, [list(numbers)], _briefly)


def _briefly(rows: Rows) -> list[Customer]:
    names = ("id", "group_id", "number", "salesperson_id")  # as the model orders its fields
    return [Customer.from_db(DEFAULT_DB_ALIAS, names, row) for row in rows]


def customer_known_as(code: str) -> Customer | None:
    """Give the customer with this number or this ERP code, if there is exactly one."""
    found = Customer.objects.filter(
        Q(number=code) | Q(other_names__kind="erp_code", other_names__value=code)
    ).distinct()[:2]
    return found[0] if len(found) == 1 else None


def customer_called(text: str) -> Customer | None:
    """Give the one customer with this number, ERP code, credit code or name; None where it is not one."""
    known = customer_known_as(text)
    if known is not None:
        return known
    found = Customer.objects.filter(Q(uscc=text) | Q(name=text) | Q(other_names__value=text)).distinct()[:2]
    return found[0] if text and len(found) == 1 else None


def tree_of(group_id: int) -> tuple[Node, ...]:
    """Give every company of the group, parents before children, siblings by number."""
    members = {member.pk: member for member in Customer.objects.filter(group=group_id).order_by("number")}
    parents = _parents(members.values())
    depths = {member: len(ancestors(parents=parents, customer_id=member)) for member in members}
    roots = [member for member in members if depths[member] == 0]
    order = [node for root in roots for node in _depth_first(parents, root)]
    return tuple(Node(members[node], depths[node]) for node in order)


def ancestors_of(customer: Customer) -> tuple[Customer, ...]:
    """Give the companies above this one, the nearest first, the root last."""
    members = {member.pk: member for member in Customer.objects.filter(group=customer.group_id)}
    chain = ancestors(parents=_parents(members.values()), customer_id=customer.pk)
    return tuple(members[above] for above in chain)


def below(customer: Customer) -> tuple[int, ...]:
    """Give the keys of the company and everything below it."""
    members = Customer.objects.filter(group=customer.group_id)
    return subtree(parents=_parents(members), root_id=customer.pk)


def lock_group(group_id: int) -> Group:
    """
    Lock the group's row until the transaction ends.

    Every writer that can change a verdict takes this lock before it reads what it judges by.
    """
    return Group.objects.select_for_update(of=("self",)).get(pk=group_id)


def lock_groups(group_ids: Iterable[int]) -> dict[int, Group]:
    """Lock several groups in key order, so that two such writers can never wait for each other."""
    locked = Group.objects.select_for_update(of=("self",)).filter(pk__in=set(group_ids)).order_by("pk")
    return {group.pk: group for group in locked}


def contacts_like(*, customer: Customer, name: str, email: str) -> QuerySet[Contact]:
    """Give a customer's contacts with this name and this address, found by their marks; "" for any."""
    wanted = {"name_key": blind(text=name), "email_key": blind(text=email)}
    return Contact.objects.filter(customer=customer, **{key: mark for key, mark in wanted.items() if mark})


def open_proposals(*, customers: QuerySet[Customer]) -> QuerySet[DuplicateProposal]:
    """Give the proposals that two files are one company which nobody has decided."""
    undecided = DuplicateProposal.objects.filter(decided_at=None, customer__in=customers)
    return undecided.select_related("customer", "other").order_by("-pk")


def classes() -> QuerySet[CustomerClass]:
    """Give every class of customers, by code."""
    return CustomerClass.objects.order_by("code")


def classes_with_members() -> QuerySet[CustomerClass]:
    """Give every class with `members`, how many customers belong to it."""
    return classes().annotate(members=Count("memberships"))


def classes_of(*, customer_ids: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """Give the codes of each customer's classes, sorted; one query. Without a class: not in the answer."""
    rows = ClassMembership.objects.filter(customer__in=tuple(customer_ids)).order_by("customer_class__code")
    found: defaultdict[int, list[str]] = defaultdict(list)
    for customer_id, code in rows.values_list("customer_id", "customer_class__code"):
        found[customer_id].append(code)
    return {customer: tuple(codes) for customer, codes in found.items()}


def details_of(*, customer_ids: Iterable[int]) -> Mapping[int, tuple[DetailFacts, ...]]:
    """Give what holds of each kind of detail, with the moment it was entered, by customer; one query."""
    rows = DetailChange.objects.filter(customer__in=tuple(customer_ids))
    found: defaultdict[int, list[DetailFacts]] = defaultdict(list)
    for row in rows.order_by("customer_id", "kind", "-pk").distinct("customer_id", "kind"):
        facts = DetailFacts(DetailKind(row.kind), row.value, row.was, row.changed_on, row.changed_at)
        found[row.customer_id].append(facts)
    return {customer: tuple(facts) for customer, facts in found.items()}


def detail_changes(*, customers: QuerySet[Customer]) -> QuerySet[DetailChange]:
    """List every change of ship-to address and bank details of these customers, the newest first."""
    rows = DetailChange.objects.filter(customer__in=customers)
    return rows.select_related("customer", "entered_by").order_by("-pk")


def names_in_use() -> Iterator[tuple[int, str, str, str, list[str]]]:
    """Give key, number, name, registration number and other names of every customer, for matching a file."""
    others = ArrayAgg("other_names__value", filter=Q(other_names__isnull=False), default=[], order_by="other_names__pk")
    told = everybody().annotate(others=others).order_by("pk").values_list("pk", "number", "name", "uscc", "others")
    return told.iterator(chunk_size=REGISTER_AT_ONCE)


def register() -> Iterator[Customer]:
    """Give every customer with its other names, some at a time, for matching a whole file."""
    return everybody().prefetch_related("other_names").order_by("pk").iterator(chunk_size=REGISTER_AT_ONCE)


def _parents(members: Iterable[Customer]) -> dict[int, int | None]:
    return {member.pk: member.parent_id for member in members}


def _depth_first(parents: Mapping[int, int | None], node: int) -> list[int]:
    below_node = [child for child, parent in parents.items() if parent == node]
    return [node, *(found for child in below_node for found in _depth_first(parents, child))]
