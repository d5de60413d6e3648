"""Who stands on which list on a day; a second person takes off what the first put on; the last review date holds."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.people import MACHINE, TODAY, acting

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits import actions as limits
from onaccount.limits.models import Listing, ListingLift
from onaccount.limits.queries import listings_in_force, review_dates, standing_listings
from onaccount.limits.rules import ListingDraft, ListingKind
from onaccount.office.access.models import Person

NEXT = TODAY + timedelta(days=1)


def put(customer: Customer, person: Person, kind: str = "negative", until: date | None = None) -> Listing:
    draft = ListingDraft(ListingKind(kind), "court list", "enforcement", TODAY, until)
    return limits.put_on_list(customer=customer, draft=draft, today=TODAY, actor=acting(person))


def kinds(customer: Customer, on: date) -> tuple[str, ...]:
    return listings_in_force(customer_ids=[customer.pk], on=on).get(customer.pk, ())


def test_a_customer_stands_on_lists_from_the_first_day(customer: Customer, maker: Person) -> None:
    put(customer, maker)
    put(customer, maker, "positive", until=NEXT)
    days = (TODAY - timedelta(days=1), TODAY, NEXT)
    assert [kinds(customer, day) for day in days] == [(), ("negative", "positive"), ("negative",)]


def test_it_stands_on_a_list_once(customer: Customer, maker: Person) -> None:
    put(customer, maker)
    with pytest.raises(Refusal, match="listed_already"):
        put(customer, maker)


def test_a_second_person_takes_it_off(customer: Customer, maker: Person, checker: Person) -> None:
    listing = put(customer, maker, "sanctions")
    with pytest.raises(Refusal, match="listed_by_yourself"):
        limits.take_off_list(listing=listing, reason="mistake", today=NEXT, actor=acting(maker))
    limits.take_off_list(listing=listing, reason="other company", today=NEXT, actor=acting(checker))
    assert (kinds(customer, TODAY), kinds(customer, NEXT)) == (("sanctions",), ())
    with pytest.raises(Refusal, match="lifted_already"):
        limits.take_off_list(listing=listing, reason="again", today=NEXT, actor=acting(checker))


def test_the_database_refuses_the_first_person_too(customer: Customer, maker: Person) -> None:
    listing = put(customer, maker)
    with pytest.raises(DatabaseError, match="does not take it off"), transaction.atomic():
        ListingLift.objects.create(group=customer.group, listing=listing, reason="x", lifted_on=TODAY, lifted_by=maker)


@pytest.mark.parametrize(("act", "code"), [("machine", "person_required"), ("silent", "reason_missing")])
def test_lists_are_left_by_people_with_reasons(
    customer: Customer, maker: Person, checker: Person, act: str, code: str
) -> None:
    listing = put(customer, maker)
    actor, reason = (MACHINE, "x") if act == "machine" else (acting(checker), " ")
    with pytest.raises(Refusal, match=code):
        limits.take_off_list(listing=listing, reason=reason, today=TODAY, actor=actor)
    assert standing_listings(customers=Customer.objects.all(), on=TODAY).count() == 1


def test_the_last_review_date_holds_until_it_is_taken_away(customer: Customer, maker: Person) -> None:
    def held(day: date | None) -> dict[int, date]:
        limits.set_review_date(customer=customer, review_date=day, reason="", actor=acting(maker))
        return dict(review_dates(customer_ids=[customer.pk]))

    assert [held(TODAY), held(NEXT), held(None)] == [{customer.pk: TODAY}, {customer.pk: NEXT}, {}]
    with pytest.raises(Refusal, match="review_as_before"):
        held(None)
