"""Facts for the pages of one customer and of one group: each page asks once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from onaccount.customers import queries as customers
from onaccount.customers.models import Customer
from onaccount.limits.models import JournalLine, Suspension
from onaccount.limits.queries.experience import YEAR, entries_of, experience_of
from onaccount.limits.queries.in_force import journal_of, limits_in_force, suspensions_in_force
from onaccount.limits.rules import CreditLimit, Dimension, Entry, Experience, Place, Reach, largest
from onaccount.office.approval import queries as approvals
from onaccount.office.approval.models import Request
from onaccount.trade import queries as trade
from onaccount.trade.models import Segment
from onaccount.trade.queries import AccountExposure

ZERO = Decimal(0)
MISSING = CreditLimit.missing(expired_on=None)


@dataclass(frozen=True, slots=True)
class CustomerLimits:
    """
    What the page 客户限额管理 of one customer shows, over all segments (`segment` None) or in one of them.

    `waiting` is the request a checker has not answered yet; `used` is what the limit of this segment is compared with.
    """

    customer: Customer
    segment: Segment | None
    limits: Mapping[Place, CreditLimit]
    experience: Mapping[Dimension, Experience]
    used: Decimal
    members: int
    suspensions: Sequence[Suspension]
    waiting: Request | None
    journal: Sequence[JournalLine]

    def limit(self, dimension: Dimension, reach: Reach) -> CreditLimit:
        """The limit in this segment, or over all, type `none` where there is none."""
        segment_id = self.segment.pk if self.segment else None
        return self.limits.get(Place(self.customer.pk, segment_id, dimension, reach), MISSING)


@dataclass(frozen=True, slots=True)
class TreeRow:
    """
    One company of a group: its own limit with what it uses, the limit over everything below it with what all that uses.

    `free` is the smallest headroom over the company and all above it; None where nothing binds. Amounts are in one currency.
    """

    customer: Customer
    depth: int
    own: CreditLimit
    group: CreditLimit
    used: Decimal
    used_below: Decimal
    free: Decimal | None


@dataclass(frozen=True, slots=True)
class Unlimited:
    """A customer nobody has given a limit, and its largest exposure of the last twelve months; None without any."""

    customer: Customer
    largest: Decimal | None


def customer_limits(*, customer: Customer, segment: Segment | None, reach: Reach, on: date) -> CustomerLimits:
    """Gather a customer's limits on a day, history and experience, of it alone or with all below it."""
    reached = customers.below(customer) if reach is Reach.GROUP else (customer.pk,)
    known = trade.exposure_by_node(group_id=customer.group_id)
    accounts = [each for pk in reached for each in known.get(pk, ()) if segment is None or each.segment == segment.code]
    return CustomerLimits(
        customer=customer,
        segment=segment,
        limits=limits_in_force(customer_ids=[customer.pk], on=on),
        experience=experience_of(customer_ids=reached, currency=customer.currency, today=on),
        used=_used(accounts, customer.currency),
        members=Customer.objects.filter(group=customer.group_id).count(),
        suspensions=suspensions_in_force(customer_ids=[customer.pk]).get(customer.pk, ()),
        waiting=approvals.open_request_of(kind="limit", subject_kind="customer", subject_id=customer.pk),
        journal=tuple(journal_of(customers=Customer.objects.filter(pk=customer.pk))[:50]),
    )


def group_tree(*, group_id: int, currency: str, on: date) -> tuple[TreeRow, ...]:
    """Give every company of a group with own and group limit in one currency, parents first."""
    nodes = customers.tree_of(group_id)
    limits = limits_in_force(customer_ids=[node.customer.pk for node in nodes], on=on)
    exposures = trade.exposure_by_node(group_id=group_id)
    used = {node.customer.pk: _used(exposures.get(node.customer.pk, ()), currency) for node in nodes}
    rows: list[TreeRow] = []
    for position, node in enumerate(nodes):
        inside = [node, *_below(nodes[position + 1 :], node.depth)]
        above = next((row for row in reversed(rows) if row.depth == node.depth - 1), None)
        rows.append(_tree_row(node, limits, used, inside, above.free if above else None))
    return tuple(rows)


def without_limit(*, customers: QuerySet[Customer], today: date, at_most: int) -> list[Unlimited]:
    """Give customers for whom no credit limit was ever posted, by number, with the year's largest exposure."""
    known = JournalLine.objects.filter(dimension=Dimension.EXPOSURE).values("customer")
    rows = list(customers.exclude(pk__in=known).order_by("number")[:at_most])
    entries: dict[int, list[Entry]] = {}
    for currency in sorted({row.currency for row in rows}):
        mine = [row.pk for row in rows if row.currency == currency]
        entries |= entries_of(customer_ids=mine, currency=currency)
    since = today - YEAR
    return [
        Unlimited(row, largest(entries=entries.get(row.pk, ()), dimension=Dimension.EXPOSURE, since=since))
        for row in rows
    ]


def _tree_row(
    node: customers.Node,
    limits: Mapping[Place, CreditLimit],
    used: Mapping[int, Decimal],
    inside: Sequence[customers.Node],
    above: Decimal | None,
) -> TreeRow:
    pk = node.customer.pk
    own = limits.get(Place(pk, None, Dimension.EXPOSURE, Reach.OWN), MISSING)
    group = limits.get(Place(pk, None, Dimension.EXPOSURE, Reach.GROUP), MISSING)
    below = sum((used[each.customer.pk] for each in inside), ZERO)
    bounds = [free for free in (above, own.free(used[pk]), group.free(below)) if free is not None]
    return TreeRow(node.customer, node.depth, own, group, used[pk], below, min(bounds, default=None))


def _below(following: Sequence[customers.Node], depth: int) -> list[customers.Node]:
    """The companies of a depth-first list up to the next one that is not deeper."""
    end = next((at for at, node in enumerate(following) if node.depth <= depth), len(following))
    return list(following[:end])


def _used(accounts: Sequence[AccountExposure], currency: str) -> Decimal:
    counted = (each.exposure.counted(added=ZERO, credits_reduce=True) for each in accounts if each.currency == currency)
    return sum(counted, ZERO)
