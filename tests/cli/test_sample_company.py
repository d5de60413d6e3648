"""The sample company 演示公司: a year and a half played through the same calls as people cause, up to its first morning."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from onaccount.assessment.queries import grades_on
from onaccount.cli.sample import cast, opening
from onaccount.cli.sample.history import Delivered, Invoiced, Ordered, Paid, history
from onaccount.cover.queries import covers_with_state
from onaccount.customers.models import Customer
from onaccount.customers.queries import details_of
from onaccount.kernel.identity import uscc
from onaccount.limits.access import SUSPEND
from onaccount.limits.models import Application, Suggestion, WishDraft
from onaccount.limits.queries import doubtful, listings_in_force, suspensions_in_force
from onaccount.office.access.queries import holders_of
from onaccount.office.alerts.queries import standing_alerts
from onaccount.office.approval.models import Request
from onaccount.office.clock.queries import today
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries import run_again
from onaccount.trade.models import Item, Order
from onaccount.trade.queries import (
    demand_levels,
    disputes_of,
    goods_at_customers,
    promises_with_state,
    rebate_pool,
    reconcile,
)

MORNINGS = [date(2026, 11, 21) + timedelta(days=day) for day in (0, 1, 9, 70, 200)]
CAUSES = {
    "C1002": "ordercheck.overdue",
    "C1003": "ordercheck.stop_supply",
    "C1005": "ordercheck.over_group_limit",
    "C1008": "ordercheck.order_too_large",
    "C1009": "ordercheck.prepay_only",
    "C1015": "ordercheck.hard_hold",
}


@pytest.mark.parametrize("morning", MORNINGS)
def test_the_story_is_the_same_each_time_and_nothing_happens_before_its_cause(morning: date) -> None:
    told = history(companies=cast.COMPANIES, morning=morning)
    assert told == history(companies=cast.COMPANIES, morning=morning)
    seen: set[str] = set()
    for event in told:
        match event:
            case Delivered():
                assert event.order.number in seen
            case Invoiced():
                assert event.delivery in seen
            case Paid() if event.invoice:
                assert event.invoice in seen
            case Ordered():
                assert event.day < morning
        seen.add(event.number)
    assert len(seen) == len(told)


def test_every_invented_code_is_well_formed_and_belongs_to_no_assigned_area() -> None:
    codes = [company.uscc for company in cast.COMPANIES if company.uscc]
    assert [uscc(code) for code in codes] == codes
    assert {code[2:8] for code in codes} == {"990100"}
    assert len(set(codes)) == len(codes) == len(cast.COMPANIES) - 1


@pytest.mark.django_db
def test_a_load_that_is_stopped_leaves_nothing_behind_and_is_told_anew_by_the_next_start() -> None:
    after_three_events = iter([False, False, False, True])
    assert not opening.load(stopped=lambda: next(after_three_events))
    assert opening.needed()
    assert (Decision.objects.count(), Customer.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_on_the_first_morning_six_orders_wait_for_six_causes_and_every_decision_can_be_run_again() -> None:
    assert opening.needed()
    assert opening.load(stopped=lambda: False)
    held = Hold.objects.filter(end=None).select_related("customer", "latest_decision")
    reasons = {
        hold.customer.number: [
            finding["reason"]["code"]
            for finding in hold.latest_decision.verdict["findings"]
            if finding["effect"] == "stands"
        ]
        for hold in held
    }
    assert reasons.keys() == CAUSES.keys()
    assert {number for number, cause in CAUSES.items() if cause in reasons[number]} == CAUSES.keys()
    assert reconcile() == ()
    decisions = Decision.objects.order_by("?")[:150]
    assert Counter(run_again(decision).is_same for decision in decisions) == {True: 150}
    assert {decision.decided_on for decision in Decision.objects.order_by("-pk")[:1]} == {today()}
    assert not opening.needed()
    assert {len(others) > 0 for others in who_may_lift()} == {True}
    assert where_requests_stand() == {
        "step 0": 1,
        "step 1": 1,
        "counter": 1,
        "question": 1,
        "approved": 1,
        "returned": 1,
        "rejected": 1,
        "withdrawn": 1,
    }
    assert (WishDraft.objects.count(), Suggestion.objects.exists(), Application.objects.count()) == (1, True, 1)
    assert [each.line.customer.number for each in doubtful(customers=Customer.objects.all(), today=today())] == [
        "C1014"
    ]
    assert what_was_agreed() == {
        "O1010-910": ("release", "released", Decimal(270_000)),
        "O1012-910": ("warn", "delivered", Decimal(0)),
        "at the customer": [(Decimal(90_000), Decimal(72_000))],
    }
    assert dict(Item.objects.filter(number__startswith="ERP-").values_list("number", "order__number")) == {
        "ERP-0417": "O2006-920",
        "ERP-0418": None,
    }
    assert what_is_known() == {
        "in force": 3,
        "lapse soon": ["C1012"],
        "disputed": ["C1011"],
        "promise let pass": ["C1007"],
        "negative list": ["C1003"],
        "highest level": {"C1003": 3},
        "worst grade": "C1003",
        "new details": ["C1015"],
        "rebates": {"C1011": {"CNY": Decimal(21_400)}},
        "alerts": [("pot", "person:sales2")],
    }


def where_requests_stand() -> Counter[str]:
    """The requests for limits of the first morning, by what they wait for or how they ended."""
    asked = Request.objects.filter(kind="limit", content__has_key="level")
    return Counter(each.outcome or each.pause or f"step {each.step}" for each in asked)


def what_was_agreed() -> dict[str, object]:
    """An order with a schedule of which nothing is paid, one beside bills over the acceptor's limit, goods at the customer."""
    orders = Order.objects.filter(number__endswith="-910")
    told = {each.number: (each.decisions.earliest("pk").outcome, each.status, each.uncounted) for each in orders}
    goods = goods_at_customers(customers=Customer.objects.all())
    return told | {"at the customer": [(each.open_amount, each.open_amount - each.uncounted) for each in goods]}


