"""How a customer behaves and what stands beside its account 客户状况: grade, lists, review, demands, payment index, security."""

from collections.abc import Collection, Mapping
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
from onaccount.limits import queries as limits
from onaccount.limits.rules import ListingKind
from onaccount.ordercheck.queries.arrears import Debtor
from onaccount.ordercheck.rules import LongestBill, NotInvoiced, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Bill, Delivery
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


def conduct_of(*, members: Collection[int], as_of: date) -> Conduct:
    """This function will read what is known of these customers beside money; eight reads."""
    return Conduct(
        classes=customers.classes_of(customer_ids=members),
        listings=limits.listings_in_force(customer_ids=members, on=as_of),
        covers=cover.covers_in_force(customer_ids=members, on=as_of),
        lapsed=cover.covers_lapsed(customer_ids=members, on=as_of),
        grades=assessment.grades_on(customer_ids=members, on=as_of),
        reviews=limits.review_dates(customer_ids=members),
        levels=trade.demand_levels(customer_ids=members, as_of=as_of),
        details=customers.details_of(customer_ids=members),
    )


def not_invoiced_of(*, debtor: Debtor) -> NotInvoiced | None:
    """This function will give the customer's oldest sold delivery on credit that is not invoiced, and what is not in all; two reads."""
    waiting = Delivery.objects.filter(group=debtor.group_id, customer=debtor.customer_id, cancelled_at=None)
    waiting = waiting.filter(open_amount__gt=0, uncounted=0, consigned_percent=None)
    oldest = waiting.order_by("delivery_date", "pk").first()
    if oldest is None:
        return None
    total: Decimal = waiting.filter(currency=debtor.currency).aggregate(total=Sum("open_amount", default=0))["total"]
    return NotInvoiced(oldest.number, oldest.delivery_date, total)


def acceptors_of(*, debtor: Debtor, policy: Policy, as_of: date) -> tuple[AcceptorUse, ...]:
    """
    This function will say how much we hold, from everybody, of the acceptors of the customer's bills at risk and of their classes.

    No read unless a rule of the policy asks for it, none but one for a customer without bills.
    """
    if not any(rule.code == "acceptor_limit" for rule in policy.rules):
        return ()
    own = Bill.objects.filter(group=debtor.group_id, customer=debtor.customer_id, open_amount__gt=0)
    names = set(own.filter(currency=debtor.currency).values_list("acceptor", flat=True))
    terms = trade.bill_terms(on=as_of)
    return trade.acceptor_uses(currency=debtor.currency, terms=terms, names=names) if names else ()


def longest_bill_of(*, debtor: Debtor, policy: Policy) -> LongestBill | None:
    """This function will find the customer's bill at risk with the longest effective term; one read, if a rule asks for it."""
    if not any(rule.code == "effective_term" for rule in policy.rules):
        return None
    at_risk = Bill.objects.filter(group=debtor.group_id, customer=debtor.customer_id, open_amount__gt=0)
    longest = trade.with_effective_term(at_risk).order_by(F("begun_on") - F("due_date"), "pk").first()
    if longest is None:
        return None
    begun: date = longest.begun_on  # type: ignore[attr-defined] # annotated above
    return LongestBill(longest.number, (longest.due_date - begun).days)


def payment_index_of(*, debtor: Debtor, policy: Policy, as_of: date) -> Decimal | None:
    """This function will work out the payment index of the last twelve months, if a rule of the policy asks for it and three were made."""
    if not any(rule.code == "payment_index" for rule in policy.rules):
        return None
    since = as_of - A_YEAR
    paid = trade.paid_after(customer_id=debtor.customer_id, currency=debtor.currency, since=since, until=as_of)
    if len(paid) < LEAST_EXPERIENCES:
        return None
    payments = tuple((amount, Decimal(days)) for amount, days in paid)
    return payment_index_from_days(payments=payments, suppliers=1).index
