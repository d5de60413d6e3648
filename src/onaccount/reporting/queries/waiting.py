"""What waits for one person this morning 今日待办: counts of what that person may see and do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from onaccount.customers import access
from onaccount.limits import queries as limits
from onaccount.office.access.models import Person
from onaccount.office.approval import queries as approval
from onaccount.office.tasks import queries as tasks
from onaccount.ordercheck import queries as ordercheck
from onaccount.trade import queries as trade
from onaccount.trade.rules import Aging, Basis, Credits, default_buckets

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Overdue:
    """What is overdue in one currency, and of how many customers."""

    currency: str
    amount: Decimal
    customers: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The morning's picture."""

    held_orders: int
    approvals: int
    tasks: int
    expiring_limits: int
    overdue: tuple[Overdue, ...]
    aging: dict[str, Aging]


def waiting_for(*, person: Person, today: date) -> Waiting:
    """Count what waits for the person today, in a fixed number of queries."""
    checks = access.visible(person=person, permission="ordercheck.view", today=today)
    in_force = access.visible(person=person, permission="limits.view", today=today)
    ledger = access.visible(person=person, permission="trade.view", today=today)
    question = trade.AgingQuestion(today, Basis.DUE_DATE, default_buckets(Basis.DUE_DATE), Credits.APART)
    lines: Any = trade.aging_lines(customers=ledger, question=question)
    late = lines.filter(overdue__gt=0).order_by()
    sums = late.values("in_currency").annotate(amount=Sum("overdue"), customers=Count("*")).order_by("in_currency")
    return Waiting(
        held_orders=ordercheck.open_holds(customers=checks).count(),
        approvals=approval.waiting_for(person=person, today=today).count(),
        tasks=tasks.waiting_for(person=person).count(),
        expiring_limits=limits.expiring(customers=in_force, today=today, days=SOON_DAYS).count(),
        overdue=tuple(Overdue(line["in_currency"], line["amount"], line["customers"]) for line in sums),
        aging=trade.aging_of(customers=ledger, question=question),
    )
