"""What some checks need of single documents 单据级依据: orders with a security of their own, one salesperson's part of a customer."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from onaccount.office.access.models import Person
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import OrderFacts, Policy, Standing
from onaccount.trade.models import Delivery, Item, Order

ZERO = Decimal(0)


def secured_orders_of(*, step: Step, standing: Standing) -> dict[str, Decimal]:
    """
    This function will say what stands in the ledger of each order that has a security of its own: ordered, delivered, invoiced.

    What the step itself occupies is left out. No read where no single order is secured.
    """
    numbers = {each.order_number for each in standing.order_covers}
    if not numbers:
        return {}
    mine = Q(account=step.account.pk, group=step.account.group_id)
    sums: dict[str, Decimal] = {}
    for rows in (
        Order.objects.filter(mine, number__in=numbers, beyond=False).values_list("number", "open_amount"),
        _of_orders(Delivery.objects.filter(mine, order__number__in=numbers, cancelled_at=None)),
        _of_orders(Item.objects.filter(mine, order__number__in=numbers, open_amount__gt=0)),
    ):
        for number, amount in rows:
            sums[number] = sums.get(number, ZERO) + amount
    own = step.order.number
    if own in sums and not step.was_beyond:
        sums[own] -= step.order.occupied
    return sums


def with_salesperson(*, step: Step, policy: Policy) -> OrderFacts:
    """
    This function will add to the order who sells it and what else the customer occupies through that person.

    Only where a rule of the policy asks for it: four reads over the open documents of the customer.
    """
    if step.salesperson_id is None or not limits_salespeople(policy):
        return step.order
    through = Q(account=step.account.pk, group=step.account.group_id)
    orders = Order.objects.filter(through, salesperson=step.salesperson_id, open_amount__gt=0, beyond=False)
    if step.entered_as is not None:
        orders = orders.exclude(pk=step.entered_as)
    left = Delivery.objects.filter(
        through, order__salesperson=step.salesperson_id, open_amount__gt=0, cancelled_at=None
    )
    claims = Item.objects.filter(through, order__salesperson=step.salesperson_id, open_amount__gt=0)
    total = sum((_open(part) for part in (orders, left, claims)), ZERO)
    name = Person.objects.values_list("username", flat=True).get(pk=step.salesperson_id)
    return replace(step.order, salesperson=name, through_salesperson=total)


def judges_documents(*, policy: Policy, standing: Standing) -> bool:
    """This function will say whether a check looks at single documents, so that each order must be written before the next."""
    return bool(standing.order_covers) or limits_salespeople(policy)


def limits_salespeople(policy: Policy) -> bool:
    """This function will say whether a policy limits what a customer occupies through one salesperson."""
    return any(rule.code == "salesperson_limit" for rule in policy.rules)


def _open(rows: QuerySet[Any]) -> Decimal:
    total: Decimal = rows.aggregate(total=Sum("open_amount", default=ZERO))["total"]
    return total


def _of_orders(rows: QuerySet[Any]) -> list[tuple[str, Decimal]]:
    return list(rows.order_by().values_list("order__number").annotate(Sum("open_amount")))
