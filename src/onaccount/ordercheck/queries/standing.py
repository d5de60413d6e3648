"""
The standing 信用状态 of accounts: the kept one where nothing has happened since, else made from the records of now.

Whoever decides on a standing that was made keeps it (`actions.keep_standing`); a dry run makes it and forgets it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Sum
from django.utils.timezone import localdate
from msgspec.structs import replace

from onaccount.customers.models import Group
from onaccount.limits.rules import CreditLimit, Dimension, LimitType, Place, Reach
from onaccount.ordercheck import models
from onaccount.ordercheck.queries.arrears import Debtor, arrears_of
from onaccount.ordercheck.queries.batches import batches_of
from onaccount.ordercheck.queries.conduct import (
    acceptors_of,
    around_of,
    longest_bill_of,
    not_invoiced_of,
    payment_index_of,
)
from onaccount.ordercheck.queries.records import Records, records_for
from onaccount.ordercheck.rules import (
    ChangedDetail,
    CustomerFacts,
    Failure,
    FailureKind,
    Lapsed,
    LimitFacts,
    ListingKind,
    OrderCover,
    Policy,
    Security,
    Share,
    Standing,
    StandingFacts,
    StandingNode,
    measured,
    standing_from_json,
)
from onaccount.trade.models import Account, Item, Movement, Order, Stage
from onaccount.trade.queries import AccountExposure
from onaccount.trade.queries.currencies import worth_column

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Kept:
    """
    A standing, the group's version it was made under, and the key of the row that keeps it; None for one only made.

    `findings` are those of its row, as they were read.
    """

    id: int | None
    version: int
    standing: Standing
    findings: list[Any] | None = None


def kept_standings(*, accounts: Iterable[Account], policy: Policy, as_of: date) -> dict[int | None, Kept]:
    """Give the standings that still hold for these accounts, by account; one read."""
    wanted = [account for account in accounts if account.pk is not None]
    rows = models.Standing.objects.filter(
        group__in={account.group_id for account in wanted},
        account__in=[account.pk for account in wanted],
        version=F("group__changes"),
        policy_number=policy.number,
        as_of=as_of,
    )
    found = rows.values_list("account_id", "pk", "version", "content", "findings")
    return {
        account: Kept(pk, version, standing_from_json(content), findings)
        for account, pk, version, content, findings in found
    }


def accounts_without_standing(*, ordered_since: date, as_of: date) -> dict[int, list[Account]]:
    """
    List, by group, the accounts that were ordered on since a day and have no standing of the day yet.

    Those of customers who rarely order are made with their next order: a row a night for each would only fill the table.
    """
    ordered = Order.objects.filter(account=OuterRef("pk"), order_date__gte=ordered_since)
    made = models.Standing.objects.filter(account=OuterRef("pk"), as_of=as_of)
    found: dict[int, list[Account]] = {}
    rows = Account.objects.filter(Exists(ordered), ~Exists(made), customer__group=F("group"))
    for account in rows.select_related("segment").order_by("group_id", "pk"):
        found.setdefault(account.group_id, []).append(account)
    return found


def standings_of(*, accounts: Iterable[Account], policy: Policy, as_of: date) -> dict[int | None, Kept]:
    """
    Give the standing of each account, by key (None: an account that is only thought of).

    All accounts are of one group. What no longer holds is made anew; a missing rate is a failure in it.
    """
    wanted = {account.pk: account for account in accounts}
    found = kept_standings(accounts=wanted.values(), policy=policy, as_of=as_of)
    missing = [account for key, account in wanted.items() if key not in found]
    if missing:
        version = Group.objects.values_list("changes", flat=True).get(pk=missing[0].group_id)
        for account, records in _records(missing, as_of):
            found[account.pk] = Kept(None, version, _standing(account, records, policy))
    return found


def _records(accounts: list[Account], as_of: date) -> Iterator[tuple[Account, Records]]:
    """The records are read once per currency that accounts are kept in."""
    for currency in sorted({account.kept_in for account in accounts}):
        alike = [account for account in accounts if account.kept_in == currency]
        records = records_for(group_id=alike[0].group_id, currency=currency, as_of=as_of)
        for account in alike:
            yield account, records


def _standing(account: Account, records: Records, policy: Policy) -> Standing:
    """Where a rate is missing there are no figures to compare, but what a person stopped is known."""
    facts = _stopped(account, records) if records.failures else _facts(account, records, policy)
    made = replace(bounds_of(account=account, records=records, policy=policy), facts=facts)
    return measured(made, policy=policy)


def bounds_of(*, account: Account, records: Records, policy: Policy) -> Standing:
    """Give of an account's standing only what binds its orders: nodes and securities, none where a rate is missing; no read."""
    known = not records.failures
    member = records.members[account.customer_id]
    return Standing(
        as_of=records.as_of,
        valid_until=records.as_of + timedelta(days=1),
        policy_number=policy.number,
        currency=account.kept_in,
        customer=CustomerFacts(member.number, member.name, records.conduct.classes.get(account.customer_id, ())),
        nodes=_nodes(account, records) if known else (),
        facts=StandingFacts(),
        rates=records.rates,
        failures=records.failures or _unrated(account, records),
        order_covers=_order_covers(account, records) if known else (),
    )


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
    security = _security(place, account, records)
    return StandingNode(member.number, member.name, is_group, limit, segment, security, tuple(others))


