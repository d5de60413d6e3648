"""Who feeds the stages of a segment 数据来源方, and what stands in each of them from either side."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet, Sum

from onaccount.kernel.money import Money
from onaccount.trade.models import Bill, Delivery, Item, Order, Segment
from onaccount.trade.rules import Fed, Feeder, Feeders

UNAPPLIED = Item.Kind.UNAPPLIED  # money: it enters no stage


@dataclass(frozen=True, slots=True)
class Brought:
    """What of one side stands in a stage: how many documents, and what is open of them in each currency."""

    count: int
    amounts: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class FedStage:
    """A stage, who feeds it now, and what stands in it from us and from files."""

    stage: Fed
    feeder: Feeder
    from_us: Brought
    from_files: Brought


def feeders_of(*, code: str) -> Feeders:
    """Say who feeds the stages of a segment; one that does not exist yet accepts everything."""
    found = Segment.objects.filter(code=code).first()
    return Feeders(code) if found is None else found.feeders


def stages_fed(*, segment: Segment) -> tuple[FedStage, ...]:
    """Tell of each stage of a segment who feeds it and what stands there from whom; one query for each stage."""
    documents: dict[Fed, QuerySet[Any]] = {
        Fed.ORDERS: Order.objects.all(),
        Fed.DELIVERIES: Delivery.objects.all(),
        Fed.RECEIVABLES: Item.objects.exclude(kind=UNAPPLIED),
        Fed.BILLS: Bill.objects.all(),
    }
    return tuple(_fed(stage, segment, documents[stage]) for stage in Fed)


def _fed(stage: Fed, segment: Segment, documents: QuerySet[Any]) -> FedStage:
    standing = documents.filter(account__segment=segment).exclude(open_amount=0).order_by("currency")
    by_side = standing.annotate(is_ours=ExpressionWrapper(Q(intake_run=None), BooleanField()))
    rows = list(by_side.values_list("currency", "is_ours").annotate(Count("pk"), Sum("open_amount")))
    ours = [(currency, count, amount) for currency, is_ours, count, amount in rows if is_ours]
    listed = [(currency, count, amount) for currency, is_ours, count, amount in rows if not is_ours]
    return FedStage(stage, segment.feeders.of(stage), _brought(ours), _brought(listed))


def _brought(rows: Iterable[tuple[str, int, Decimal]]) -> Brought:
    found = list(rows)
    return Brought(sum(count for _, count, _ in found), tuple(Money(amount, currency) for currency, _, amount in found))
