"""The stage on which the sample's events are played 演示推演: each through the same lifecycle call as a person would cause."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import singledispatchmethod
from typing import Any

from msgspec.structs import replace

from onaccount.cli.sample import cast
from onaccount.cli.sample.cast import Company, Somebody
from onaccount.cli.sample.history import Delivered, Event, Invoiced, Ordered, Paid
from onaccount.cli.sample.limits import open_limits
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.lifecycle import (
    checking_began,
    company_founded,
    file_opened,
    goods_delivered,
    goods_invoiced,
    order_placed,
    order_released,
    payment_received,
    person_changed,
)
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.office.access import queries as access
from onaccount.office.access.rules import NewPerson
from onaccount.office.company.rules import Company as OwnCompany
from onaccount.office.journal.rules import Actor, Channel
from onaccount.ordercheck.rules import STARTING_POLICY, Asked, Checkpoint, Policy, Release, RuleSetting, Strength
from onaccount.trade import queries as trade
from onaccount.trade.rules import Choice, Method, OrderDraft, PaymentDraft

HOLD_AT_ORDER = {Checkpoint.ORDER: Strength.HOLD, Checkpoint.CHANGE: Strength.HOLD, Checkpoint.SHIP: Strength.HOLD}
WARN_AT_ORDER = {Checkpoint.ORDER: Strength.WARN, Checkpoint.CHANGE: Strength.WARN}
POLICY: Policy = replace(
    STARTING_POLICY,
    rules=(
        *STARTING_POLICY.rules,
        RuleSetting("order_amount", strengths=HOLD_AT_ORDER),
        RuleSetting("unpaid_ahead", strengths={Checkpoint.SHIP: Strength.HOLD}),
        RuleSetting("acceptor_limit", strengths=WARN_AT_ORDER),
    ),
    consignment_percent=Decimal(80),
)
RELEASES = ("payment_promised", "payment_promised", "seasonal", "management")


@dataclass(slots=True)
class Stage:
    """The company while its story is played: who is who, and what waits at the gate."""

    morning: date
    segment: Any
    people: dict[str, Any]
    customers: dict[str, Any]
    invoices: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    releases: int = 0

    def actor(self, username: str, day: date) -> Actor:
        """Somebody acting on a day of the story."""
        return Actor(username, Channel.DESK, self.people[username].pk, day=day)

    @singledispatchmethod
    def play(self, event: Event) -> None:
        """Let one event happen."""
        raise TypeError(event)

    @play.register
    def _(self, event: Ordered) -> None:
        if self.place(event).outcome == "hold":
            self.release(event.number, event.day)

    @play.register
    def _(self, event: Delivered) -> None:
        if self.deliver(event).outcome == "hold":
            self.release(event.order.number, event.day)
            self.deliver(event, again=True)

    @play.register
    def _(self, event: Invoiced) -> None:
        new = goods_invoiced.NewInvoice(
            event.order.number, event.delivery, event.number, event.order.amount, event.day, event.due_day
        )
        item = goods_invoiced.invoice_goods(new=new, actor=self.actor("clerk", event.day), today=event.day)
        self.invoices[event.number] = item.pk

    @play.register
    def _(self, event: Paid) -> None:
        draft = PaymentDraft(event.number, event.amount, event.day, event.company.pays.method)
        chosen = [Choice(self.invoices[event.invoice])] if event.invoice else []
        new = payment_received.NewPayment(
            self.customers[event.company.number], self.segment, event.company.currency, draft, chosen, Method.OLDEST_DUE
        )
        payment_received.receive_payment(new=new, actor=self.actor("cashier", event.day), today=event.day)

    def place(self, event: Ordered) -> Any:
        """Enter an order as the order clerk does."""
        draft = OrderDraft(
            event.number,
            event.amount,
            event.day,
            event.ship_day,
            salesperson_id=self.people[event.company.sells].pk,
        )
        new = NewOrder(self.customers[event.company.number], self.segment, event.company.currency, draft)
        asked = Asked.of(client="sample", key=f"order {event.number}", body={})
        return order_placed.place_order(new=new, asked=asked, actor=self.actor("clerk", event.day), today=event.day)

    def deliver(self, event: Delivered, *, again: bool = False) -> Any:
        """Bring goods to the gate."""
        new = goods_delivered.NewDelivery(event.order.number, event.number, event.order.amount, event.day)
        asked = Asked.of(client="sample", key=f"delivery {event.number} {again}", body={})
        return goods_delivered.deliver_goods(
            new=new, asked=asked, actor=self.actor("clerk", event.day), today=event.day
        )

    def release(self, number: str, day: date) -> None:
        """A manager lets a held order go, as happened now and then in the past."""
        self.releases += 1
        reason = RELEASES[self.releases % len(RELEASES)]
        person = ("manager", "saleshead")[self.releases % 2]
        release = Release(reason, "客户承诺按期付款", Decimal(0), day + timedelta(days=5))
        order_released.release_order(number=number, release=release, actor=self.actor(person, day), today=day)


def open_stage(*, first_day: date, morning: date) -> Stage:
    """Found the company, employ its people, open its files, set its policy and its limits."""
    machine = Actor("sample", Channel.CLI, day=first_day)
    administrator = cast.STAFF[0]
    founding = company_founded.Founding(
        OwnCompany(cast.COMPANY, "zh-hans", "CNY", frozenset({"groups", "currencies"})),
        _new_person(administrator),
        cast.PASSWORD,
    )
    company_founded.found_company(founding=founding, actor=machine, today=first_day)
    for person in cast.STAFF[1:]:
        employed = person_changed.invite(person=_new_person(person), roles=person.roles, today=first_day, actor=machine)
        person_changed.choose_password(person=employed, password=cast.PASSWORD, actor=machine)
    people = {person.username: person for person in access.people()}
    person_changed.set_roles(person_id=people["admin"].pk, roles=administrator.roles, today=first_day, actor=machine)
    checking_began.begin_checking(policy=POLICY, active_from=first_day, actor=machine)
    stage = Stage(morning, trade.segments()[0], people, {})
    for company in cast.COMPANIES:
        stage.customers[company.number] = _open_file(stage, company, first_day)
    open_limits(stage.customers, maker=stage.actor("analyst", first_day), checker=stage.actor("manager", first_day))
    return stage


def _new_person(person: Somebody) -> NewPerson:
    email = f"{person.username}@yanshi.example"
    return NewPerson(person.username, person.full_name, email, person.language, person.team, is_sample=True)


def _open_file(stage: Stage, company: Company, first_day: date) -> Any:
    opened_on = max(first_day, stage.morning - timedelta(days=company.buys.from_days_ago))
    draft = CustomerDraft(
        number=company.number,
        name=company.name,
        opened_on=opened_on,
        name_en=company.name_en,
        uscc=company.uscc,
        country=company.country,
        region=company.region,
        industry=company.industry,
        address=f"{company.region}市工业路 {int(company.number[1:]) % 97 + 1} 号" if company.country == "CN" else "",
        language="zh-hans" if company.country == "CN" else "en",
        currency=company.currency,
        salesperson_id=stage.people[company.sells].pk,
    )
    contact = ContactDraft("payment", "财务部", email=f"{company.number.lower()}@customers.example")
    parent = stage.customers.get(company.parent)
    new = file_opened.NewFile(draft, (contact,), parent)
    return file_opened.open_file(new=new, actor=stage.actor("analyst", opened_on))