def _security(place: Place, account: Account, records: Records) -> tuple[Security, ...]:
    """What secures the company at the node as a whole, in the node's segment: it lifts this node, not those above it."""
    found = records.conduct.covers.get(place.customer_id, ())
    return tuple(
        Security(
            each.kind.value, _converted(each.value, each.currency, account, records), each.percent, each.is_in_exposure
        )
        for each in found
        if not each.order_number and (place.segment_id is None or each.segment_id in {None, place.segment_id})
        if _has_rate(each.currency, account, records)
    )


def _order_covers(account: Account, records: Records) -> tuple[OrderCover, ...]:
    """What secures single orders of the group, whichever company gave it: where one of them counts, its security counts too."""
    found = (each for member in sorted(records.members) for each in records.conduct.covers.get(member, ()))
    return tuple(
        OrderCover(
            each.order_number, _converted(each.counted, each.currency, account, records), each.currency, each.counted
        )
        for each in found
        if each.order_number and not each.is_in_exposure and _has_rate(each.currency, account, records)
    )


def _unrated(account: Account, records: Records) -> tuple[Failure, ...]:
    """What could make room for the account's orders if somebody entered the rate of its currency."""
    chain = records.chain(account.customer_id)
    found = (
        (each.currency, each.order_number)
        for member in sorted(records.members)
        for each in records.conduct.covers.get(member, ())
        if not _has_rate(each.currency, account, records) and (each.order_number or member in chain)
    )
    return tuple(
        Failure(FailureKind.SECURITY_UNRATED, f"{currency}/{account.kept_in}", order_number=number)
        for currency, number in dict.fromkeys(found)
    )


def _has_rate(source: str, account: Account, records: Records) -> bool:
    return source in {account.kept_in, ""} or records.knows(source)


def _converted(amount: Decimal, source: str, account: Account, records: Records) -> Decimal:
    return records.converted(amount, source=source, target=account.kept_in)


def _share(found: AccountExposure, account: Account, records: Records) -> Share:
    if found.currency == account.kept_in:
        return Share(found.account_id)
    if not _has_rate(found.currency, account, records):
        return Share(found.account_id, unrated=f"{found.currency}/{account.kept_in}")
    return Share(found.account_id, records.rate(found.currency))


def _limit(limit: CreditLimit | None, account: Account, records: Records) -> LimitFacts:
    if limit is None:
        return LimitFacts()

    value = None if limit.value is None else _converted(limit.value, limit.currency, account, records)
    temporary = _converted(limit.temporary, limit.currency, account, records)
    takes_cash = limit.type is LimitType.PREPAY
    return LimitFacts(limit.type, value, temporary, limit.temporary_until, limit.expired_on, takes_cash)


def _stopped(account: Account, records: Records) -> StandingFacts:
    """A suspension or a listing of a company above binds those below; only the positive list is for itself alone."""
    chain = records.chain(account.customer_id)
    kinds = (kind for node in chain for kind in records.suspensions.get(node, ()))
    listed = ((node, kind) for node in chain for kind in records.conduct.listings.get(node, ()))
    own = (kind for node, kind in listed if kind is not ListingKind.POSITIVE or node == account.customer_id)
    return StandingFacts(suspensions=tuple(dict.fromkeys(kinds)), listings=tuple(sorted(set(own))))


