"""What is free where it binds 可用额度, of many accounts at once: the nodes a check sees, without judging anything."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet

from onaccount.customers.models import Customer
from onaccount.limits.queries import in_limited_groups
from onaccount.ordercheck.queries.entered import Stands, entering_of, totals_today
from onaccount.ordercheck.queries.ground import Ground
from onaccount.ordercheck.queries.places import thought_of
from onaccount.ordercheck.queries.records import Records, records_of_groups
from onaccount.ordercheck.queries.single import Carried
from onaccount.ordercheck.queries.standing import bounds_of
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import (
    Checkpoint,
    Exposure,
    FailureKind,
    Headroom,
    OrderFacts,
    Policy,
    Totals,
    seen,
    tightest,
)
from onaccount.trade import queries as trade
from onaccount.trade.models import Account, Order
from onaccount.trade.rules.valuation import Place


def bound_by_groups(*, customers: QuerySet[Customer], policy: Policy, as_of: date) -> dict[int, dict[str, Headroom]]:
    """
    Name for each customer, by its key, the limits of groups that leave its next order less than its own limit does, by currency; of
    several segments the one that leaves least.

    Customers whom no group binds more are left out, and accounts of which a rate is missing. One read where their groups have no
    limits; else as many for a hundred customers as for one, with the exceptions of `free_for_orders`.
    """
    limited = in_limited_groups(customers=customers, on=as_of)
    accounts = _accounts_of(list(limited.order_by("pk")))
    found: dict[int, dict[str, Headroom]] = {}
    for account, bound in _tightest_on(accounts, policy, as_of):
        if bound is not None and bound.node.is_group:
            mine = found.setdefault(account.customer_id, {})
            mine[account.kept_in] = min(bound, mine.get(account.kept_in, bound), key=_least)
    return found


def _least(bound: Headroom) -> Decimal:
    return bound.free or Decimal(0)


def _accounts_of(customers: Collection[Customer]) -> list[Account]:
    """Their accounts; of whoever has none, one in the currency of its file, in the first segment."""
    if not customers:
        return []
    mine = Account.objects.filter(customer__in=[each.pk for each in customers], group=F("customer__group"))
    found = list(mine.select_related("segment").order_by("pk"))
    having = {each.customer_id for each in found}
    for segment in trade.segments()[:1]:
        found += [thought_of(each, segment, _at_home(each)) for each in customers if each.pk not in having]
    return found


def _at_home(customer: Customer) -> Place:
    code = customer.currency
    return Place(customer.pk, code, code, code)


def free_for_orders(*, orders: Iterable[Order], policy: Policy, as_of: date) -> dict[int, Decimal | None]:
    """
    Say for each order, by its key, what its payer may still order where least is left, in the currency the account is kept in.

    None where nothing binds; an order is left out where a rate is missing. As many reads for a hundred orders as for one, one more
    where orders wait beyond the horizon, and more for each group of which a single order is secured or enters the horizon today.
    """
    owners = {order.pk: order.account_id for order in orders}
    groups = {order.group_id for order in orders}
    accounts = Account.objects.filter(group__in=groups, pk__in=set(owners.values())).select_related("segment")
    rooms = _tightest_on(list(accounts.order_by("pk")), policy, as_of)
    free = {account.pk: None if bound is None else bound.free for account, bound in rooms}
    return {order: free[account] for order, account in owners.items() if account in free}


def _tightest_on(accounts: list[Account], policy: Policy, as_of: date) -> Iterator[tuple[Account, Headroom | None]]:
    """What leaves least on each account, None where nothing binds; an account is left out where a rate is missing."""
    carried = Carried(policy)
    for account, records, entering in _records_of(accounts, as_of):
        yield from _tightest(account, records, policy, carried, entering)


def _records_of(accounts: list[Account], as_of: date) -> Iterable[tuple[Account, Records, list[Order]]]:
    """Read once per currency that accounts are kept in, with the orders of the account's group that enter the horizon today."""
    for currency in sorted({account.kept_in for account in accounts}):
        alike = [account for account in accounts if account.kept_in == currency]
        groups = {account.group_id for account in alike}
        records = records_of_groups(group_ids=groups, currency=currency, as_of=as_of)
        entering = entering_of({group: _stands(found) for group, found in records.items()}, as_of=as_of)
        yield from ((account, records[account.group_id], entering[account.group_id]) for account in alike)


def _stands(records: Records) -> Stands:
    return {each.account_id: each.exposure for each in records.accounts}


def _tightest(
    account: Account, records: Records, policy: Policy, carried: Carried, entering: list[Order]
) -> Iterator[tuple[Account, Headroom | None]]:
    """What leaves least on one account; nothing where it cannot be known."""
    as_of = records.as_of
    nothing = OrderFacts(number="", amount=Decimal(0), order_date=as_of, ship_date=as_of)
    standing = bounds_of(account=account, records=records, policy=policy)
    stands, inside = totals_today(Ground(as_of, policy, {}, _stands(records)), orders=entering)
    step = Step(account, Checkpoint.ORDER, nothing, entered=inside)
    beside = carried.beside(step=step, standing=standing)
    totals = Totals(stands.get(account.pk, Exposure()), stands, beside.secured)
    snapshot = seen(standing, checkpoint=Checkpoint.ORDER, order=nothing, totals=totals, policy=policy)
    if not any(failure.kind is FailureKind.RATE_MISSING for failure in snapshot.failures):
        yield account, tightest(snapshot, policy=policy)
