"""Reading drafts of requests for credit 申请草稿, and what a wish is screened against 初步审查."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from onaccount.customers.models import Customer
from onaccount.customers.queries import completeness_of
from onaccount.limits.models import WishDraft
from onaccount.limits.queries.in_force import suspensions_in_force
from onaccount.limits.queries.listings import listings_in_force
from onaccount.limits.rules import Standing
from onaccount.limits.rules.granting import GrantingPolicy, Ground
from onaccount.limits.rules.methods import average_of_shipping_months
from onaccount.office.access.models import Person
from onaccount.trade import queries as trade


def drafts_of(*, person: Person) -> QuerySet[WishDraft]:
    """List the open drafts of a person, the one touched last first."""
    return WishDraft.objects.filter(person=person, request=None).select_related("customer").order_by("-changed_at")


def standing_for(
    *, customer: Customer, ground: Ground, policy: GrantingPolicy, exposure: Decimal, today: date
) -> Standing:
    """Gather what a wish for this exposure is screened against."""
    pks = [customer.pk]
    stopped = suspensions_in_force(customer_ids=pks) or listings_in_force(customer_ids=pks, on=today)
    overdue = trade.overdue_claims(customer=customer, currency=customer.currency, as_of=today)
    file = completeness_of(customer_id=customer.pk, amount=exposure, as_of=today)
    bought = average_of_shipping_months(monthly_sales=ground.monthly_sales)
    return Standing(
        monthly=bought or ground.expected_monthly_sales,
        longest_days=policy.grades[0].days,
        is_stopped=bool(stopped),
        is_overdue=overdue.exists(),
        gaps=tuple(each.need.code for each in file.gaps),
        currency=customer.currency,
    )