def _facts(account: Account, records: Records, policy: Policy) -> StandingFacts:
    """Allowances per order, conduct and arrears are the buyer's own."""
    buyer, conduct = account.customer_id, records.conduct
    debtor = Debtor.of(account, records.accounts, records.rates)
    arrears = arrears_of(debtor=debtor, policy=policy, as_of=records.as_of)
    days = _allowance(Dimension.CREDIT_DAYS, account, records)
    grade = conduct.grades.get(buyer)
    return replace(
        _stopped(account, records),
        overdue=arrears.overdue,
        credit_days=None if days is None else int(days),
        order_amount=_allowance(Dimension.ORDER_AMOUNT, account, records),
        order_quantity=_allowance(Dimension.QUANTITY, account, records),
        balance=arrears.balance,
        older=arrears.older,
        dunning_level=conduct.levels.get(buyer, 0),
        payment_index=payment_index_of(debtor=debtor, policy=policy, as_of=records.as_of),
        grade="" if grade is None else grade.grade,
        grade_rank=None if grade is None else grade.rank,
        review_date=conduct.reviews.get(buyer),
        lapsed=_lapsed(buyer, records),
        details=_details(buyer, records),
        not_invoiced=not_invoiced_of(debtor=debtor),
        acceptors=acceptors_of(debtor=debtor, policy=policy, as_of=records.as_of),
        contract=conduct.contracts.get(buyer),
        around=around_of(account=account, accounts=records.accounts, policy=policy, as_of=records.as_of),
        longest_bill=longest_bill_of(debtor=debtor, policy=policy),
        invoiced_since_prepay=_invoiced_since_prepay(account, records),
        batches=batches_of(
            debtor=debtor,
            policy=policy,
            as_of=records.as_of,
            converted=lambda amount, source: _converted(amount, source, account, records),
        ),
    )


def _invoiced_since_prepay(account: Account, records: Records) -> Decimal:
    """
    What is open of the account's invoices that came into its books since it or a company above it pays first; no read where none
    does.

    Of goods of an order or a delivery the moment they were entered decides, so that none escapes by its date. One of neither that is
    dated before is old debt, told of now.
    """
    begun = [records.prepay_since[node] for node in records.chain(account.customer_id) if node in records.prepay_since]
    if not begun or account.pk is None:
        return ZERO
    since = min(begun)
    before = Movement.objects.filter(
        document_kind="item", document_id=OuterRef("pk"), stage=Stage.RECEIVABLE, at__lt=since
    )
    made = Item.objects.filter(~Exists(before), group=account.group_id, account=account.pk, open_amount__gt=0)
    made = made.filter(is_posted=True).exclude(order=None, delivery=None, document_date__lt=localdate(since))
    found: Decimal = made.aggregate(total=Sum(worth_column("open_amount"), default=ZERO))["total"]
    return found


def _lapsed(buyer: int, records: Records) -> tuple[Lapsed, ...]:
    """Security of the customer as a whole that lapsed and that no other of its kind has followed."""
    followed = {each.kind for each in records.conduct.covers.get(buyer, ()) if not each.order_number}
    return tuple(
        Lapsed(each.kind.value, each.ended_on)
        for each in records.conduct.lapsed.get(buyer, ())
        if each.ended_on is not None and not each.order_number and each.kind not in followed
    )


def _details(buyer: int, records: Records) -> tuple[ChangedDetail, ...]:
    found = records.conduct.details.get(buyer, ())
    return tuple(ChangedDetail(each.kind.value, each.changed_at) for each in found if each.is_change)


def _allowance(dimension: Dimension, account: Account, records: Records) -> Decimal | None:
    """The one of the account's segment goes before the one over all segments."""
    for segment in (account.segment_id, None):
        place = Place(account.customer_id, segment, dimension, Reach.OWN)
        limit = _limit(records.limits.get(place), account, records)
        if limit.type is not LimitType.NONE:
            return None if limit.value is None else limit.value + limit.temporary
    return None
