"""Reading rebates 返利: those of some customers, and the pool 返利池 of what is accrued and not confirmed."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Sum, Value, When

from onaccount.customers.models import Customer
from onaccount.trade.models import Rebate

OPEN = Q(ended_on=None) | Q(credit_note__cancelled_at__isnull=False)
"""Nothing has ended it: no credit note stands for it, and nobody withdrew it."""
_STATE = Case(
    When(OPEN, then=Value("accrued")), When(credit_note=None, then=Value("withdrawn")), default=Value("confirmed")
)


def rebates_of(*, customers: QuerySet[Customer]) -> QuerySet[Rebate]:
    """List the rebates of these customers, each with its `state` (accrued, confirmed, withdrawn), the newest first."""
    rows = Rebate.objects.filter(customer__in=customers).annotate(state=_STATE)
    return rows.select_related("customer", "segment", "credit_note").order_by("-accrued_on", "-pk")


def standing_rebates(*, customer_id: int) -> QuerySet[Rebate]:
    """List the rebates of a customer that hold their number: all but those withdrawn."""
    return Rebate.objects.filter(Q(ended_on=None) | Q(credit_note__isnull=False), customer_id=customer_id)


def rebate_pool(*, customer: Customer) -> Mapping[str, Decimal]:
    """Say by currency what is accrued for a customer and not confirmed; it counts for nothing."""
    rows = Rebate.objects.filter(OPEN, customer=customer).values_list("currency").order_by("currency")
    return dict(rows.annotate(Sum("amount")))


def rebate_pools(*, customer: Customer) -> Mapping[tuple[int, str], Decimal]:
    """Say the same by segment and currency, as the customer's accounts stand."""
    rows = Rebate.objects.filter(OPEN, customer=customer).order_by().values_list("segment_id", "currency")
    return {(segment_id, currency): amount for segment_id, currency, amount in rows.annotate(Sum("amount"))}
