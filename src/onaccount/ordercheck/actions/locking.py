"""The lock under which a check binds 集团锁: taken first, and only then is anything read that the verdict rests on."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group, lock_groups
from onaccount.kernel.reasons import Refusal
from onaccount.office.asking import Question, ask
from onaccount.ordercheck.queries.places import account_like
from onaccount.trade.models import Account, Order, Segment

LOCK = "SELECT id, changes FROM customers_group WHERE id = ANY(%s::bigint[]) ORDER BY id FOR UPDATE"
MEMBERS = "SELECT id, group_id FROM customers_customer WHERE group_id = ANY(%s::bigint[]) AND id = ANY(%s::bigint[])"


def locked_account(*, customer: Customer, segment: Segment, currency: str, day: date) -> Account:
    """Lock the customer's group and give the account on which a document of the day stands, opening it the first time."""
    locked = customer.group_id
    lock_group(locked)
    customer.refresh_from_db(fields=["group"])
    if customer.group_id != locked:  # moved to another group while we waited
        return locked_account(customer=customer, segment=segment, currency=currency, day=day)
    return opened(customer=customer, segment=segment, currency=currency, day=day)


def opened(*, customer: Customer, segment: Segment, currency: str, day: date) -> Account:
    """Give the account on which a document of the day stands, opening it the first time; the caller holds the group's lock."""
    account = account_like(customer=customer, segment=segment, currency=currency, on=day)
    if account.pk is None:
        account.save(force_insert=True)
    return account


def locked_versions(
    customers: Collection[Customer], *, then: Callable[[list[int]], Sequence[Question[Any]]]
) -> tuple[dict[int, int], list[Any]]:
    """
    Lock the groups of several customers in key order and ask in the same exchange what is to be read under
    the locks: it gives the version each group is in, and the answers.
    """
    named = {customer.id: customer for customer in customers}
    groups, keys = sorted({customer.group_id for customer in named.values()}), sorted(named)
    lock: Question[dict[int, int]] = Question(LOCK, [groups], dict)
    members: Question[dict[int, int]] = Question(MEMBERS, [groups, keys], dict)
    versions, belongs, *answers = ask(lock, members, *then(groups))
    moved = [customer for customer in customers if belongs.get(customer.id) != customer.group_id]
    for customer in moved:
        customer.refresh_from_db(fields=["group"])
    return locked_versions(customers, then=then) if moved else (versions, answers)


def locked_order(*, number: str) -> Order:
    """Lock an order's group and read the order as it stands then. Refuses `ordercheck.order_unknown`."""
    group_id = Order.objects.filter(number=number).values_list("group_id", flat=True).first()
    if group_id is None:
        raise Refusal("ordercheck.order_unknown", number=number)
    lock_group(group_id)
    order = Order.objects.select_related("account__segment", "customer").get(number=number)
    return order if order.group_id == group_id else locked_order(number=number)


def locked_with_payer(*, number: str, payer: Customer, day: date) -> tuple[Order, Account]:
    """
    Lock an order's group and that of who shall pay, in key order, and give both as they stand then.

    Refuses `ordercheck.order_unknown`.
    """
    found = Order.objects.filter(number=number).values_list("group_id", flat=True).first()
    if found is None:
        raise Refusal("ordercheck.order_unknown", number=number)
    theirs = payer.group_id
    lock_groups([found, theirs])
    order = Order.objects.select_related("account__segment", "account__customer", "customer").get(number=number)
    payer.refresh_from_db(fields=["group"])
    if (order.group_id, payer.group_id) != (found, theirs):  # one of them moved while we waited
        return locked_with_payer(number=number, payer=payer, day=day)
    segment = order.account.segment
    return order, opened(customer=payer, segment=segment, currency=order.currency, day=day)


def lock_orders(*, numbers: Iterable[str]) -> None:
    """Lock the groups of several orders in key order, so that two such calls never wait for each other."""
    lock_groups(Order.objects.filter(number__in=tuple(numbers)).values_list("group_id", flat=True))
