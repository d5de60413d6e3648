"""The day of a customer's next review is set 复审日期: a review that has passed may hold orders, a new day may free them."""

from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.limits import actions as limits
from onaccount.limits.models import ReviewDate
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def set_review_date(
    *, customer: Customer, review_date: date | None, reason: str, actor: Actor, today: date
) -> ReviewDate:
    """Set the day and then look at the group's holds again. Refuses like `limits.set_review_date`."""
    with transaction.atomic():
        row = limits.set_review_date(customer=customer, review_date=review_date, reason=reason, actor=actor)
        trays.note_change(group_id=row.group_id, cause="limits.review_set")
    account_changed.reassess(group_id=row.group_id, actor=actor, today=today)
    return row
