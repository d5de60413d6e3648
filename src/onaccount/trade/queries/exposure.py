"""Reading the exposure ledger 信用占用: totals by account, by customer, by group, and what waits beyond the horizon."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case, F, Min, QuerySet, Sum, When
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.office.asking import Question, Rows
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Movement, Order, Segment
from onaccount.trade.queries.chains import OCCUPYING
from onaccount.trade.rules import Exposure, is_beyond
from onaccount.trade.rules.exposure import STAGES

_SEGMENTS = """
    SELECT id, code, name, horizon_days, orders_from, deliveries_from, receivables_from, bills_from
    FROM trade_segment ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class AccountExposure:
    """The totals of one credit account 信用账户, in the `currency` it is kept in, with what names it; `documents` are of their own."""

    account_id: int
    customer_id: int
    segment: str
    currency: str
    exposure: Exposure
    documents: str


def exposure_of(*, customer: Customer) -> tuple[AccountExposure, ...]:
    """Give the totals of each of the customer's accounts, by segment and currency."""
    return _exposures(Account.objects.filter(group=customer.group_id, customer=customer))


def exposure_then(*, customer: Customer, on: date, today: date) -> tuple[AccountExposure, ...]:
    """
    Give what stood on each of the customer's accounts at the end of a day, from the movements; two queries.

    What stood on an account of a group it belonged to then is told under the account it has now. Refuses `trade.in_the_future`.
    """
    if on > today:
        raise Refusal("trade.in_the_future", day=on)
    accounts = Account.objects.filter(group=customer.group_id, customer=customer).select_related("segment")
    moved = Movement.objects.filter(account__customer=customer, at__date__lte=on).order_by()
    sums: dict[tuple[int, str, str], dict[str, Decimal]] = {}
    owners = "account__segment", "account__currency", "account__kept_in"
    for *owner, stage, total in moved.values_list(*owners, "stage").annotate(Sum("amount")):
        sums.setdefault((owner[0], owner[1], owner[2]), {})[stage] = total
    return tuple(
        AccountExposure(
            row.pk,
            row.customer_id,
            row.segment.code,
            row.kept_in,
            Exposure(**sums.get((row.segment_id, row.currency, row.kept_in), {})),
            row.currency,
        )
        for row in accounts.order_by("segment__code", "currency", "kept_in")
    )


def recorded_since(*, customer: Customer) -> date | None:
    """Give the first day of which the ledger knows anything of a customer: what stood before it is unknown, not zero."""
    first = Movement.objects.filter(account__customer=customer).aggregate(first=Min("at"))["first"]
    return None if first is None else localdate(first)


def exposure_by_node(*, group_id: int) -> dict[int, tuple[AccountExposure, ...]]:
    """Give the accounts of every company of the group, by the customer's key, in one query."""
    return exposure_of_groups(group_ids=[group_id])


def exposure_of_groups(*, group_ids: Collection[int]) -> dict[int, tuple[AccountExposure, ...]]:
    """Give the accounts of every company of these groups, by the customer's key, in one query."""
    by_customer: dict[int, tuple[AccountExposure, ...]] = {}
    for found in _exposures(Account.objects.filter(group__in=group_ids, customer__group=F("group"))):
        by_customer[found.customer_id] = (*by_customer.get(found.customer_id, ()), found)
    return by_customer


def counted_by_currency(accounts: Iterable[AccountExposure]) -> dict[str, Decimal]:
    """Sum up what accounts occupy now, credits taken off, by currency."""
    sums: dict[str, Decimal] = {}
    for each in accounts:
        counted = each.exposure.counted(added=Decimal(0), credits_reduce=True)
        sums[each.currency] = sums.get(each.currency, Decimal(0)) + counted
    return sums


def counted_elsewhere(*, group_id: int) -> dict[str, Decimal]:
    """Sum up what all customers outside a group occupy now, by currency; one read over all accounts."""
    counted = F("order") + F("delivery") + F("unposted") + F("receivable") + F("bill") + F("credit")
    rows = Account.objects.exclude(group=group_id).annotate(counted=Greatest(counted, Decimal(0)))
    sums = rows.order_by().values_list("kept_in").annotate(total=Sum("counted", output_field=amount_column()))
    return dict(sums)


