"""Orders as the desk lists and shows them: with what they wait for, what left of them, what was invoiced."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Value, When

from onaccount.customers.models import Customer
from onaccount.ordercheck.models import Authorisation, Decision, Hold, HoldEnd, Waiver
from onaccount.trade.models import Delivery, Item, Order


@dataclass(frozen=True, slots=True)
class OrderFile:
    """Everything one page tells about an order, the newest first in each list."""

    order: Order
    hold: Hold | None
    decisions: tuple[Decision, ...]
    ends: tuple[HoldEnd, ...]
    authorisations: tuple[Authorisation, ...]
    deliveries: tuple[Delivery, ...]
    items: tuple[Item, ...]
    waivers: tuple[Waiver, ...]

    @property
    def to_deliver(self) -> Decimal:
        """What of the order has not left yet."""
        left: Decimal = self.order.amount - sum((each.amount - each.returned for each in self.deliveries), Decimal(0))
        return max(Decimal(0), left)

    @property
    def to_invoice(self) -> Decimal:
        """What left and is not invoiced yet."""
        total: Decimal = sum((each.open_amount for each in self.deliveries), Decimal(0))
        return total


def orders_of(*, customers: QuerySet[Customer]) -> QuerySet[Order]:
    """
    List the orders of these customers, each with `waits` (a hold is open), the newest `outcome`, and what of it `counts` against
    limits in its own currency: nothing beyond the horizon, and nothing of what is due before the goods leave.
    """
    open_hold = Hold.objects.filter(order=OuterRef("pk"), end=None)
    newest = Decision.objects.filter(order=OuterRef("pk")).order_by("-pk")
    counts = Case(When(beyond=True, then=Value(Decimal(0))), default=F("open_amount") - F("uncounted"))
    return (
        Order.objects.filter(customer__in=customers)
        .annotate(waits=Exists(open_hold), outcome=Subquery(newest.values("outcome")[:1]), counts=counts)
        .select_related("customer", "salesperson")
    )


def order_file(*, order_id: int, customers: QuerySet[Customer]) -> OrderFile | None:
    """Gather what there is about one order of these customers; eight reads."""
    order = (
        orders_of(customers=customers)
        .select_related("account__segment", "account__customer")
        .filter(pk=order_id)
        .first()
    )
    if order is None:
        return None
    hold = Hold.objects.filter(order=order, end=None).select_related("latest_decision__standing", "decision").first()
    ends = HoldEnd.objects.filter(hold__order=order).select_related("person", "hold").order_by("-pk")
    given = Authorisation.objects.filter(order=order).select_related("person", "vouched_by", "review__person")
    given = given.order_by("-pk")
    left = Delivery.objects.filter(order=order, cancelled_at=None).order_by("-delivery_date", "-pk")
    items = Item.objects.filter(order=order, cancelled_at=None, kind__in=("invoice", "retention")).order_by(
        "-document_date", "-pk"
    )
    decisions = Decision.objects.filter(order=order).select_related("standing").order_by("-pk")
    waived = Waiver.objects.filter(order=order).select_related("person").order_by("-pk")
    return OrderFile(order, hold, tuple(decisions), tuple(ends), tuple(given), tuple(left), tuple(items), tuple(waived))
