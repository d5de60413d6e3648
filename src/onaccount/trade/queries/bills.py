"""Reading bills 票据: those of some customers, one with its steps, the terms for them, what is held of whom."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from onaccount.customers.models import Customer
from onaccount.office.policy.queries import find_in_force
from onaccount.trade.models import Bill, BillStep, Settlement
from onaccount.trade.queries.currencies import worth_column
from onaccount.trade.rules import COUNTED, AcceptorUse, BillTerms

BILLS = "bills"
"""The kind of policy version under which the company's terms for bills are kept."""
PARTS = ("percents", "class_limits", "acceptor_limits")


def bills_of(*, customers: QuerySet[Customer]) -> QuerySet[Bill]:
    """List the bills of these customers, the earliest due first."""
    return Bill.objects.filter(customer__in=customers).select_related("customer", "payment").order_by("due_date", "pk")


def bill_of(*, bill_id: int, customers: QuerySet[Customer]) -> Bill | None:
    """Give one bill if it is of one of these customers."""
    found = with_effective_term(bills_of(customers=customers))
    return found.select_related("account", "split_from").filter(pk=bill_id).first()


def with_effective_term(bills: QuerySet[Bill]) -> QuerySet[Bill]:
    """Add to each bill `begun_on`, the day of the oldest invoice it paid, else the day it was received."""
    paid = Settlement.objects.filter(against__payment=OuterRef("payment"), reversed_by=None, amount__gt=0)
    oldest = paid.order_by("item__document_date").values("item__document_date")[:1]
    return bills.annotate(begun_on=Coalesce(Subquery(oldest), F("received_date")))


def steps_of(*, bill: Bill) -> QuerySet[BillStep]:
    """List what happened to a bill, the newest first."""
    return bill.steps.order_by("-pk")


def bill_terms(*, on: date) -> BillTerms:
    """Give what the company decided about bills and is in force on a day, every class named."""
    decided = find_in_force(kind=BILLS, on=on)
    if decided is None:
        return BillTerms()
    parts = ({name: Decimal(value) for name, value in decided.content[part].items()} for part in PARTS)
    percents, class_limits, acceptor_limits = parts
    return BillTerms({**COUNTED, **percents}, class_limits, acceptor_limits)


def terms_as_json(terms: BillTerms) -> dict[str, dict[str, str]]:
    """Write the terms as the policy version keeps them."""
    return {part: {name: str(value) for name, value in getattr(terms, part).items()} for part in PARTS}


def acceptor_uses(*, currency: str, terms: BillTerms, names: Collection[str] | None) -> tuple[AcceptorUse, ...]:
    """
    Say how much we hold of each acceptor in bills at risk, and of each class that has a limit, in a currency their accounts are
    kept in, bills of another one at their first rates; two reads.

    `names` narrows the acceptors and keeps the classes their bills are of; None is all of them.
    """
    at_risk = Bill.objects.filter(open_amount__gt=0, account__kept_in=currency)
    held = Sum(worth_column("open_amount"))
    wanted = at_risk if names is None else at_risk.filter(acceptor__in=names)
    single = wanted.order_by("acceptor").values_list("acceptor").annotate(held=held)
    classes = set(wanted.values_list("acceptor_class", flat=True)) & terms.class_limits.keys()
    whole = at_risk.filter(acceptor_class__in=classes).order_by("acceptor_class")
    by_class = whole.values_list("acceptor_class").annotate(held=held)
    return (
        *(AcceptorUse(name, True, amount, terms.class_limits[name]) for name, amount in by_class),
        *(AcceptorUse(name, False, amount, terms.acceptor_limits.get(name)) for name, amount in single),
    )
