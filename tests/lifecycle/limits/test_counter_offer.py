"""A counter-offer in figures: accepted it is asked for anew and decided by somebody else; declined the old request goes on."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import person
from tests.ledger import a_customer
from tests.people import TODAY, acting
from tests.stages.limits.conftest import wish

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import limit_requested, opinion_given
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import Offer
from onaccount.office.approval.models import Request
from onaccount.office.journal.models import Entry
from onaccount.office.trays.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    return a_customer("C1")


@pytest.fixture
def offered(customer: Customer) -> Request:
    person("head", "credit_manager")
    maker = acting(person("maker", "analyst", "credit_manager"))
    asked = limit_requested.request_limits(wishes=[wish(customer, 900)], actor=maker, today=TODAY)
    return opinion_given.counter(
        request_id=asked.pk,
        offer=Offer(Decimal(400), 30),
        text="with a guarantee",
        actor=acting(person("head", "credit_manager")),
        today=TODAY,
    )


def approve(request: Request, username: str) -> None:
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(person(username, "credit_manager")),
        today=TODAY,
    )


def test_an_accepted_offer_is_asked_for_anew_and_decided_by_another(offered: Request) -> None:
    maker = acting(person("maker"))
    anew = opinion_given.take_offer(request_id=offered.pk, actor=maker, today=TODAY)
    offered.refresh_from_db()
    assert (offered.outcome, anew.replaces, JournalLine.objects.count()) == ("replaced", offered, 0)
    with pytest.raises(Refusal, match="maker_is_checker"):
        approve(anew, "maker")
    approve(anew, "head")
    figures = sorted(JournalLine.objects.values_list("dimension", "value"))
    assert figures == [("credit_days", Decimal(30)), ("exposure", Decimal(400))]


def test_nobody_but_the_maker_accepts_and_the_try_is_noted(offered: Request) -> None:
    with pytest.raises(Refusal, match="not_maker"):
        opinion_given.take_offer(request_id=offered.pk, actor=acting(person("head")), today=TODAY)
    assert Entry.objects.filter(act="approval.refused", reason="approval.not_maker").count() == 1
    offered.refresh_from_db()
    assert offered.outcome == ""


def test_without_an_offer_there_is_nothing_to_accept(customer: Customer) -> None:
    maker = acting(person("maker", "analyst"))
    asked = limit_requested.request_limits(wishes=[wish(customer, 900)], actor=maker, today=TODAY)
    with pytest.raises(Refusal, match="no_offer"):
        opinion_given.take_offer(request_id=asked.pk, actor=maker, today=TODAY)


def test_content_of_limits_is_never_written_by_hand(offered: Request) -> None:
    with pytest.raises(Refusal, match="content_is_computed"):
        opinion_given.ask_anew(request_id=offered.pk, content={"new": {}}, actor=acting(person("maker")), today=TODAY)


def test_who_is_awaited_and_who_asked_are_told_with_the_way_to_the_request(offered: Request) -> None:
    told = Letter.objects.filter(kind="approval_notice").order_by("pk")
    assert [letter.recipient for letter in told] == ["head@example.com", "maker@example.com"]
    assert all(f"/approvals/{offered.pk}/" in letter.body for letter in told)


def test_the_link_of_a_mail_asks_for_sign_in_and_decides_nothing(client: Client, offered: Request) -> None:
    address = reverse("approvals:one", args=[offered.pk])
    assert client.get(address).url == f"{reverse('account_login')}?next={address}"
    client.force_login(person("head"))
    assert client.get(address).context["may_decide"] is True
    assert (Request.objects.get(pk=offered.pk).outcome, JournalLine.objects.count()) == ("", 0)


def test_the_maker_accepts_on_the_page(client: Client, offered: Request) -> None:
    client.force_login(person("maker"))
    page = client.get(reverse("approvals:one", args=[offered.pk]))
    assert page.context["offer"].offer == {"amount": "400", "days": "30"}
    client.post(reverse("approvals:accept", args=[offered.pk]))
    assert Request.objects.get(outcome="").content["kinds"] == ["new", "terms"]


def test_the_checker_offers_on_the_page(client: Client, customer: Customer) -> None:
    maker = acting(person("maker", "analyst"))
    asked = limit_requested.request_limits(wishes=[wish(customer, 900)], actor=maker, today=TODAY)
    client.force_login(person("head", "credit_manager"))
    address = reverse("approvals:counter", args=[asked.pk])
    client.post(address, {"amount": "x", "days": "", "reason": "less"})
    client.post(address, {"amount": "1,000", "days": "", "reason": "less"})
    asked.refresh_from_db()
    assert (asked.pause, asked.moves.get().offer) == ("counter", {"amount": "1000"})
