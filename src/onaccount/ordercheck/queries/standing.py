"""
The standing 信用状态 of accounts: the kept one where nothing has happened since, else made from the records of now.

Whoever decides on a standing that was made keeps it (`actions.keep_standing`); a dry run makes it and forgets it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F

from onaccount.customers.models import Group
from onaccount.limits.rules import CreditLimit, Dimension, LimitType, Place, Reach
from onaccount.ordercheck import models
from onaccount.ordercheck.queries.records import Records, records_for
from onaccount.ordercheck.rules import (
    CustomerFacts,
    LimitFacts,
    OverdueFacts,
    Policy,
    Share,
    Standing,
    StandingFacts,
    StandingNode,
    measured,
    standing_from_json,
)
from onaccount.trade.models import Account
from onaccount.trade.queries import AccountExposure


@dataclass(frozen=True, slots=True)
class Kept:
    """A standing, the group's version it was made under, and the key of the row that keeps it; None for one only made."""

    id: int | None
    version: int
    standing: Standing


def kept_standings(*, accounts: Iterable[Account], policy: Policy, as_of: date) -> dict[int | None, Kept]:
    """This function will give the standings that still hold for these accounts, by account; one read."""
    wanted = [account for account in accounts if account.pk is not None]
    rows = models.Standing.objects.filter(
        group__in={account.group_id for account in wanted},
        account__in=[account.pk for account in wanted],
        version=F("group__changes"),
        policy_number=policy.number,
        as_of=as_of,
    )
    found = rows.values_list("account_id", "pk", "version", "content")
    return {account: Kept(pk, version, standing_from_json(content)) for account, pk, version, content in found}


def standings_of(*, accounts: Iterable[Account], policy: Policy, as_of: date) -> dict[int | None, Kept]:
    """
    This function will give the standing of each account, by key (None: an account that is only thought of).

    All accounts are of one group. What no longer holds is made anew. Refuses `rates.missing`.
    """
    wanted = {account.pk: account for account in accounts}
    found = kept_standings(accounts=wanted.values(), policy=policy, as_of=as_of)
    missing = [account for key, account in wanted.items() if key not in found]
    if missing:
        version = Group.objects.values_list("changes", flat=True).get(pk=missing[0].group_id)
        for account, records in _records(missing, policy, as_of):
            found[account.pk] = Kept(None, version, _standing(account, records, policy))
    return found


def _records(accounts: list[Account], policy: Policy, as_of: date) -> Iterator[tuple[Account, Records]]:
    """The records are read once per currency."""
    for currency in sorted({account.currency for account in accounts}):
        alike = [account for account in accounts if account.currency == currency]
        records = records_for(
            group_id=alike[0].group_id,
            buyers={account.customer_id for account in alike},
            currency=currency,
            policy=policy,
            as_of=as_of,
        )
        for account in alike:
            yield account, records


def _standing(account: Account, records: Records, policy: Policy) -> Standing:
    member = records.members[account.customer_id]
    made = Standing(
        as_of=records.as_of,
        valid_until=records.as_of + timedelta(days=1),
        policy_number=policy.number,
        currency=account.currency,
        customer=CustomerFacts(member.number, member.name),
        nodes=_nodes(account, records),
        facts=_facts(account, records),
        rates=records.rates,
    )
    return measured(made, policy=policy)


def _nodes(account: Account, records: Records) -> tuple[StandingNode, ...]:
    """The buyer's own limits, then its and its ancestors' group limits; the buyer itself always, to name a missing limit."""
    buyer, segment = account.customer_id, account.segment_id
    places = [Place(buyer, part, Dimension.EXPOSURE, Reach.OWN) for part in (None, segment)]
    places += [
        Place(node, part, Dimension.EXPOSURE, Reach.GROUP) for node in records.chain(buyer) for part in (None, segment)
    ]
    bound = [place for place in dict.fromkeys(places) if place in records.limits or place == places[0]]
    return tuple(_node(place, account, records) for place in bound)


def _node(place: Place, account: Account, records: Records) -> StandingNode:
    is_group = place.reach is Reach.GROUP
    inside = records.below(place.customer_id) if is_group else frozenset({place.customer_id})
    member = records.members[place.customer_id]
    segment = None if place.segment_id is None else account.segment.code
    others = (
        _share(found, account, records)
        for found in records.accounts
        if found.customer_id in inside and segment in (None, found.segment) and found.account_id != account.pk
    )
    limit = _limit(records.limits.get(place), account, records)
    return StandingNode(member.number, member.name, is_group, limit, segment, others=tuple(others))


def _share(found: AccountExposure, account: Account, records: Records) -> Share:
    same = found.currency == account.currency
    return Share(found.account_id, None if same else records.rate(found.currency))


def _limit(limit: CreditLimit | None, account: Account, records: Records) -> LimitFacts:
    if limit is None:
        return LimitFacts()

    def in_currency(amount: Decimal) -> Decimal:
        return records.converted(amount, source=limit.currency, target=account.currency)

    value = None if limit.value is None else in_currency(limit.value)
    return LimitFacts(limit.type, value, in_currency(limit.temporary), limit.temporary_until, limit.expired_on)


def _facts(account: Account, records: Records) -> StandingFacts:
    """A suspension of a company above binds those below; allowances per order are the buyer's own."""
    buyer = account.customer_id
    stopped = (kind for node in records.chain(buyer) for kind in records.suspensions.get(node, ()))
    days = _allowance(Dimension.CREDIT_DAYS, account, records)
    return StandingFacts(
        overdue=records.overdue.get(buyer, OverdueFacts()),
        suspensions=tuple(dict.fromkeys(stopped)),
        credit_days=None if days is None else int(days),
        order_amount=_allowance(Dimension.ORDER_AMOUNT, account, records),
        order_quantity=_allowance(Dimension.QUANTITY, account, records),
    )


def _allowance(dimension: Dimension, account: Account, records: Records) -> Decimal | None:
    """The one of the account's segment goes before the one over all segments."""
    for segment in (account.segment_id, None):
        place = Place(account.customer_id, segment, dimension, Reach.OWN)
        limit = _limit(records.limits.get(place), account, records)
        if limit.type is not LimitType.NONE:
            return None if limit.value is None else limit.value + limit.temporary
    return None
