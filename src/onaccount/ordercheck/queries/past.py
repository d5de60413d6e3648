"""What happened to orders before they are judged again: goods that left, releases by people, the last passed check."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Max, Sum

from onaccount.ordercheck.models import Authorisation, Decision
from onaccount.ordercheck.rules import AuthorisationFacts
from onaccount.trade.models import Delivery


@dataclass(frozen=True, slots=True)
class OrderPast:
    """What was shipped of an order, the newest release for it, and the day a check of it last passed."""

    shipped: Decimal = Decimal(0)
    authorisation: AuthorisationFacts | None = None
    last_passed: date | None = None


NEW = OrderPast()


def past_of(order_ids: Collection[int]) -> dict[int, OrderPast]:
    """This function will give the past of each of these orders; three reads for any number of them."""
    left = Delivery.objects.filter(order__in=order_ids, cancelled_at=None).order_by().values_list("order_id")
    shipped = dict(left.annotate(kept=Sum(F("amount") - F("returned"))))
    given = Authorisation.objects.filter(order__in=order_ids).order_by("order_id", "-pk").distinct("order_id")
    released = {row.order_id: _facts(row) for row in given}
    passed = Decision.objects.filter(order__in=order_ids, outcome__in=("release", "warn")).order_by()
    last = dict(passed.values_list("order_id").annotate(Max("decided_on")))
    return {
        order: OrderPast(shipped.get(order, Decimal(0)), released.get(order), last.get(order)) for order in order_ids
    }


def _facts(given: Authorisation) -> AuthorisationFacts:
    return AuthorisationFacts(
        reference=str(given.pk),
        amount=given.amount,
        tolerance_percent=given.tolerance_percent,
        valid_until=given.valid_until,
        given_by=given.actor,
    )
