"""Whatever becomes known about a customer, whoever waits for credit is looked at in the same breath."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, grant, person, place, status
from tests.ledger import a_customer, an_account, an_invoice
from tests.people import MACHINE, TODAY, acting

from onaccount.assessment.rules import GradeDraft
from onaccount.cover.rules import CoverDraft, CoverKind, CoverOutcome
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import ContactDraft, DetailKind
from onaccount.lifecycle import (
    cover_recorded,
    customer_classified,
    demand_sent,
    details_changed,
    dispute_raised,
    dunning_letter_sent,
    grade_given,
    listing_placed,
    promise_made,
    review_date_set,
)
from onaccount.limits.rules import ListingDraft, ListingKind
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.models import ChangedGroup
from onaccount.trade.models import Demand, Item
from onaccount.trade.rules import (
    DemandDraft,
    DisputeCause,
    DisputeDraft,
    DisputeOutcome,
    Ending,
    PromiseDraft,
    PromiseOutcome,
)

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=9)
ENDED = Ending(TODAY, "done")


class Told:
    """The customer, its invoice, two people, and every way in which something becomes known."""

    def __init__(self) -> None:
        a_policy()
        self.item: Item = an_invoice(an_account("C1"), "100", dated=TODAY)
        self.customer: Customer = self.item.customer
        self.by = {"actor": self.actor("clerk"), "today": TODAY}

    def actor(self, name: str) -> Actor:
        return acting(person(name, "credit_manager"))

    def dispute(self):
        draft = DisputeDraft(DisputeCause.PRICE, Decimal(10), TODAY, "")
        return dispute_raised.raise_dispute(item=self.item, draft=draft, **self.by)

    def promise(self):
        draft = PromiseDraft(TODAY, "Ms Lin", LATER, "")
        return promise_made.make_promise(items=[self.item], draft=draft, **self.by)[0]

    def demand(self):
        return demand_sent.record_demand(items=[self.item], draft=DemandDraft(1, TODAY, ""), **self.by)[0]

    def cover(self):
        draft = CoverDraft(CoverKind.DEPOSIT, Decimal(10), "CNY", Decimal(100), False, TODAY, LATER)
        return cover_recorded.record_cover(customer=self.customer, draft=draft, **self.by)

    def listing(self):
        draft = ListingDraft(ListingKind.POSITIVE, "", "old friend", TODAY, LATER)
        return listing_placed.put_on_list(customer=self.customer, draft=draft, **self.by)

    def grade(self):
        return grade_given.give_grade(
            customer=self.customer, draft=GradeDraft("A", TODAY, None, "visit", ""), **self.by
        )

    def review(self):
        return review_date_set.set_review_date(customer=self.customer, review_date=LATER, reason="", **self.by)

    def classes(self):
        customer_classified.add_class(code="key", name="Key accounts", actor=self.by["actor"])
        return customer_classified.classify(customer=self.customer, codes=["key"], **self.by)

    def detail(self):
        return details_changed.change_detail(
            customer=self.customer, kind=DetailKind.SHIP_TO, value="Dock 3", told_by="mail", **self.by
        )

    def end_dispute(self):
        raised = self.dispute()
        return lambda: dispute_raised.end_dispute(
            dispute=raised, outcome=DisputeOutcome.UNFOUNDED, ending=ENDED, **self.by
        )

    def end_promise(self):
        made = self.promise()
        return lambda: promise_made.end_promise(promise=made, outcome=PromiseOutcome.BROKEN, ending=ENDED, **self.by)

    def withdraw_demand(self):
        sent = self.demand()
        return lambda: demand_sent.withdraw_demand(demand=sent, ending=ENDED, **self.by)

    def end_cover(self):
        held = self.cover()
        return lambda: cover_recorded.end_cover(
            recorded=held, outcome=CoverOutcome.RETURNED, ended_on=TODAY, reason="paid", **self.by
        )

    def unlist(self):
        listing = self.listing()
        return lambda: listing_placed.take_off_list(listing=listing, reason="no more", **self.by)


@pytest.fixture
def told() -> Told:
    return Told()


def freed_by(told: Told, happening: Callable[[], object]) -> tuple[str, str, int]:
    """An order waits although its limit was raised meanwhile; where it stands before and after, and the notes left."""
    grant(told.customer, "1000")
    place(told.customer, "SO-1", "1500")
    grant(told.customer, "5000")
    before = status("SO-1")
    happening()
    return before, status("SO-1"), ChangedGroup.objects.count()


@pytest.mark.parametrize(
    "known", ["dispute", "promise", "demand", "cover", "listing", "grade", "review", "classes", "detail"]
)
def test_what_becomes_known_frees_whoever_waited(told: Told, known: str) -> None:
    assert freed_by(told, getattr(told, known)) == ("held", "released", 0)


@pytest.mark.parametrize("ends", ["end_dispute", "end_promise", "withdraw_demand", "end_cover", "unlist"])
def test_what_ends_frees_whoever_waited(told: Told, ends: str) -> None:
    assert freed_by(told, getattr(told, ends)()) == ("held", "released", 0)


def test_nobody_else_is_touched(told: Told) -> None:
    other = a_customer("C2")
    grant(other, "1000")
    place(other, "SO-9", "1500")
    grant(other, "5000")
    told.grade()
    assert status("SO-9") == "held"


def test_a_dunning_letter_demands_what_is_overdue_one_level_above_the_last() -> None:
    customer = an_invoice(an_account("C1"), "100", dated=TODAY - timedelta(days=90), days=30).customer
    account = customer.accounts.get()
    an_invoice(account, "50", number="I2", dated=TODAY, days=30)
    contact = ContactDraft("payment", "Ms Lin", email="lin@example.org")
    customers.add_contact(customer=customer, draft=contact, actor=MACHINE)
    for _letter in range(2):
        dunning_letter_sent.send_dunning_letter(
            customer=customer, company="Yanshi", currency="CNY", language="en", actor=MACHINE, today=TODAY
        )
    found = Demand.objects.order_by("pk").values_list("item__number", "level", "remark")
    assert [*found] == [("I1", 1, "C1-20260302"), ("I1", 2, "C1-20260302")]
