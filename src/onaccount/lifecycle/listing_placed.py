"""A customer is put on a list 名单 or taken off: what a list forbids or allows changes with it."""

from datetime import date

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.lifecycle import account_changed
from onaccount.limits import actions as limits
from onaccount.limits.models import Listing, ListingLift
from onaccount.limits.rules import ListingDraft
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.queries import groups_holding_for


def put_on_list(*, customer: Customer, draft: ListingDraft, actor: Actor, today: date) -> Listing:
    """Put a customer on a list and then look at the holds again. Refuses like `limits.put_on_list`."""
    with transaction.atomic():
        listing = limits.put_on_list(customer=customer, draft=draft, today=today, actor=actor)
        trays.note_change(group_id=listing.group_id, cause="limits.listed")
    account_changed.reassess(group_id=listing.group_id, actor=actor, today=today)
    return listing


def take_off_list(*, listing: Listing, reason: str, actor: Actor, today: date) -> ListingLift:
    """
    Take a customer off a list and then look at the holds again, in other companies' groups too.

    Refuses like `limits.take_off_list`.
    """
    groups = (listing.group_id, *groups_holding_for(customer=listing.customer))
    with transaction.atomic():
        lift = limits.take_off_list(listing=listing, reason=reason, today=today, actor=actor)
        for group_id in groups:
            trays.note_change(group_id=group_id, cause="limits.unlisted")
    for group_id in groups:
        account_changed.reassess(group_id=group_id, actor=actor, today=today)
    return lift
