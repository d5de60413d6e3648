"""How a customer behaves and what stands beside its account 客户状况: grade, lists, review, demands, payment index, security."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Sum

from onaccount.assessment import queries as assessment
from onaccount.assessment.rules import GradeFacts
from onaccount.assessment.rules.payment import LEAST_EXPERIENCES, payment_index_from_days
from onaccount.cover import queries as cover
from onaccount.cover.rules import CoverFacts
from onaccount.customers import queries as customers
from onaccount.customers.rules import DetailFacts
from onaccount.kernel.money import Money
from onaccount.limits import queries as limits
from onaccount.limits.rules import ListingKind
from onaccount.office.rates import queries as rates
from onaccount.ordercheck.queries.arrears import Debtor, late_of
from onaccount.ordercheck.rules import Around, Contract, LongestBill, NotInvoiced, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Account, Bill, Delivery
from onaccount.trade.queries import AccountExposure
from onaccount.trade.rules import AcceptorUse

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Conduct:
    """What is known of all members of a group beside money, each by customer; who is not named has none."""

    classes: Mapping[int, tuple[str, ...]]
    listings: Mapping[int, tuple[ListingKind, ...]]
    covers: Mapping[int, tuple[CoverFacts, ...]]
    lapsed: Mapping[int, tuple[CoverFacts, ...]]
    grades: Mapping[int, GradeFacts]
    reviews: Mapping[int, date]
    levels: Mapping[int, int]
    details: Mapping[int, tuple[DetailFacts, ...]]
    contracts: Mapping[int, Contract]


def conduct_of(*, members: Collection[int], as_of: date) -> Conduct:
    """Read what is known of these customers beside money; nine reads."""
    return Conduct(
        classes=customers.classes_of(customer_ids=members),
        listings=limits.listings_in_force(customer_ids=members, on=as_of),
        covers=cover.covers_in_force(customer_ids=members, on=as_of),
        lapsed=cover.covers_lapsed(customer_ids=members, on=as_of),
        grades=assessment.grades_on(customer_ids=members, on=as_of),
        reviews=limits.review_dates(customer_ids=members),
        levels=trade.demand_levels(customer_ids=members, as_of=as_of),
        details=customers.details_of(customer_ids=members),
        contracts={
            customer: Contract(title, last_day)
            for customer, (title, last_day) in customers.contracts_in_force(customer_ids=members, on=as_of).items()
        },
    )


def not_invoiced_of(*, debtor: Debtor) -> NotInvoiced | None:
    """Give the customer's oldest sold delivery on credit that is not invoiced, and what is not in all; two reads."""
    waiting = Delivery.objects.filter(group=debtor.group_id, customer=debtor.customer_id, cancelled_at=None)
    waiting = waiting.filter(open_amount__gt=0, uncounted=0, consigned_percent=None)
    oldest = waiting.order_by("delivery_date", "pk").first()
    if oldest is None:
        return None
    total: Decimal = waiting.aggregate(total=Sum(debtor.worth(F("open_amount")), default=Decimal(0)))["total"]
    return NotInvoiced(oldest.number, oldest.delivery_date, total)


def acceptors_of(*, debtor: Debtor, policy: Policy, as_of: date) -> tuple[AcceptorUse, ...]:
    """
    Say how much we hold, from everybody, of the acceptors of the customer's bills at risk and of their classes.

    No read unless a rule of the policy asks for it, none but one for a customer without bills.
    """
    if not any(rule.code == "acceptor_limit" for rule in policy.rules):
        return ()
    own = Bill.objects.filter(group=debtor.group_id, customer=debtor.customer_id, open_amount__gt=0)
    names = set(own.filter(account__kept_in=debtor.currency).values_list("acceptor", flat=True))
    terms = trade.bill_terms(on=as_of)
    return trade.acceptor_uses(currency=debtor.currency, terms=terms, names=names) if names else ()


def longest_bill_of(*, debtor: Debtor, policy: Policy) -> LongestBill | None:
    """Find the customer's bill at risk with the longest effective term; one read, if a rule asks for it."""
    if not any(rule.code == "effective_term" for rule in policy.rules):
        return None
    at_risk = Bill.objects.filter(group=debtor.group_id, customer=debtor.customer_id, open_amount__gt=0)
    longest = trade.with_effective_term(at_risk).order_by(F("begun_on") - F("due_date"), "pk").first()
    if longest is None:
        return None
    begun: date = longest.begun_on  # type: ignore[attr-defined] # annotated above
    return LongestBill(longest.number, (longest.due_date - begun).days)


def around_of(*, account: Account, accounts: Collection[AccountExposure], policy: Policy, as_of: date) -> Around | None:
    """
    Sum up what the rest of the account's group and all other groups occupy, if a rule of the policy asks for it.

    Currencies without a rate of the day are left out, so that a share comes out too high rather than too low.
    """
    if not any(rule.code == "concentration" for rule in policy.rules):
        return None
    rest = trade.counted_by_currency([each for each in accounts if each.account_id != account.pk])
    others = trade.counted_elsewhere(group_id=account.group_id)
    target = account.kept_in
    return Around(*(_in_one(sums, target=target, as_of=as_of) for sums in (rest, others)))


def _in_one(sums: Mapping[str, Decimal], *, target: str, as_of: date) -> Decimal:
    total = Decimal(0)
    for currency, amount in sums.items():
        with suppress(rates.RateMissing):
            rate = rates.exchange_rate_on(source=currency, target=target, day=as_of)
            total += Money(amount * rate.value, target).rounded().amount
    return total


def payment_index_of(*, debtor: Debtor, policy: Policy, as_of: date) -> Decimal | None:
    """
    Work out the payment index of the last twelve months over all currencies, what is overdue now at today's delay included; if a
    rule of the policy asks for it and three experiences were made.
    """
    if not any(rule.code == "payment_index" for rule in policy.rules):
        return None
    paid = trade.paid_after(
        customer_id=debtor.customer_id, since=as_of - A_YEAR, until=as_of, worth=debtor.worth_in_currency
    )
    delays = [*paid, *late_of(debtor=debtor, policy=policy, as_of=as_of)]
    if sum(times for _days, _amount, times in delays) < LEAST_EXPERIENCES:
        return None
    payments = tuple((amount, Decimal(days)) for days, amount, _times in delays)
    return payment_index_from_days(payments=payments, suppliers=1).index
