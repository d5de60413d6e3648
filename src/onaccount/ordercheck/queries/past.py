"""What happened to orders before they are judged again: goods that left, releases by people, the last passed check."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from msgspec import Struct
from msgspec.structs import replace

from onaccount.ordercheck.models import Authorisation, Decision, Waiver
from onaccount.ordercheck.rules import AuthorisationFacts, ItemQuantity, Waived, whole_of
from onaccount.trade.models import Delivery, OrderLine
from onaccount.trade.queries import billed_ahead
from onaccount.trade.rules.valuation import worth


class OrderPast(Struct, frozen=True):
    """
    What was shipped of an order, what more of it was invoiced before its goods leave 先开票, which items it has, the newest
    release for it, the single reasons that were waived, and the last check it passed by itself.

    A check that only a person's word or the grace days of an earlier one let pass is no passed check, nor is one of an order that
    did not count yet, beyond the horizon. `passed_at` is when it was
    last let go. What was said of the order while another company paid for it is left out.
    """

    shipped: Decimal = Decimal(0)
    billed: Decimal = Decimal(0)
    items: tuple[ItemQuantity, ...] = ()
    authorisation: AuthorisationFacts | None = None
    last_passed: date | None = None
    passed_amount: Decimal | None = None
    passed_at: datetime | None = None
    waived: tuple[Waived, ...] = ()

    @property
    def handed_on(self) -> Decimal:
        """What of the order stands in deliveries and invoices, or stood there."""
        return self.shipped + self.billed


NEW = OrderPast()
PAYER = F("order__account__customer")
# among the words of a finding in short
# what an answer cites of its standing is never one of these: they are said of orders that had a past
BY_ITSELF = ~reduce(or_, (Q(answer__findings__contains=[[word]]) for word in ("in_grace", "authorised", "waived")))


def past_of(order_ids: Collection[int], *, payer: int | None = None) -> dict[int, OrderPast]:
    """
    Give the past of each of these orders; six reads for any number of them, one more where invoices name an order alone.

    What was said counts for whoever pays, or for another `payer` that shall: what was said while that one paid before.
    """
    whose = PAYER if payer is None else Value(payer)
    left = Delivery.objects.filter(order__in=order_ids, cancelled_at=None).order_by().values_list("order_id")
    shipped = dict(left.annotate(kept=Sum(F("amount") - F("returned"))))
    billed = billed_ahead(order_ids=order_ids)
    lines = OrderLine.objects.filter(order__in=order_ids).order_by("item").values_list("order_id", "item")
    items: defaultdict[int, list[ItemQuantity]] = defaultdict(list)
    for order, item, quantity in lines.annotate(Sum("quantity")):
        items[order].append(ItemQuantity(item, quantity))
    given = Authorisation.objects.filter(order__in=order_ids, decision__customer=whose)
    given = (
        given.order_by("order_id", "-pk").distinct("order_id").select_related("decision__standing", "order__account")
    )
    released = {row.order_id: row for row in given}
    passed = Decision.objects.filter(BY_ITSELF, order__in=order_ids, customer=whose)
    passed = passed.filter(outcome__in=("release", "warn")).defer("answer")
    last = {row.order_id: row for row in passed.order_by("order_id", "-pk").distinct("order_id")}
    waived: defaultdict[int, list[Waived]] = defaultdict(list)
    for waiver in _waivers(order_ids, whose):
        waived[waiver.order_id].append(_waived(waiver))
    return {
        order: replace(
            _past(shipped.get(order, Decimal(0)), tuple(items[order]), released.get(order), last.get(order)),
            billed=billed.get(order, Decimal(0)),
            waived=tuple(waived[order]),
        )
        for order in order_ids
    }


def _waivers(order_ids: Collection[int], whose: Combinable) -> QuerySet[Waiver]:
    """The oldest first; a waiver is of whoever paid by the last decision before it."""
    before = Decision.objects.filter(order=OuterRef("order"), decided_at__lte=OuterRef("given_at"))
    payer = Subquery(before.order_by("-pk").values("customer")[:1])
    return Waiver.objects.alias(payer=payer).filter(order__in=order_ids, payer=whose).order_by("pk")


def _past(
    shipped: Decimal, items: tuple[ItemQuantity, ...], released: Authorisation | None, passed: Decision | None
) -> OrderPast:
    moments = [
        *([] if released is None else [released.given_at]),
        *([] if passed is None else [passed.decided_at]),
    ]
    counted = None if passed is None or passed.seen["order"].get("is_beyond") else passed
    return OrderPast(
        shipped=shipped,
        items=items,
        authorisation=None if released is None else _facts(released),
        last_passed=None if counted is None else counted.decided_on,
        passed_amount=None if counted is None else whole_of(counted.seen),
        passed_at=max(moments, default=None),
    )


def _facts(given: Authorisation) -> AuthorisationFacts:
    return AuthorisationFacts(
        reference=str(given.pk),
        amount=worth(given.amount, rate=given.order.rate, code=given.order.account.kept_in),
        tolerance_percent=given.tolerance_percent,
        valid_until=given.valid_until,
        given_by=given.actor,
        longest=_days_of(given.decision),
    )


def _days_of(decision: Decision) -> int | None:
    """The credit days the order asked for then, else those that were agreed."""
    known = {} if decision.standing is None else decision.standing.content["facts"]
    asked: int | None = decision.seen["order"].get("credit_days")
    agreed: int | None = decision.seen.get("standing", known).get("credit_days")
    return agreed if asked is None else asked


def _waived(given: Waiver) -> Waived:
    return Waived(given.rule, str(given.pk), given.amount, given.beyond, given.valid_until, given.given_at)