def what_is_known() -> dict[str, object]:
    """Who stands out on the first morning, by what somebody noted."""
    everybody = Customer.objects.order_by("number")
    keys = [customer.pk for customer in everybody]
    named = {customer.pk: customer.number for customer in everybody}
    covers = covers_with_state(customers=everybody, today=today())
    listed = listings_in_force(customer_ids=keys, on=today())
    grades = grades_on(customer_ids=keys, on=today())
    levels = demand_levels(customer_ids=keys, as_of=today())
    details = details_of(customer_ids=keys)
    return {
        "in force": sum(row.state in {"in_force", "soon"} for row in covers),
        "lapse soon": [row.customer.number for row in covers if row.state == "soon"],
        "disputed": [row.customer.number for row in disputes_of(customers=everybody)],
        "promise let pass": [
            row.customer.number
            for row in promises_with_state(customers=everybody, today=today())
            if row.state == "late"
        ],
        "negative list": [named[key] for key in listed],
        "highest level": {named[key]: level for key, level in levels.items()},
        "worst grade": named[max(grades, key=lambda key: grades[key].rank)],
        "rebates": {each.number: pool for each in everybody if (pool := rebate_pool(customer=each))},
        "alerts": list(standing_alerts().values_list("kind", "key")),
        "new details": [named[key] for key, facts in details.items() if all(each.is_change for each in facts)],
    }


def who_may_lift() -> list[set[str]]:
    """For each order a person stopped whoever may lift that: all with the right but the one who placed it."""
    lifters = {person.username: person.pk for person in holders_of(permission=SUSPEND, today=today())}
    standing = (
        row for rows in suspensions_in_force(customer_ids=Customer.objects.values_list("pk")).values() for row in rows
    )
    return [{name for name, key in lifters.items() if key != row.placed_by_id} for row in standing]
