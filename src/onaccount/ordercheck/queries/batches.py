"""Which batches a customer has not paid 未结批次: by delivery, by order or by month; the oldest first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, TruncMonth

from onaccount.ordercheck.queries.arrears import Debtor
from onaccount.ordercheck.rules import Batch, OpenBatch, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Delivery, Item
from onaccount.trade.queries.currencies import worth_column
from onaccount.trade.rules.valuation import worth

ZERO = Decimal(0)
MOST = 50
CODE = "previous_batch"
KEPT_IN = "account__kept_in"


Convert = Callable[[Decimal, str], Decimal]


def batches_of(*, debtor: Debtor, policy: Policy, as_of: date, converted: Convert) -> tuple[OpenBatch, ...]:
    """
    List the customer's batches that are not paid in full, of the kinds some rule of the policy asks for; `converted` brings
    amounts of another currency into the debtor's.

    At most the fifty oldest of a kind. An invoice of which no delivery is known is a batch like one. What is disputed is left out where
    the policy leaves it out, retention money until its day; exempt goods are no batch, and of goods on consignment only what was used.
    """
    kinds = dict.fromkeys(rule.batch for rule in policy.rules if rule.code == CODE)
    if not kinds:
        return ()
    rests = {} if policy.overdue.disputed else trade.accepted_rests(group_id=debtor.group_id, as_of=as_of)
    disputed = _disputed(rests, as_of) if rests else {}
    left = Delivery.objects.filter(group=debtor.group_id, customer=debtor.customer_id, cancelled_at=None)
    left = left.filter(Q(uncounted=0) | Q(consigned_percent__isnull=False))
    direct = Item.objects.filter(group=debtor.group_id, customer=debtor.customer_id, delivery=None, cancelled_at=None)
    direct = direct.filter(Q(order=None) | Q(order__exemption=""), kind=Item.Kind.INVOICE)
    open_now, paid = direct.filter(open_amount__gt=0), direct.filter(open_amount=0)
    in_part = {rule.batch for rule in policy.rules if rule.code == CODE and rule.percent is not None}
    owed = _Owed(left, open_now, paid.none(), disputed, rests, as_of, converted)
    in_all = replace(owed, paid=paid)
    return tuple(found for kind in kinds for found in _open(kind, in_all if kind in in_part else owed))


@dataclass(frozen=True, slots=True)
class _Owed:
    """
    Deliveries and the open invoices of none, and what of both the customer does not accept; `paid` are the paid invoices of no
    delivery, where a batch may count as paid in part.
    """

    left: QuerySet[Delivery]
    direct: QuerySet[Item]
    paid: QuerySet[Item]
    disputed: Mapping[int, Decimal]
    rests: Mapping[int, Decimal]
    as_of: date
    converted: Convert

    def worth(self, document: Delivery | Item, amount: Decimal) -> Decimal:
        """An amount of a document at its first rate, and where its account is kept in another currency at the day's."""
        kept_in = document.account.kept_in
        return self.converted(worth(amount, rate=document.rate, code=kept_in), kept_in)


def _disputed(rests: Mapping[int, Decimal], as_of: date) -> dict[int, Decimal]:
    """What of the invoices of a delivery the customer does not accept, by delivery; a second read only where there are disputes."""
    parts: dict[int, Decimal] = {}
    for item in Item.objects.filter(pk__in=rests, delivery__isnull=False, open_amount__gt=0):
        if is_kept_back(item, as_of):
            continue
        assert item.delivery_id
        parts[item.delivery_id] = parts.get(item.delivery_id, ZERO) + item.open_amount - rests[item.pk]
    return parts


def _open(kind: Batch, found: _Owed) -> Iterator[OpenBatch]:
    """Of every delivery: what was sent, and what of it is not invoiced or not paid; then added up by order or month."""
    kept_back = Q(items__kind=Item.Kind.RETENTION, items__due_date__gte=found.as_of)
    owed = Coalesce(Sum("items__open_amount", filter=Q(items__open_amount__gt=0) & ~kept_back), ZERO)
    rows = (
        found.left.annotate(total=F("amount") - F("returned"), owed=owed)
        .annotate(open=Case(When(consigned_percent=None, then=F("open_amount")), default=ZERO) + F("owed"))
        .order_by("delivery_date", "pk")
    )
    sums: dict[str, list[Decimal]] = {}
    begun: dict[str, date] = {}
    for delivery in rows.select_related("order", "account"):
        key = _key(kind, delivery)
        both = sums.setdefault(key, [ZERO, ZERO])
        begun.setdefault(key, delivery.delivery_date)
        both[0] += found.worth(delivery, delivery.total)
        both[1] += found.worth(delivery, delivery.open - found.disputed.get(delivery.pk, ZERO))
    delivered = set(sums) if kind is Batch.ORDER else set()  # its deliveries say what an order comes to
    for item in found.direct.select_related("order", "account").order_by("document_date", "pk"):
        key = batch_key(kind, item)
        both = sums.setdefault(key, [ZERO, ZERO])
        begun[key] = min(begun.get(key, item.document_date), item.document_date)
        both[0] += ZERO if key in delivered else found.worth(item, item.amount)
        both[1] += found.worth(item, found.rests.get(item.pk, item.open_amount))
    for key, currency, amount in _paid_of(kind, found.paid, begun):
        if key in sums and key not in delivered:
            sums[key][0] += found.converted(amount, currency)
    oldest = sorted(sums.items(), key=lambda each: begun[each[0]])
    unpaid = [OpenBatch(kind, key, total, left) for key, (total, left) in oldest if left > 0]
    yield from unpaid[:MOST]


def _paid_of(kind: Batch, paid: QuerySet[Item], begun: Mapping[str, date]) -> Iterator[tuple[str, str, Decimal]]:
    """What paid invoices add to the months and orders of which something is open; of a delivery there is only the one."""
    if kind is Batch.ORDER:
        of_orders = paid.filter(order__number__in=list(begun)).order_by().values_list("order__number", KEPT_IN)
        yield from of_orders.annotate(total=Sum(worth_column("amount")))
    elif kind is Batch.MONTH and begun:
        since = min(begun.values()).replace(day=1)
        by_month = paid.filter(document_date__gte=since).order_by().annotate(month=TruncMonth("document_date"))
        for month, currency, amount in by_month.values_list("month", KEPT_IN).annotate(
            total=Sum(worth_column("amount"))
        ):
            yield f"{month:%Y-%m}", currency, amount


def is_kept_back(item: Item, as_of: date) -> bool:
    """Say whether an item is retention money 质保金 before its day, which keeps no batch open."""
    return item.kind == Item.Kind.RETENTION and item.due_date >= as_of


def batch_key(kind: Batch, item: Item) -> str:
    """Name the batch of a kind to which an invoice belongs: its delivery's, else by what it says itself."""
    if item.delivery is not None:
        return _key(kind, item.delivery)
    match kind:
        case Batch.MONTH:
            return f"{item.document_date:%Y-%m}"
        case Batch.ORDER if item.order is not None:
            return item.order.number
    return item.number


def _key(kind: Batch, delivery: Delivery) -> str:
    match kind:
        case Batch.MONTH:
            return f"{delivery.delivery_date:%Y-%m}"
        case Batch.ORDER if delivery.order is not None:
            return delivery.order.number
    return delivery.number
