"""
Canaries in the texts of a customer, of its documents and of its standing: whoever may not see that customer hears none of them.

Not on a page, in an export, by a search or in its order, over the interface, or in what was logged meanwhile.
"""

import re
import uuid
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.test import Client
from tests.access.routes import address_of, every_route, is_owned
from tests.access.world import World, build
from tests.credit import pay, place
from tests.ledger import an_invoice, an_order
from tests.people import MACHINE, TODAY, acting

from onaccount.assessment.rules import GradeDraft
from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import ContactDraft, DetailKind
from onaccount.lifecycle import (
    cover_recorded,
    demand_sent,
    details_changed,
    dispute_raised,
    grade_given,
    listing_placed,
    note_written,
    promise_made,
    review_date_set,
    supply_stopped,
)
from onaccount.limits.rules import ListingDraft, ListingKind, SuspensionKind
from onaccount.office.access import keys
from onaccount.office.access.labels import KEY_SCOPES
from onaccount.office.access.rules import NewKey
from onaccount.office.journal.rules import Subject
from onaccount.office.trays.models import Letter
from onaccount.office.vault.content import sealed
from onaccount.trade import actions as trade
from onaccount.trade.rules import BillDraft, DemandDraft, DisputeCause, DisputeDraft, Method, PromiseDraft

pytestmark = pytest.mark.django_db
LISTS = ("", "?export=csv", "?sort=name&q=canary")
SUNG = 30  # canaries a credit manager reads of this customer on a few pages, at least


def canaries_in(model: type[models.Model], **known: object) -> dict[str, object]:
    """A value of its own for every free text of a table."""
    free = [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in known
    ]
    return {
        field.name: f"canary-{model.__name__}-{field.name}"[: field.max_length or 200]
        for field in free
        if field.name not in {"number", "language", "currency", "state", "country"}
    }


@pytest.fixture
def world() -> World:
    made = build()
    other, _number = made.customers["other"]
    Customer.objects.filter(pk=other).update(**canaries_in(Customer))
    known = ContactDraft("payment", *(f"canary-contact-{field}" for field in ("name", "title", "email", "phone")))
    customers.add_contact(customer=Customer.objects.get(pk=other), draft=known, actor=MACHINE)
    whom = sealed(content=b'{"recipient": "canary-recipient", "recipient_name": "canary-recipient-name"}')
    written = canaries_in(Letter) | {"language": "en", "message_id": uuid.uuid4(), "sealed": whom}
    Letter.objects.create(customer_id=other, **written)
    stand(Customer.objects.get(pk=other), by={"actor": acting(made.people["credit_manager"]), "today": TODAY})
    return made


def stand(customer: Customer, *, by: dict[str, Any]) -> None:
    """Documents and facts of the customer, each text of them a canary."""
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    item = an_invoice(account, "700", number="canary-invoice")
    order = an_order(account, "500", number="canary-order")
    trade.deliver(order=order, number="canary-goods", amount=Decimal(100), delivery_date=TODAY, actor=MACHINE)
    place(customer, "canary-placed", "90", ship_to="canary-ship-to")
    pay(customer, "canary-payment", "10")
    bill = BillDraft("canary-bill", Decimal(500), TODAY, TODAY, "canary-acceptor", "commercial")
    trade.receive_bill(
        draft=bill, account=account, chosen=(), method=Method.OLDEST_DUE, percent=Decimal(100), actor=MACHINE
    )
    dispute = DisputeDraft(DisputeCause.QUANTITY, None, TODAY, "canary-dispute")
    dispute_raised.raise_dispute(item=item, draft=dispute, **by)
    promise = PromiseDraft(TODAY, "canary-promiser", TODAY, "canary-promise")
    promise_made.make_promise(items=[item], draft=promise, **by)
    demand_sent.record_demand(items=[item], draft=DemandDraft(2, TODAY, "canary-demand"), **by)
    giver, number = "canary-giver", "canary-paper"
    cover = CoverDraft(CoverKind.DEPOSIT, Decimal(5000), "CNY", Decimal(100), False, TODAY, None, giver, number)
    cover_recorded.record_cover(customer=customer, draft=cover, **by)
    listing = ListingDraft(ListingKind.NEGATIVE, "canary-list", "canary-listing", TODAY, None)
    listing_placed.put_on_list(customer=customer, draft=listing, **by)
    grade = GradeDraft("BB", TODAY, None, "canary-source", "canary-grade")
    grade_given.give_grade(customer=customer, draft=grade, **by)
    details_changed.change_detail(
        customer=customer, kind=DetailKind.SHIP_TO, value="canary-dock", told_by="canary-teller", **by
    )
    review_date_set.set_review_date(customer=customer, review_date=TODAY, reason="canary-review", **by)
    supply_stopped.suspend(customer=customer, kind=SuspensionKind.PREPAY_ONLY, reason="canary-stop", actor=by["actor"])
    about = Subject("customer", customer.pk, customer.pk, customer.group_id)
    note_written.write_note(subject=about, text="canary-note", **by)


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    return b"".join(answer).decode("utf-8", "replace") if answer.status_code == 200 else ""


def addresses(world: World) -> set[str]:
    pages = [route for route in every_route() if route.way == "page" and "logout" not in route.name]
    other = world.customers["other"]
    plain = {address_of(route, other if is_owned(route) else None) for route in pages}
    return {address + more for address in plain for more in LISTS}


def test_whoever_may_see_the_customer_hears_the_canaries(world: World) -> None:
    client = Client()
    client.force_login(world.people["credit_manager"])
    other = world.customers["other"]
    pages = [address_of(route, other) for route in every_route() if is_owned(route) and route.way == "page"]
    heard = set(re.findall(r"canary-[\w-]+", " ".join(seen(client, page) for page in [*pages, "/orders/"])))
    assert len(heard) >= SUNG, sorted(heard)


def test_no_page_export_or_search_shows_it_to_a_salesperson_of_another_team(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.people["salesperson"])
    assert [address for address in sorted(addresses(world)) if "canary-" in seen(client, address)] == []
    assert "canary-" not in caplog.text


def test_the_interface_does_not_show_it_to_that_persons_key(world: World) -> None:
    new = NewKey("x", world.people["salesperson"].pk, KEY_SCOPES, 1000, None)
    headers = {"Authorization": f"Bearer {keys.issue(new=new, actor=MACHINE)[1]}"}
    client = Client(raise_request_exception=False)
    names = defaultdict(lambda: "1", number="C-other", kind="customer")
    paths = [route.name.removeprefix("api ").format_map(names) for route in every_route() if route.way == "GET"]
    assert paths
    heard = {path: client.get(f"/api/v1{path}", headers=headers) for path in paths}
    assert [path for path, answer in heard.items() if b"canary-" in b"".join(answer)] == []
