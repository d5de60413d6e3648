"""Reading releases by people 放行: how a special release turned out, how many a customer had, who may go how far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from onaccount.customers.models import Customer
from onaccount.office.access import queries as access
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck.models import Authorisation, Decision, Hold
from onaccount.ordercheck.rules import PARTING, Releaser, SpecialsSoFar
from onaccount.trade.models import Delivery, Item, Order

PROMISED = (Authorisation.Kind.SPECIAL, Authorisation.Kind.EMERGENCY)
ENDED = (Order.Status.DELIVERED, Order.Status.CLOSED, Order.Status.CANCELLED, Order.Status.REJECTED)


@dataclass(frozen=True, slots=True)
class Promised:
    """A release against a promise, what of its order is still owed, and whether the promise was kept."""

    given: Authorisation
    owed: Decimal
    is_settled: bool
    is_broken: bool


def releaser_of(*, actor: Actor, held: Hold, today: date) -> Releaser:
    """
    Say who releases: the name, the roles held today, and who entered the order, wherever it waits now and
    whoever brought its goods there.
    """
    person = access.person_by_id(person_id=actor.person_id) if actor.person_id is not None else None
    roles = () if person is None else tuple(role.code for role in access.roles_of(person=person, today=today))
    return Releaser(name=actor.name, entered_by=_who_entered(held.order), roles=roles)


def _who_entered(order: Order) -> str:
    """Whoever asked for its first check; the rest of a parted order was entered by whoever entered the whole."""
    client, actor = Decision.objects.filter(order=order).order_by("pk").values_list("client", "actor")[0]
    if client != PARTING:
        return actor
    return _who_entered(Order.objects.get(number=order.number.rpartition("-")[0]))


def promised_releases(*, customers: QuerySet[Customer]) -> QuerySet[Authorisation]:
    """List the special and emergency releases for orders of these customers, the newest first."""
    given = Authorisation.objects.filter(kind__in=PROMISED, order__customer__in=customers)
    return given.select_related("order__customer", "decision", "person", "vouched_by", "review__person").order_by("-pk")


def outcomes_of(*, given: Iterable[Authorisation], today: date) -> tuple[Promised, ...]:
    """Say of each release how its promise turned out; two reads for any number of them."""
    rows = tuple(given)
    owed = _owed([row.order_id for row in rows])
    return tuple(_outcome(row, owed.get(row.order_id, Decimal(0)), today) for row in rows)


def specials_of(*, customer_id: int, today: date) -> SpecialsSoFar:
    """Count what the discipline of special releases asks about a customer."""
    given = promised_releases(customers=Customer.objects.filter(pk=customer_id))
    found = outcomes_of(given=given, today=today)
    quarter = [one for one in found if _quarter(_day(one)) == _quarter(today)]
    return SpecialsSoFar(
        this_month=sum(1 for one in quarter if _day(one).month == today.month),
        this_quarter=len(quarter),
        unsettled=tuple(one.given.order.number for one in found if not one.is_settled),
        unreviewed=tuple(one.given.order.number for one in found if _is_unreviewed(one.given)),
    )


def _owed(order_ids: Iterable[int]) -> dict[int, Decimal]:
    """What still stands of orders in goods on their way and in open invoices, the order itself left out."""
    ids = list(order_ids)
    goods = Delivery.objects.filter(order__in=ids, cancelled_at=None).order_by().values_list("order")
    bills = Item.objects.filter(Q(order__in=ids) | Q(delivery__order__in=ids), cancelled_at=None, open_amount__gt=0)
    of = bills.order_by().annotate(of=Coalesce(F("order"), F("delivery__order"))).values_list("of")
    owed: dict[int, Decimal] = dict(goods.annotate(Sum("open_amount")))
    for order, amount in of.annotate(Sum("open_amount")):
        owed[order] = owed.get(order, Decimal(0)) + amount
    return owed


def _outcome(given: Authorisation, owed: Decimal, today: date) -> Promised:
    order = given.order
    still = owed + (
        Decimal(0) if order.status in ENDED else order.amount if order.status == "held" else order.open_amount
    )
    settled = order.status in ENDED and not owed
    late = given.promised_date is not None and given.promised_date < today
    return Promised(given, still, settled, late and not settled)


def _is_unreviewed(given: Authorisation) -> bool:
    return given.kind == Authorisation.Kind.EMERGENCY and not hasattr(given, "review")


def _day(one: Promised) -> date:
    return one.given.decision.decided_on


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
