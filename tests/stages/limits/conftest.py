"""A customer, somebody who asks for limits, somebody else who approves them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.people import TODAY, acting, somebody

from onaccount.customers.models import Customer, Group
from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.models import JournalLine
from onaccount.limits.queries import Wish
from onaccount.limits.rules import Asked, Dimension, Expiry, LimitType, Reach
from onaccount.office.access.models import Person
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request

Asking = Callable[..., Request]
Granting = Callable[..., list[JournalLine]]


def a_customer(number: str, **facts: Any) -> Customer:
    group = facts.pop("group", None) or Group.objects.create(name=number)
    return Customer.objects.create(group=group, number=number, name=f"Customer {number}", opened_on=TODAY, **facts)


def wish(customer: Customer, value: int | None, **facts: Any) -> Wish:
    standard = {
        "dimension": Dimension.EXPOSURE,
        "is_temporary": False,
        "type": LimitType.AMOUNT if value is not None else LimitType.NONE,
        "value": None if value is None else Decimal(value),
        "currency": "CNY",
        "valid_from": TODAY,
        "valid_to": None,
        "expiry": Expiry.NOTHING,
        "fall_back": None,
        "corrects": None,
        "reason": "yearly review",
    }
    reach = facts.pop("reach", Reach.OWN)
    confirmed = frozenset(facts.pop("confirmed", ()))
    return Wish(customer, facts.pop("segment", None), reach, Asked(**(standard | facts)), confirmed)


def ask(maker: Person, *wishes: Wish, occasion: Occasion = Occasion.CHANGE, today: date = TODAY) -> Request:
    return limits.propose(occasion=occasion, error=None, wishes=wishes, actor=acting(maker), today=today)


def approve(checker: Person, request: Request, today: date = TODAY) -> Request:
    return approval.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(checker),
        today=today,
    )


def grant(maker: Person, checker: Person, *wishes: Wish, today: date = TODAY) -> list[JournalLine]:
    request = approve(checker, ask(maker, *wishes, today=today), today=today)
    return limits.post(request=request, actor=acting(checker), today=today)


@pytest.fixture
def customer(db: None) -> Customer:
    return a_customer("C1")


@pytest.fixture
def maker(db: None) -> Person:
    return somebody("maker", "analyst")


@pytest.fixture
def checker(db: None) -> Person:
    return somebody("checker", "credit_manager")