def account_of(*, customer: Customer, segment: Segment, currency: str) -> Account | None:
    """
    Give the customer's account for documents of a currency in this segment, if it has one; of two the one that is kept in the
    credit currency.
    """
    found = Account.objects.filter(group=customer.group_id, customer=customer, segment=segment, currency=currency)
    is_other = Case(When(kept_in=F("credit_currency"), then=0), default=1)
    return found.select_related("segment").order_by(is_other, "pk").first()


def accounts_of(*, customer: Customer) -> QuerySet[Account]:
    """List the customer's accounts; those of a group it left are history."""
    return (
        Account.objects.filter(group=customer.group_id, customer=customer)
        .select_related("segment")
        .order_by("segment__code", "currency", "kept_in")
    )


def segments() -> QuerySet[Segment]:
    """List the credit segments 信用范围."""
    return Segment.objects.order_by("code")


def segments_briefly() -> Question[list[Segment]]:
    """Ask for the credit segments with who feeds them, for the order check."""
    return Question(_SEGMENTS, [], _segments)


def _segments(rows: Rows) -> list[Segment]:
    return [Segment(*row) for row in rows]


def order_of(*, number: str) -> Order | None:
    """Find an order by its number."""
    return Order.objects.select_related("account__segment", "customer").filter(number=number).first()


def entering_horizon(*, customers: QuerySet[Customer], until: date) -> QuerySet[Order]:
    """List the orders beyond the horizon that ship by a day, the earliest first."""
    waiting = Order.objects.filter(beyond=True, status="released", ship_date__lte=until, customer__in=customers)
    return waiting.select_related("customer", "account__segment").order_by("ship_date", "number")


def groups_with_entering_orders(*, today: date) -> tuple[int, ...]:
    """Name the groups in which an order's ship date has come inside its segment's horizon."""
    return _entering(Order.objects.all(), today)


def entering_among(*, groups: Collection[int], today: date) -> tuple[int, ...]:
    """Name those of the groups in which an order's ship date has come inside its segment's horizon."""
    return _entering(Order.objects.filter(group__in=groups), today)


def entering_orders(*, groups: Collection[int], today: date) -> tuple[Order, ...]:
    """List the groups' orders whose ship date has come inside their segment's horizon and that do not count yet, the earliest first."""
    waiting = Order.objects.filter(group__in=groups, beyond=True, status__in=OCCUPYING)
    rows = waiting.select_related("account__segment", "account__customer", "customer").order_by("ship_date", "pk")
    return tuple(
        order
        for order in rows
        if not is_beyond(ship_date=order.ship_date, as_of=today, horizon_days=order.account.segment.horizon_days)
    )


def groups_with_leaving_orders(*, segment: Segment, today: date) -> tuple[int, ...]:
    """Name the groups in which an order of the segment counts although it ships beyond the horizon."""
    if segment.horizon_days is None:
        return ()
    counted = Order.objects.filter(beyond=False, status="released", account__segment=segment)
    late = counted.filter(ship_date__gt=today + timedelta(days=segment.horizon_days))
    return tuple(late.order_by("group_id").values_list("group_id", flat=True).distinct())


def _entering(orders: QuerySet[Order], today: date) -> tuple[int, ...]:
    waiting = orders.filter(beyond=True, status__in=OCCUPYING).values_list(
        "group_id", "ship_date", "account__segment__horizon_days"
    )
    entered = {
        group for group, ships, horizon in waiting if not is_beyond(ship_date=ships, as_of=today, horizon_days=horizon)
    }
    return tuple(sorted(entered))


def _exposures(accounts: QuerySet[Account]) -> tuple[AccountExposure, ...]:
    rows = accounts.select_related("segment").order_by("customer_id", "segment__code", "currency", "kept_in")
    return tuple(
        AccountExposure(row.pk, row.customer_id, row.segment.code, row.kept_in, _totals(row), row.currency)
        for row in rows
    )


def _totals(account: Account) -> Exposure:
    return Exposure(**{stage: getattr(account, stage) for stage in STAGES})


def orders_of(*, customers: QuerySet[Customer]) -> QuerySet[Order]:
    """Give the orders of these customers, with their customer."""
    return Order.objects.select_related("customer").filter(customer__in=customers)
