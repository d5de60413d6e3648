"""Finding rate shocks 汇率冲击: every limit with foreign exposure under it, at the rates its group's checks last took and at today's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef

from onaccount.customers.models import Customer
from onaccount.limits import queries as limits
from onaccount.limits.models import LimitInForce
from onaccount.limits.rules import Dimension, LimitType, Place, Reach
from onaccount.office.rates.queries import RateMissing, exchange_rate_on
from onaccount.ordercheck.models import Decision
from onaccount.reporting.queries.pots import watch_limits
from onaccount.reporting.rules import Exposed, Shock, shock_of
from onaccount.trade import queries as trade
from onaccount.trade.models import Account

A_DAY = timedelta(days=1)


def shocks_on(*, day: date) -> tuple[Shock, ...]:
    """Look at every group with exposure in another currency than one of its limits; a few reads per group."""
    percent = watch_limits(on=day).use_percent
    return tuple(shock for group in _groups(day) for shock in _shocks(group, day, percent))


def _groups(day: date) -> tuple[int, ...]:
    foreign = Account.objects.filter(group=OuterRef("group")).exclude(currency=OuterRef("currency"))
    limited = LimitInForce.objects.filter(
        Exists(foreign), dimension=Dimension.EXPOSURE, type=LimitType.AMOUNT, validity__contains=day
    )
    return tuple(limited.order_by("group").values_list("group_id", flat=True).distinct())


def _shocks(group_id: int, day: date, percent: Decimal) -> Iterator[Shock]:
    taken_on = Decision.objects.filter(group=group_id).order_by("-pk").values_list("decided_on", flat=True).first()
    for exposed in _exposed(group_id, day):
        foreign = (exposed.exposure.keys() | exposed.documents.keys()) - {exposed.currency}
        with suppress(RateMissing):
            now = {code: exchange_rate_on(source=code, target=exposed.currency, day=day) for code in foreign}
            then = {
                code: exchange_rate_on(source=code, target=exposed.currency, day=taken_on or rate.valid_from - A_DAY)
                for code, rate in now.items()
            }
            values = [{code: rate.value for code, rate in rates.items()} for rates in (then, now)]
            if found := shock_of(exposed=exposed, before=values[0], now=values[1], use_percent=percent):
                yield found


def _exposed(group_id: int, day: date) -> Iterator[Exposed]:
    members = {member.pk: member for member in Customer.objects.filter(group=group_id)}
    accounts, own = trade.exposure_by_node(group_id=group_id), trade.counted_of_documents(group_id=group_id)
    codes = {segment.pk: segment.code for segment in trade.segments()}
    for place, limit in limits.limits_in_force(customer_ids=members, on=day).items():
        if place.dimension is not Dimension.EXPOSURE or limit.whole is None:
            continue
        below = _below(place, members)
        mine = [found for one in below for found in accounts.get(one, ()) if _counts(place, found, codes)]
        exposure = {code: amount for code, amount in trade.counted_by_currency(mine).items() if amount}
        documents = _in_their_own(mine, own)
        if (exposure.keys() | documents.keys()) - {limit.currency}:
            company = members[place.customer_id]
            segment = "" if place.segment_id is None else codes[place.segment_id]
            is_group = place.reach is Reach.GROUP
            yield Exposed(
                company.number, company.name, segment, is_group, limit.whole, limit.currency, exposure, documents
            )


def _in_their_own(accounts: Iterable[trade.AccountExposure], own: Mapping[int, Decimal]) -> dict[str, Decimal]:
    """What counts by the currency of the documents; `own` says it of accounts that are kept in another one."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for found in accounts:
        counted = own.get(found.account_id)
        if counted is None:
            counted = found.exposure.counted(added=Decimal(0), credits_reduce=True)
        sums[found.documents] += counted
    return {code: amount for code, amount in sums.items() if amount}


def _counts(place: Place, found: trade.AccountExposure, codes: Mapping[int, str]) -> bool:
    return place.segment_id is None or codes[place.segment_id] == found.segment


def _below(place: Place, members: Mapping[int, Customer]) -> tuple[int, ...]:
    """The company alone, or with every company under it."""
    if place.reach is not Reach.GROUP:
        return (place.customer_id,)
    children: defaultdict[int | None, list[int]] = defaultdict(list)
    for member in members.values():
        children[member.parent_id].append(member.pk)
    found = [place.customer_id]
    for one in found:
        found.extend(children[one])
    return tuple(found)
