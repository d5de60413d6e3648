"""What is free where it binds 可用额度, of many accounts at once: the nodes a check sees, without judging anything."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from onaccount.ordercheck.queries.entered import Stands, entering_of, totals_today
from onaccount.ordercheck.queries.ground import Ground
from onaccount.ordercheck.queries.records import Records, records_of_groups
from onaccount.ordercheck.queries.single import Carried
from onaccount.ordercheck.queries.standing import bounds_of
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import Checkpoint, Exposure, FailureKind, OrderFacts, Policy, Totals, seen, tightest
from onaccount.trade.models import Account, Order


def free_for_orders(*, orders: Iterable[Order], policy: Policy, as_of: date) -> dict[int, Decimal | None]:
    """
    Say for each order, by its key, what its payer may still order where least is left, in the currency the account is kept in.

    None where nothing binds; an order is left out where a rate is missing. As many reads for a hundred orders as for one, one more
    where orders wait beyond the horizon, and more for each group of which a single order is secured or enters the horizon today.
    """
    owners = {order.pk: order.account_id for order in orders}
    groups = {order.group_id for order in orders}
    accounts = Account.objects.filter(group__in=groups, pk__in=set(owners.values())).select_related("segment")
    free: dict[int, Decimal | None] = {}
    carried = Carried(policy)
    for account, records, entering in _records_of(list(accounts.order_by("pk")), as_of):
        free |= _free_on(account, records, policy, carried, entering)
    return {order: free[account] for order, account in owners.items() if account in free}


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


def _free_on(
    account: Account, records: Records, policy: Policy, carried: Carried, entering: list[Order]
) -> dict[int, Decimal | None]:
    """What one account has free, by its key; nothing where it cannot be known."""
    as_of = records.as_of
    nothing = OrderFacts(number="", amount=Decimal(0), order_date=as_of, ship_date=as_of)
    standing = bounds_of(account=account, records=records, policy=policy)
    stands, inside = totals_today(Ground(as_of, policy, {}, _stands(records)), orders=entering)
    step = Step(account, Checkpoint.ORDER, nothing, entered=inside)
    beside = carried.beside(step=step, standing=standing)
    totals = Totals(stands.get(account.pk, Exposure()), stands, beside.secured)
    snapshot = seen(standing, checkpoint=Checkpoint.ORDER, order=nothing, totals=totals, policy=policy)
    if any(failure.kind is FailureKind.RATE_MISSING for failure in snapshot.failures):
        return {}
    bound = tightest(snapshot, policy=policy)
    return {account.pk: None if bound is None else bound.free}
