"""
What the tables say of a group of companies on a day, from which the standing of its accounts is made.

Terms: records 检查依据 (members, accounts, limits, suspensions and conduct of one group). Read only when a standing is missing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from onaccount.customers.models import Customer
from onaccount.customers.rules import ancestors, subtree
from onaccount.kernel.money import Money
from onaccount.limits import queries as limits
from onaccount.limits.models import Suspension
from onaccount.limits.rules import CreditLimit, Place, SuspensionKind
from onaccount.office.rates import queries as rates
from onaccount.ordercheck.queries.conduct import Conduct, conduct_of
from onaccount.ordercheck.rules import Failure, FailureKind, RateUsed
from onaccount.trade import queries as trade
from onaccount.trade.queries import AccountExposure
from onaccount.trade.queries.currencies import legs_of
from onaccount.trade.rules import Exposure


@dataclass(frozen=True, slots=True)
class Member:
    """A company of the group, as the judgement names it."""

    id: int
    parent: int | None
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Records:
    """Everything the standings of one group have in common on one day."""

    as_of: date
    members: Mapping[int, Member]
    accounts: tuple[AccountExposure, ...]
    limits: Mapping[Place, CreditLimit]
    suspensions: Mapping[int, tuple[SuspensionKind, ...]]
    prepay_since: Mapping[int, datetime]
    conduct: Conduct
    rates: tuple[RateUsed, ...]
    failures: tuple[Failure, ...]

    def chain(self, customer_id: int) -> tuple[int, ...]:
        """The company and everything above it, itself first."""
        return customer_id, *ancestors(parents=self._parents, customer_id=customer_id)

    def below(self, customer_id: int) -> frozenset[int]:
        """The company and everything below it."""
        return frozenset(subtree(parents=self._parents, root_id=customer_id))

    def converted(self, amount: Decimal, *, source: str, target: str) -> Decimal:
        """The amount in the target currency at the day's rate, rounded half up to minor units; the same currency stays exact."""
        if source in {target, ""}:
            return amount
        return Money(amount * self.rate(source), target).rounded().amount

    def rate(self, source: str) -> Decimal:
        """How much of the records' currency one unit of the source was worth."""
        return next(used.value for used in self.rates if used.source == source)

    def knows(self, source: str) -> bool:
        """Whether somebody entered a rate for the source."""
        return any(used.source == source for used in self.rates)

    @property
    def _parents(self) -> dict[int, int | None]:
        return {member.id: member.parent for member in self.members.values()}


def records_for(*, group_id: int, currency: str, as_of: date) -> Records:
    """
    Read what is known of a group: members, accounts, limits, suspensions, conduct, rates.

    Thirteen reads, and one more per foreign currency in the group. A rate that nobody entered is a failure, not a guess; that of an
    account on which nothing stands is not needed yet, and without that of a security the security counts nothing.
    """
    return records_of_groups(group_ids=[group_id], currency=currency, as_of=as_of)[group_id]


def records_of_groups(*, group_ids: Collection[int], currency: str, as_of: date) -> dict[int, Records]:
    """Read the same of many groups, in as many reads as of one."""
    rows = Customer.objects.filter(group__in=group_ids).values_list("group_id", "pk", "parent_id", "number", "name")
    members: dict[int, dict[int, Member]] = {group: {} for group in group_ids}
    for group, pk, parent, number, name in rows:
        members[group][pk] = Member(pk, parent, number, name)
    everybody = [pk for found in members.values() for pk in found]
    stopped = limits.suspensions_in_force(customer_ids=everybody)
    read = _Read(
        by_node=trade.exposure_of_groups(group_ids=group_ids),
        limits=limits.limits_in_force(customer_ids=everybody, on=as_of),
        suspensions={pk: tuple(SuspensionKind(row.kind) for row in rows) for pk, rows in stopped.items()},
        prepay_since=_prepay_since(stopped),
        conduct=conduct_of(members=everybody, as_of=as_of),
    )
    known = _Rates(currency, as_of)
    return {group: _records(found, read, known) for group, found in members.items()}


class _Rates:
    """The rates of a day into one currency, each read when first asked for."""

    def __init__(self, currency: str, as_of: date) -> None:
        self.currency, self.as_of = currency, as_of
        self._known: dict[str, tuple[tuple[RateUsed, ...], tuple[Failure, ...]]] = {}

    def of(self, foreign: Iterable[str]) -> tuple[tuple[RateUsed, ...], tuple[Failure, ...]]:
        """What `rates_for` gives."""
        wanted = sorted(foreign)
        for source in wanted:
            if source not in self._known:
                self._known[source] = rates_for([source], currency=self.currency, as_of=self.as_of)
        found = [self._known[source] for source in wanted]
        return tuple(rate for used, _ in found for rate in used), tuple(
            each for _, missing in found for each in missing
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of all members of all groups, by customer or place."""

    by_node: Mapping[int, tuple[AccountExposure, ...]]
    limits: Mapping[Place, CreditLimit]
    suspensions: Mapping[int, tuple[SuspensionKind, ...]]
    prepay_since: Mapping[int, datetime]
    conduct: Conduct


def _records(members: Mapping[int, Member], read: _Read, known: _Rates) -> Records:
    accounts = tuple(account for member, found in read.by_node.items() if member in members for account in found)
    own_limits = {place: limit for place, limit in read.limits.items() if place.customer_id in members}
    foreign = {account.currency for account in accounts if account.exposure != Exposure()}
    foreign |= {limit.currency for limit in own_limits.values()}
    covers = [each for member in members for each in read.conduct.covers.get(member, ())]
    foreign |= {each.currency for each in covers if each.is_in_exposure}
    found_rates, failures = known.of(foreign - {known.currency, ""})
    others = {account.currency for account in accounts} | {each.currency for each in covers}
    not_needed_yet, _missing = known.of(others - foreign - {known.currency, ""})
    return Records(
        as_of=known.as_of,
        members=members,
        accounts=accounts,
        limits=own_limits,
        suspensions=read.suspensions,
        prepay_since=read.prepay_since,
        conduct=read.conduct,
        rates=(*found_rates, *not_needed_yet),
        failures=failures,
    )


def _prepay_since(stopped: Mapping[int, Iterable[Suspension]]) -> dict[int, datetime]:
    """Since which moment each company that pays first does so."""
    placed = {
        pk: [row.placed_at for row in rows if row.kind == SuspensionKind.PREPAY_ONLY] for pk, rows in stopped.items()
    }
    return {pk: min(moments) for pk, moments in placed.items() if moments}


def rates_for(
    foreign: Iterable[str], *, currency: str, as_of: date
) -> tuple[tuple[RateUsed, ...], tuple[Failure, ...]]:
    """Give the rates of the day from foreign currencies, and a failure for each that nobody entered; a read for each."""
    used, missing = [], []
    for source in sorted(foreign):
        try:
            rate = rates.exchange_rate_on(source=source, target=currency, day=as_of)
            used.append(RateUsed(source, rate.value, rate.valid_from, legs_of(rate)))
        except rates.RateMissing:
            missing.append(Failure(FailureKind.RATE_MISSING, f"{source}/{currency}"))
    return tuple(used), tuple(missing)
