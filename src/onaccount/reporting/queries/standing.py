"""What holds for a customer whatever it orders 信用状态: security, disputes, promises, demands, lists, grade, review, classes."""

from dataclasses import dataclass
from datetime import date

from onaccount.assessment import queries as assessment
from onaccount.assessment.models import Grade
from onaccount.assessment.rules import GradeFacts
from onaccount.cover import queries as cover
from onaccount.cover.models import Cover
from onaccount.customers import queries as customers
from onaccount.customers.models import Customer, DetailChange
from onaccount.limits import queries as limits
from onaccount.limits.models import Listing
from onaccount.trade import queries as trade
from onaccount.trade.models import Demand, Dispute, Promise

AT_MOST = 50


@dataclass(frozen=True, slots=True)
class StandingFile:
    """Everything the page of a customer's standing shows, of each kind the latest fifty."""

    customer: Customer
    covers: tuple[Cover, ...]
    disputes: tuple[Dispute, ...]
    promises: tuple[Promise, ...]
    demands: tuple[Demand, ...]
    listings: tuple[Listing, ...]
    grade: GradeFacts | None
    grades: tuple[Grade, ...]
    review_date: date | None
    classes: tuple[str, ...]
    details: tuple[DetailChange, ...]


def standing_of(*, customer: Customer, today: date) -> StandingFile:
    """Gather the page of one customer's standing; ten queries, however much there is."""
    own = Customer.objects.filter(pk=customer.pk)
    key = customer.pk
    return StandingFile(
        customer=customer,
        covers=tuple(cover.covers_with_state(customers=own, today=today)[:AT_MOST]),
        disputes=tuple(trade.disputes_of(customers=own)[:AT_MOST]),
        promises=tuple(trade.promises_with_state(customers=own, today=today)[:AT_MOST]),
        demands=tuple(trade.demands_of(customers=own)[:AT_MOST]),
        listings=tuple(limits.listings(customers=own)[:AT_MOST]),
        grade=assessment.grades_on(customer_ids=[key], on=today).get(key),
        grades=tuple(assessment.grades(customers=own)[:AT_MOST]),
        review_date=limits.review_dates(customer_ids=[key]).get(key),
        classes=customers.classes_of(customer_ids=[key]).get(key, ()),
        details=tuple(customers.detail_changes(customers=own)[:AT_MOST]),
    )
