"""Putting customers on lists 名单 and taking them off; setting the day of the next review 复审日期."""

from datetime import date
from typing import Any

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import Listing, ListingLift, ReviewDate
from onaccount.limits.queries import review_dates, standing_listings
from onaccount.limits.rules import ListingDraft, ListingKind, checked_listing, refuse_lifting
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def put_on_list(*, customer: Customer, draft: ListingDraft, today: date, actor: Actor) -> Listing:
    """
    Put a customer on a list.

    Refuses what `rules.checked_listing` refuses, `limits.person_required` and `limits.listed_already`.
    """
    person_id = _person(actor)
    group = lock_group(customer.group_id)
    checked_listing(draft)
    own = Customer.objects.filter(pk=customer.pk)
    if standing_listings(customers=own, on=max(today, draft.valid_from)).filter(kind=draft.kind).exists():
        raise Refusal("limits.listed_already", kind=draft.kind)
    listing = Listing.objects.create(
        group=group,
        customer=customer,
        kind=draft.kind,
        source=draft.source.strip(),
        reason=draft.reason.strip(),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        placed_by_id=person_id,
    )
    after = {"list": draft.kind, "valid_from": draft.valid_from, "valid_to": draft.valid_to}
    _record("limits.listed", customer, actor, reason=draft.reason, before=None, after=after)
    return listing


@transaction.atomic
def take_off_list(*, listing: Listing, reason: str, today: date, actor: Actor) -> ListingLift:
    """
    Take a customer off a list from today on.

    Refuses `limits.person_required`, `limits.reason_missing`, `limits.listed_by_yourself` and `limits.lifted_already`.
    """
    person_id = _person(actor)
    if not reason.strip():
        raise Refusal("limits.reason_missing")
    group = lock_group(listing.customer.group_id)
    refuse_lifting(kind=ListingKind(listing.kind), placed_by=listing.placed_by_id, lifter=person_id)
    if ListingLift.objects.filter(listing=listing).exists():
        raise Refusal("limits.lifted_already")
    lift = ListingLift.objects.create(
        group=group, listing=listing, reason=reason.strip(), lifted_on=today, lifted_by_id=person_id
    )
    _record("limits.unlisted", listing.customer, actor, reason=reason, before={"list": listing.kind}, after=None)
    return lift


@transaction.atomic
def set_review_date(*, customer: Customer, review_date: date | None, reason: str, actor: Actor) -> ReviewDate:
    """
    Set the day by which the customer is looked at again; None takes the day away.

    Refuses `limits.person_required` and `limits.review_as_before`.
    """
    person_id = _person(actor)
    group = lock_group(customer.group_id)
    before = review_dates(customer_ids=[customer.pk]).get(customer.pk)
    if before == review_date:
        raise Refusal("limits.review_as_before")
    row = ReviewDate.objects.create(
        group=group, customer=customer, review_date=review_date, reason=reason.strip(), set_by_id=person_id
    )
    _record(
        "limits.review_set",
        customer,
        actor,
        reason=reason,
        before={"review_date": before},
        after={"review_date": review_date},
    )
    return row


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise Refusal("limits.person_required")
    return actor.person_id


def _record(
    act: str,
    customer: Customer,
    actor: Actor,
    *,
    reason: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason=reason.strip(),
        before=before,
        after=after,
    )
