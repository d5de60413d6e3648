"""The list of customers 客户台账: one queryset that sorts by any figure, and what a page's rows show beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from onaccount.customers import access
from onaccount.customers.models import Customer
from onaccount.limits import queries as limits
from onaccount.limits.models import Suspension
from onaccount.limits.rules import CreditLimit, Dimension, Place, Reach
from onaccount.office.access.models import Person
from onaccount.ordercheck import queries as ordercheck
from onaccount.ordercheck.rules import Headroom
from onaccount.reporting.rules import NEAR, Filling, Picture, Situation, situation_of
from onaccount.trade import queries as trade
from onaccount.trade.rules import Aging, Basis, Credits, default_buckets


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """
    One customer as the list shows it; money in the customer's currency. `group_free` is what a group's limit leaves that binds its
    orders more than its own, None where none does.
    """

    customer: Customer
    situation: Situation
    limit: CreditLimit
    bound: Decimal | None
    group_free: Decimal | None
    used: Decimal
    held: Decimal
    overdue: Decimal
    overdue_days: int
    aging: Aging | None

    @property
    def pk(self) -> int:
        """The customer's key."""
        return self.customer.pk

    @property
    def currency(self) -> str:
        """The currency of every amount of the row."""
        return self.customer.currency

    @property
    def free(self) -> Decimal | None:
        """What may still be used; None where no amount is set."""
        return None if self.bound is None else self.bound - self.used

    @property
    def used_share(self) -> Decimal | None:
        """Used of the bound, as a fraction; None without a bound above zero."""
        return self.used / self.bound if self.bound else None


def customer_rows(*, person: Person, permission: str, today: date) -> QuerySet[Customer]:
    """
    List the customers the permission reaches for the person with `used`, `held`, `overdue`, `oldest_due`, `bound`, `free`.

    `bound` is today's own limit over all segments with its temporary part, None where none is set as an amount.
    """
    visible = access.visible(person=person, permission=permission, today=today)
    stopped = Suspension.objects.filter(customer=OuterRef("pk"), lift=None)
    rows = limits.with_limits(customers=visible, today=today)
    return rows.annotate(bound=F("limit"), is_stopped=Exists(stopped)).select_related("group")


def in_situation(*, rows: Any, situation: str, today: date) -> Any:
    """
    Keep the rows of `customer_rows` a manager means by a word; one customer may answer to several.

    What is over or near a limit is so as well by that of a group, which is asked of all whom such a limit binds.
    """
    match situation:
        case Situation.STOPPED:
            return rows.filter(is_stopped=True)
        case Situation.OVER_LIMIT:
            return rows.filter(Q(used__gt=F("bound")) | Q(pk__in=_under_groups(rows, today, "is_over")))
        case Situation.OVERDUE:
            return rows.filter(oldest_due__isnull=False)
        case Situation.NEAR_LIMIT:
            is_near = Q(used__lte=F("bound"), used__gt=F("bound") * NEAR)
            return rows.filter(is_near | Q(pk__in=_under_groups(rows, today, "is_near")))
        case Situation.NO_LIMIT:
            return rows.filter(bound=None)
        case _:
            inside = rows.filter(is_stopped=False, oldest_due=None).exclude(used__gt=F("bound"))
            return inside.exclude(pk__in=_under_groups(rows, today, "is_over"))


def _under_groups(rows: Any, today: date, word: str) -> list[int]:
    """The rows that a group's limit puts where the word says, by their keys."""
    above = above_of(customers=Customer.objects.filter(pk__in=rows.order_by().values("pk")), today=today)
    return [key for key, found in above.items() if any(getattr(each, word) for each in fillings(found))]


def above_of(*, customers: QuerySet[Customer], today: date) -> dict[int, dict[str, Headroom]]:
    """Name the limits of groups that bind these customers more than their own today, as the order check sees them."""
    policy = ordercheck.policy_in_force(on=today)
    return ordercheck.bound_by_groups(customers=customers, policy=policy, as_of=today)


def fillings(above: Mapping[str, Headroom]) -> tuple[Filling, ...]:
    """Say how far limits of groups are used."""
    return tuple(Filling(each.before, each.limit) for each in above.values())


def dressed(*, rows: Sequence[Customer], today: date) -> list[CustomerRow]:
    """Add limits, situation and aging to one page of the list, in a fixed number of queries where no group has a limit, else another."""
    keys = [row.pk for row in rows]
    in_force = limits.limits_in_force(customer_ids=keys, on=today)
    question = trade.AgingQuestion(today, Basis.DUE_DATE, default_buckets(Basis.DUE_DATE), Credits.APART)
    page = Customer.objects.filter(pk__in=keys)
    lines = trade.aging_lines(customers=page, question=question)
    aged = {(line["customer_id"], line["in_currency"]): trade.aging_in(row=line, question=question) for line in lines}
    above = above_of(customers=page, today=today)
    limited = [(in_force.get(_own(row)) or CreditLimit.missing(expired_on=None)) for row in rows]
    return [
        _row(row, limit, aged.get((row.pk, row.currency)), above.get(row.pk, {}), today)
        for row, limit in zip(rows, limited, strict=True)
    ]


def _own(row: Customer) -> Place:
    return Place(row.pk, None, Dimension.EXPOSURE, Reach.OWN)


def _row(
    row: Customer, limit: CreditLimit, aging: Aging | None, above: Mapping[str, Headroom], today: date
) -> CustomerRow:
    facts = vars(row)
    days = (today - facts["oldest_due"]).days if facts["oldest_due"] else 0
    own = Filling(facts["used"], facts["bound"])
    return CustomerRow(
        customer=row,
        situation=situation_of(Picture(facts["is_stopped"], own, fillings(above), days)),
        limit=limit,
        bound=facts["bound"],
        group_free=above[row.currency].free if row.currency in above else None,
        used=facts["used"],
        held=facts["held"],
        overdue=facts["overdue"],
        overdue_days=days,
        aging=aging,
    )
