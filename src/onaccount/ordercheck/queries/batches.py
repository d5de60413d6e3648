"""Which batches a customer has not paid 未结批次: by delivery, by order or by month; the oldest first."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from onaccount.ordercheck.queries.arrears import Debtor
from onaccount.ordercheck.rules import Batch, OpenBatch, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Delivery, Item

ZERO = Decimal(0)
MOST = 50
OWED = Q(items__open_amount__gt=0)
CODE = "previous_batch"


def batches_of(*, debtor: Debtor, policy: Policy, as_of: date) -> tuple[OpenBatch, ...]:
    """
    This function will list the customer's batches that are not paid in full, of the kinds some rule of the policy asks for.

    At most the fifty oldest of a kind. What is disputed is left out where the policy leaves it out; exempt goods are no batch, and of
    goods on consignment only what was used.
    """
    kinds = dict.fromkeys(rule.batch for rule in policy.rules if rule.code == CODE)
    if not kinds:
        return ()
    disputed = {} if policy.overdue.disputed else _disputed(debtor, as_of)
    left = Delivery.objects.filter(group=debtor.group_id, customer=debtor.customer_id, cancelled_at=None)
    left = left.filter(Q(uncounted=0) | Q(consigned_percent__isnull=False))
    return tuple(found for kind in kinds for found in _open(kind, left, disputed))


def _disputed(debtor: Debtor, as_of: date) -> dict[int, Decimal]:
    """What of the invoices of a delivery the customer does not accept, by delivery; a second read only where there are disputes."""
    rests = trade.accepted_rests(group_id=debtor.group_id, as_of=as_of)
    parts: dict[int, Decimal] = {}
    for item in Item.objects.filter(pk__in=rests, delivery__isnull=False, open_amount__gt=0) if rests else ():
        assert item.delivery_id
        parts[item.delivery_id] = parts.get(item.delivery_id, ZERO) + item.open_amount - rests[item.pk]
    return parts


def _open(kind: Batch, deliveries: QuerySet[Delivery], disputed: Mapping[int, Decimal]) -> Iterator[OpenBatch]:
    """Of every delivery: what was sent, and what of it is not invoiced or not paid; then added up by order or month."""
    rows = (
        deliveries.annotate(
            total=F("amount") - F("returned"), owed=Coalesce(Sum("items__open_amount", filter=OWED), ZERO)
        )
        .annotate(open=Case(When(consigned_percent=None, then=F("open_amount")), default=ZERO) + F("owed"))
        .order_by("delivery_date", "pk")
    )
    sums: dict[str, list[Decimal]] = {}
    for delivery in rows.select_related("order"):
        both = sums.setdefault(batch_key(kind, delivery), [ZERO, ZERO])
        both[0] += delivery.total
        both[1] += delivery.open - disputed.get(delivery.pk, ZERO)
    unpaid = [OpenBatch(kind, key, total, left) for key, (total, left) in sums.items() if left > 0]
    yield from unpaid[:MOST]


def batch_key(kind: Batch, delivery: Delivery) -> str:
    """This function will name the batch of a kind to which a delivery belongs."""
    match kind:
        case Batch.MONTH:
            return f"{delivery.delivery_date:%Y-%m}"
        case Batch.ORDER if delivery.order is not None:
            return delivery.order.number
    return delivery.number
