"""A company that sells on account, for tests: a policy, customers with limits, orders placed and shipped in one word each."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from msgspec.structs import replace
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    bills_weighed,
    checkpoint_reached,
    goods_delivered,
    limit_approved,
    limit_requested,
    opinion_given,
    order_placed,
    payment_received,
)
from onaccount.lifecycle.checkpoint_reached import Reached
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits.queries import Wish
from onaccount.limits.rules import Asked as LimitAsked
from onaccount.limits.rules import Dimension, Expiry, LimitType, Reach
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.rates import actions as rates
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Asked, Checkpoint, Mode, Policy, RuleSetting, Strength, as_json
from onaccount.trade import actions as trade
from onaccount.trade.models import Order, Payment
from onaccount.trade.rules import BillTerms, Method, OrderDraft, PaymentDraft

KEYS = count(1)
THRESHOLDS = {"overdue_days": Decimal(30), "salesperson_limit": Decimal(600), "concentration": Decimal(100)}
CODES = ("total_limit", "limit_missing", "order_amount", "quantity", "overdue_days", "account_status", "terms_longer")


def a_policy(
    *, codes: Iterable[str] = CODES, strength: Strength = Strength.HOLD, mode: Mode = Mode.LIVE, **more
) -> PolicyVersion:
    """The rules hold at every checkpoint; 30 days overdue, 600 through one salesperson. In force since long ago."""
    strengths = {point: strength for point in Checkpoint if point is not Checkpoint.QUOTE}
    rules = tuple(RuleSetting(code, THRESHOLDS.get(code), strengths) for code in codes)
    content = as_json(Policy(number=1, mode=mode, rules=rules, **more))
    return policies.settle(
        kind="ordercheck", content=content, note="", active_from=TODAY - timedelta(days=999), actor=MACHINE
    )


def person(username: str, *roles: str) -> Person:
    """Somebody who exists once."""
    return Person.objects.filter(username=username).first() or somebody(username, *roles)


def grant(customer: Customer, value: str | None, **facts) -> None:
    """A limit asked for by an analyst and approved by a manager, in force at once. None: unlimited."""
    grant_all([customer], value, **facts)


def grant_all(customers: list[Customer], value: str | None, **facts) -> None:
    """The same limit for many, by one request."""
    standard = {
        "dimension": Dimension.EXPOSURE,
        "is_temporary": False,
        "type": LimitType.UNLIMITED if value is None else LimitType.AMOUNT,
        "value": None if value is None else Decimal(value),
        "currency": "CNY",
        "valid_from": TODAY,
        "valid_to": None,
        "expiry": Expiry.NOTHING,
        "fall_back": None,
        "corrects": None,
        "reason": "yearly review",
    }
    reach, today = facts.pop("reach", Reach.OWN), facts.pop("today", TODAY)
    asked = LimitAsked(**(standard | {"valid_from": today} | facts))
    _grant(customers, asked, reach, confirmed=frozenset(), today=today)


def _grant(
    customers: list[Customer], asked: LimitAsked, reach: Reach, *, confirmed: frozenset[str], today: date
) -> None:
    maker, checker = person("analyst", "analyst"), person("head", "credit_manager")
    wishes = [Wish(customer, None, reach, asked, confirmed) for customer in customers]
    try:
        request = limit_requested.request_limits(wishes=wishes, actor=acting(maker), today=today)
    except Refusal as refusal:
        if refusal.code != "limits.needs_confirmation" or confirmed:
            raise
        questions = frozenset(str(refusal.facts["questions"]).split())
        return _grant(customers, asked, reach, confirmed=questions, today=today)
    approved = approval.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(checker),
        today=today,
    )
    limit_approved.carry_out(request=approved, actor=acting(checker), today=today)
    return None


def weigh_bills(*, today: date = TODAY, **terms) -> None:
    """The terms for bills asked for by one person and approved by another, in force at once."""
    maker, checker = person("analyst", "analyst"), person("head", "credit_manager")
    wish = BillTerms(**{name: {key: Decimal(value) for key, value in said.items()} for name, said in terms.items()})
    request = bills_weighed.ask_to_weigh_bills(terms=wish, today=today, actor=acting(maker))
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(checker),
        today=today,
    )


def new_order(customer: Customer, number: str, amount: str, **more) -> NewOrder:
    standard = {"order_date": TODAY, "ship_date": TODAY}
    draft = OrderDraft(number=number, amount=Decimal(amount), **(standard | more))
    return NewOrder(customer, trade.default_segment(), "CNY", draft)


def asked(key: str = "", body: dict | None = None) -> Asked:
    return Asked.of(client="test", key=key or f"key-{next(KEYS)}", body=body or {})


def place(customer: Customer, number: str, amount: str, *, actor: Actor = MACHINE, **more) -> Decision:
    today = more.pop("today", TODAY)
    new = new_order(customer, number, amount, **more)
    return order_placed.place_order(new=new, asked=asked(), actor=actor, today=today)


def ship(order: str, number: str, amount: str, *, today: date = TODAY) -> Decision:
    new = NewDelivery(order, number, Decimal(amount), today)
    return goods_delivered.deliver_goods(new=new, asked=asked(), actor=MACHINE, today=today)


def pick(order: str, amount: str | None = None, *, today: date = TODAY) -> Decision:
    return reach(order, Checkpoint.PICK, amount, today=today)


def reach(order: str, checkpoint: Checkpoint, amount: str | None = None, *, today: date = TODAY) -> Decision:
    new = Reached(order, checkpoint, None if amount is None else Decimal(amount))
    return checkpoint_reached.reach_checkpoint(new=new, asked=asked(), actor=MACHINE, today=today)


def pay(customer: Customer, number: str, amount: str, *, today: date = TODAY) -> Payment:
    draft = PaymentDraft(number=number, amount=Decimal(amount), received_date=today)
    new = NewPayment(customer, trade.default_segment(), "CNY", draft, chosen=(), method=Method.OLDEST_DUE)
    return payment_received.receive_payment(new=new, actor=MACHINE, today=today)


def status(number: str) -> str:
    return Order.objects.get(number=number).status


def reasons(decision: Decision) -> list[str]:
    found = decision.verdict["findings"]
    return [finding["reason"]["code"] for finding in found if finding["effect"] == "stands"]


def a_rate(pair: str, value: str, *, since: date = TODAY) -> None:
    """What one unit of a currency is worth in another since a day: `USD:CNY`."""
    rates.enter_rate(
        kind=f"fx:{pair}", valid_from=since, value=Decimal(value), source="bank", is_sure=True, actor=MACHINE
    )


def dollars(customer: Customer, number: str, amount: str, **more: date) -> Decision:
    """An order in dollars, placed today."""
    new = replace(new_order(customer, number, amount, **more), currency="USD")
    return order_placed.place_order(new=new, asked=asked(), actor=MACHINE, today=TODAY)
