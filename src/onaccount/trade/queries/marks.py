"""Reading marks on items 账项备注: what is disputed, promised and demanded on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from onaccount.customers.models import Customer
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Demand, Dispute, Promise, Settlement
from onaccount.trade.queries.items import ZERO


def accepted_rests(*, group_id: int, as_of: date) -> Mapping[int, Decimal]:
    """
    Give, by disputed item of the group, what of its open amount the customer does accept; one query.

    Zero where all that is open is disputed; money that came in since paid what was accepted first.
    """
    standing = Dispute.objects.filter(_stands(as_of), item__group=group_id, raised_on__lte=as_of)
    rest = Greatest(F("item__open_amount") - F("amount"), Value(ZERO))
    return dict(standing.values_list("item_id", rest))


def promised(*, group_id: int, as_of: date) -> Mapping[int, date]:
    """
    Give, by item of the group, the day for which its payment is promised; one query.

    A promise whose day has passed stands until somebody ends it: whether it still helps is the rules' business.
    """
    standing = Promise.objects.filter(_stands(as_of), item__group=group_id, given_on__lte=as_of)
    return dict(standing.order_by("given_on", "pk").values_list("item_id", "promised_date"))


def ripe_promises(*, today: date) -> QuerySet[Promise]:
    """List the promises of which it is known what became: all is paid, or their day has passed."""
    known = Q(item__open_amount=0) | Q(promised_date__lt=today)
    return Promise.objects.filter(known, end=None).select_related("item").order_by("pk")


def groups_with_ripe_promises(*, today: date) -> tuple[int, ...]:
    """Name the groups in which a promise was kept or broken by now and nobody said so yet."""
    rows = ripe_promises(today=today).order_by("item__group").values_list("item__group", flat=True)
    return tuple(rows.distinct())


def paid_days(*, item_ids: Iterable[int]) -> Mapping[int, date]:
    """Give, by item, the last day on which something of it was settled; one query."""
    rows = Settlement.objects.filter(item__in=list(item_ids)).order_by().values_list("item")
    return dict(rows.annotate(Max("effective_date")))


def demand_levels(*, customer_ids: Iterable[int], as_of: date) -> Mapping[int, int]:
    """
    Give, by customer, the highest level at which an item open on the day has been demanded; one query.

    A customer nothing is demanded from is not in the answer.
    """
    later = Settlement.objects.filter(item=OuterRef("item"), effective_date__gt=as_of).order_by()
    taken_back = Subquery(later.values("item").annotate(total=Sum("amount")).values("total"))
    open_on = F("item__open_amount") + Coalesce(taken_back, ZERO, output_field=amount_column())
    standing = Demand.objects.filter(_stands(as_of), customer__in=tuple(customer_ids), sent_on__lte=as_of)
    highest = standing.annotate(open_on=open_on).filter(open_on__gt=0).order_by().values_list("customer_id")
    return dict(highest.annotate(Max("level")))


def demanded(*, customer_id: int, as_of: date) -> Mapping[int, int]:
    """Give, by open item of a customer, the highest level at which it has been demanded by the day; one query."""
    standing = Demand.objects.filter(_stands(as_of), customer=customer_id, sent_on__lte=as_of, item__open_amount__gt=0)
    return dict(standing.order_by().values_list("item_id").annotate(Max("level")))


def disputes_of(*, customers: QuerySet[Customer]) -> QuerySet[Dispute]:
    """List all disputes of these customers with how they ended, the newest first."""
    rows = Dispute.objects.filter(customer__in=customers)
    return rows.select_related("item", "customer__salesperson", "end").order_by("-raised_on", "-pk")


def promises_of(*, customers: QuerySet[Customer]) -> QuerySet[Promise]:
    """List all promises of these customers with how they ended, the newest first."""
    rows = Promise.objects.filter(customer__in=customers)
    return rows.select_related("item", "customer__salesperson", "end").order_by("-given_on", "-pk")


def promises_with_state(*, customers: QuerySet[Customer], today: date) -> QuerySet[Promise]:
    """
    List all promises of these customers with `state`: how it ended, else paid (nothing is open any more),
    late (its day has passed), today or to_come. What stands comes first, the soonest in front.
    """
    state = Case(
        When(end__isnull=False, then=F("end__outcome")),
        When(item__open_amount=0, then=Value("paid")),
        When(promised_date__lt=today, then=Value("late")),
        When(promised_date=today, then=Value("today")),
        default=Value("to_come"),
    )
    stands_first = F("end__ended_on").desc(nulls_first=True)
    return promises_of(customers=customers).annotate(state=state).order_by(stands_first, "promised_date", "pk")


def demands_of(*, customers: QuerySet[Customer]) -> QuerySet[Demand]:
    """List all demands on items of these customers, the newest first."""
    rows = Demand.objects.filter(customer__in=customers)
    return rows.select_related("item", "customer__salesperson", "end").order_by("-sent_on", "-pk")


def _stands(as_of: date) -> Q:
    """Not ended on the day: the day of the end itself no longer counts."""
    return Q(end=None) | Q(end__ended_on__gt=as_of)
