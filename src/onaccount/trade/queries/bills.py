"""Reading bills 票据: those of some customers, one with its steps, and how much of one counts by class of acceptor."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from onaccount.customers.models import Customer
from onaccount.office.policy.queries import find_in_force
from onaccount.trade.models import Bill, BillStep
from onaccount.trade.rules import COUNTED

BILLS = "bills"
"""The kind of policy version under which the company's percentages are kept."""


def bills_of(*, customers: QuerySet[Customer]) -> QuerySet[Bill]:
    """This function will list the bills of these customers, the earliest due first."""
    return Bill.objects.filter(customer__in=customers).select_related("customer", "payment").order_by("due_date", "pk")


def bill_of(*, bill_id: int, customers: QuerySet[Customer]) -> Bill | None:
    """This function will give one bill if it is of one of these customers."""
    return bills_of(customers=customers).select_related("account", "split_from").filter(pk=bill_id).first()


def steps_of(*, bill: Bill) -> QuerySet[BillStep]:
    """This function will list what happened to a bill, the newest first."""
    return bill.steps.order_by("-pk")


def bill_percents(*, on: date) -> Mapping[str, Decimal]:
    """This function will say which percent of a bill counts against the limit, by class of acceptor, on a day."""
    decided = find_in_force(kind=BILLS, on=on)
    given = {} if decided is None else decided.content
    return {name: Decimal(given.get(name, usual)) for name, usual in COUNTED.items()}
