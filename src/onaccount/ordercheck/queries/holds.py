"""Reading holds 锁单: the queue of orders that wait, and what each waits for."""

from typing import Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from onaccount.customers.models import Customer
from onaccount.ordercheck.models import Hold, HoldReview
from onaccount.ordercheck.rules import Checkpoint, Outcome
from onaccount.trade.models import Order

CITED: Final = "latest_decision__standing"  # whose findings the newest answer may cite
TO_LEAVE: Final = frozenset({Checkpoint.PICK, Checkpoint.SHIP})
UNREAD: Final = ("latest_decision__seen", "latest_decision__standing__content")  # of a hold whose answer alone is told


def open_holds(*, customers: QuerySet[Customer]) -> QuerySet[Hold]:
    """
    List the open holds on orders of these customers, the longest waiting first.

    Each with `review_on`, the day somebody wants to look at it again, if one was set, and `waits_since`, the company's day on which
    it began to wait.
    """
    newest = HoldReview.objects.filter(hold=OuterRef("pk")).order_by("-pk").values("review_date")
    waiting = Hold.objects.filter(end=None, customer__in=customers).annotate(
        review_on=Subquery(newest[:1]), waits_since=F("decision__decided_on")
    )
    slim = waiting.defer(*UNREAD)
    return slim.select_related("customer__salesperson", "order", CITED).order_by("placed_at", "pk")


def open_holds_after(*, customers: QuerySet[Customer], order: Order) -> QuerySet[Hold]:
    """
    List the open holds that stand after that of an order, the longest waiting first.

    An order that waits no more still marks its place: that of its last hold. Nothing stands after one that never waited.
    """
    last = Hold.objects.filter(order=order).order_by("-pk").first()
    if last is None:
        return Hold.objects.none()
    later = Q(placed_at__gt=last.placed_at) | Q(placed_at=last.placed_at, pk__gt=last.pk)
    return open_holds(customers=customers).filter(later)


def holds_of_accounts(*, customers: QuerySet[Customer]) -> QuerySet[Hold]:
    """List the open holds on orders these customers buy or pay for."""
    concerned = Q(customer__in=customers) | Q(order__account__customer__in=customers)
    return Hold.objects.filter(concerned, end=None).select_related("order").order_by("pk")


def holds_of_group(*, group_id: int) -> QuerySet[Hold]:
    """List the open holds of a group in the order in which freed credit goes to them: oldest first."""
    waiting = Hold.objects.filter(group=group_id, end=None)
    slim = waiting.defer(*UNREAD)
    return slim.select_related("customer", "order__account__segment", CITED).order_by("pk")


def open_hold_of(*, order: Order) -> Hold | None:
    """Give the hold an order waits under, if it does."""
    return Hold.objects.filter(group=order.group_id, order=order, end=None).order_by("pk").first()


def may_not_leave(*, order: Order, held: Hold | None, at: Checkpoint) -> bool:
    """Say whether goods wait for something else than a check at this of the two gates: their order for its own, or they at the other."""
    waits_at = None if held is None else held.latest_decision.checkpoint
    return order.status == Order.Status.HELD or waits_at in TO_LEAVE - {at}


def groups_holding_for(*, customer: Customer) -> tuple[int, ...]:
    """Name the other groups in which an order of the customer waits because a company there pays for it."""
    waiting = Hold.objects.filter(end=None, customer=customer).exclude(group=customer.group_id)
    return tuple(waiting.order_by("group_id").values_list("group_id", flat=True).distinct())


def groups_waiting_for_data() -> tuple[int, ...]:
    """Name the groups in which an order waits because the check could not know enough."""
    failed = Hold.objects.filter(end=None, latest_decision__outcome=Outcome.FAILED.value)
    return tuple(failed.order_by("group_id").values_list("group_id", flat=True).distinct())


def groups_with_holds() -> tuple[int, ...]:
    """Name the groups in which an order waits."""
    return tuple(Hold.objects.filter(end=None).order_by("group_id").values_list("group_id", flat=True).distinct())
