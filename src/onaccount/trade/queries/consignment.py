"""Reading goods that stand at customers and are still ours 寄售."""

from django.db.models import F, QuerySet

from onaccount.customers.models import Customer
from onaccount.trade.models import Delivery


def goods_at_customers(*, customers: QuerySet[Customer]) -> QuerySet[Delivery]:
    """List the deliveries on consignment of which something is not used yet, with `counts`: what occupies credit."""
    waiting = Delivery.objects.filter(customer__in=customers, consigned_percent__isnull=False, open_amount__gt=0)
    counted = waiting.annotate(counts=F("open_amount") - F("uncounted"))
    return counted.select_related("customer", "order").order_by("delivery_date", "pk")
