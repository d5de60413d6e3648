"""From the wish to the limit in force: asked by one, approved by another, posted exactly as approved."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import TODAY, acting
from tests.stages.limits.conftest import a_customer, approve, ask, grant, wish

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits import actions as limits
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.models import JournalLine, LimitInForce
from onaccount.limits.queries import assess, expiring, fall_back_of, journal_of, known_at, limit_of, limits_in_force
from onaccount.limits.rules import Act, Dimension, Expiry, LimitType, Place, Reach, limit_on
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.journal.models import Entry

NEXT_YEAR = date(2027, 3, 2)


def place(customer: Customer, dimension: Dimension = Dimension.EXPOSURE) -> Place:
    return Place(customer.pk, None, dimension, Reach.OWN)


def value(customer: Customer, on: date = TODAY) -> Decimal | None:
    return limit_of(place=place(customer), on=on).whole


def test_a_request_alone_changes_nothing(customer: Customer, maker: Person) -> None:
    ask(maker, wish(customer, 1000))
    assert (JournalLine.objects.count(), LimitInForce.objects.count()) == (0, 0)


def test_an_approved_request_becomes_a_line_and_the_limit(customer: Customer, maker: Person, checker: Person) -> None:
    (line,) = grant(maker, checker, wish(customer, 1000))
    assert (line.act, line.maker, line.checker, line.reason) == (Act.SET, maker, checker, "yearly review")
    assert value(customer) == 1000


def test_posting_is_told_in_the_customers_timeline(customer: Customer, maker: Person, checker: Person) -> None:
    grant(maker, checker, wish(customer, 1000))
    entry = Entry.objects.get(act="limits.posted")
    assert (entry.customer_id, entry.actor, entry.reason) == (customer.pk, "checker", "yearly review")
    assert (entry.before, entry.after and entry.after["exposure"]) == (
        {"exposure": "none"},
        "1,000 CNY, 2026-03-02",
    )


def test_a_request_nobody_approved_is_not_posted(customer: Customer, maker: Person, checker: Person) -> None:
    with pytest.raises(Refusal, match="not_approved"):
        limits.post(request=ask(maker, wish(customer, 1000)), actor=acting(checker), today=TODAY)


def test_the_maker_cannot_approve_the_own_request(customer: Customer, checker: Person) -> None:
    with pytest.raises(Refusal, match="maker_is_checker"):
        approve(checker, ask(checker, wish(customer, 1000)))


def test_several_fields_of_a_customer_are_one_request(customer: Customer, maker: Person, checker: Person) -> None:
    days = wish(customer, 45, dimension=Dimension.CREDIT_DAYS, currency="")
    lines = grant(maker, checker, wish(customer, 1000), days)
    assert len({line.request_id for line in lines}) == 1
    found = limits_in_force(customer_ids=[customer.pk], on=TODAY)
    assert {where.dimension: limit.value for where, limit in found.items()} == {"exposure": 1000, "credit_days": 45}


def test_a_second_request_waits_for_the_first(customer: Customer, maker: Person) -> None:
    ask(maker, wish(customer, 1000))
    with pytest.raises(Refusal, match="asked_already"):
        ask(maker, wish(customer, 2000))


def test_an_unconfirmed_question_stops_the_request(customer: Customer, maker: Person, checker: Person) -> None:
    grant(maker, checker, wish(customer, 1000))
    with pytest.raises(Refusal, match="needs_confirmation"):
        ask(maker, wish(customer, 10_000))
    confirmed = ask(maker, wish(customer, 10_000, confirmed=["limits.jump.limit"]))
    assert [question["code"] for question in confirmed.content["changes"][0]["questions"]] == ["limits.jump.limit"]


def test_an_empty_form_asks_for_nothing(maker: Person) -> None:
    with pytest.raises(Refusal, match="nothing_asked"):
        ask(maker)


def test_an_approval_of_what_has_changed_meanwhile_is_not_posted(
    customer: Customer, maker: Person, checker: Person
) -> None:
    waiting = ask(maker, wish(customer, 1000), wish(customer, 500, is_temporary=True, valid_to=NEXT_YEAR))
    stale = Request.objects.get(pk=waiting.pk)
    approve(checker, waiting)
    limits.post(request=Request.objects.get(pk=waiting.pk), actor=acting(checker), today=TODAY)
    stale.refresh_from_db()
    with pytest.raises(Refusal, match="changed_meanwhile"):
        limits.post(request=stale, actor=acting(checker), today=TODAY)


def test_a_temporary_limit_that_lapsed_while_it_waited_is_not_posted(
    customer: Customer, maker: Person, checker: Person
) -> None:
    waiting = ask(maker, wish(customer, 500, is_temporary=True, valid_to=TODAY + timedelta(days=3)))
    request = approve(checker, waiting)
    with pytest.raises(Refusal, match="already_over"):
        limits.post(request=request, actor=acting(checker), today=TODAY + timedelta(days=3))


def test_a_temporary_limit_lapses_by_date_alone(customer: Customer, maker: Person, checker: Person) -> None:
    grant(maker, checker, wish(customer, 1000))
    grant(maker, checker, wish(customer, 500, is_temporary=True, valid_to=date(2026, 4, 1)))
    assert [value(customer, day) for day in (TODAY, date(2026, 3, 31), date(2026, 4, 1))] == [1500, 1500, 1000]


def test_a_limit_that_ends_falls_back_to_what_was_approved_with_it(
    customer: Customer, maker: Person, checker: Person
) -> None:
    asked = wish(customer, 1000, valid_to=NEXT_YEAR, expiry=Expiry.FALL_BACK, fall_back=Decimal(300))
    grant(maker, checker, asked)
    assert [value(customer, NEXT_YEAR - timedelta(days=1)), value(customer, NEXT_YEAR)] == [1000, 300]
    grant(maker, checker, wish(customer, 200))
    assert [value(customer), value(customer, NEXT_YEAR)] == [200, 200]  # the cut took back what it was to fall back to


def test_a_correction_replaces_the_wrong_line_and_keeps_what_was_known(
    customer: Customer, maker: Person, checker: Person
) -> None:
    (wrong,) = grant(maker, checker, wish(customer, 5_000_000))
    wrong.refresh_from_db()
    right = wish(customer, 500_000, corrects=wrong.pk)
    later = TODAY + timedelta(days=3)
    grant(maker, checker, right, today=later)
    known = known_at(customer_id=customer.pk, moment=wrong.posted_at)[place(customer)]
    assert (limit_on(spans=known, day=TODAY).value, value(customer)) == (5_000_000, 500_000)
    assert [(line.act, line.is_wrong) for line in journal_of(customers=Customer.objects.all())] == [  # type: ignore[attr-defined]
        ("correct", False),
        ("set", True),
    ]


@pytest.mark.parametrize(("follows", "after"), [({}, None), ({"expiry": Expiry.FALL_BACK, "fall_back": 200}, 200)])
def test_a_correction_says_anew_what_a_limit_falls_back_to(
    customer: Customer, maker: Person, checker: Person, follows: dict[str, Any], after: int | None
) -> None:
    falling = {"valid_to": NEXT_YEAR, "expiry": Expiry.FALL_BACK, "fall_back": Decimal(300)}
    grant(maker, checker, wish(customer, 5000, **falling))
    wrong = JournalLine.objects.order_by("pk")[0]
    assert fall_back_of(line=wrong).value == 300
    grant(maker, checker, wish(customer, 500, corrects=wrong.pk, valid_to=NEXT_YEAR, **follows))
    assert (value(customer), value(customer, NEXT_YEAR)) == (500, after)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the database folds the journal to the same
    marked = {line.value: line.is_wrong for line in journal_of(customers=Customer.objects.all())}  # type: ignore[attr-defined]
    assert (marked[Decimal(5000)], marked[Decimal(300)], marked[Decimal(500)]) == (True, True, False)
    with pytest.raises(Refusal, match="corrected_already"):
        grant(maker, checker, wish(customer, 90, corrects=wrong.pk + 1, valid_from=NEXT_YEAR, valid_to=None))


def test_a_line_is_corrected_once(customer: Customer, maker: Person, checker: Person) -> None:
    (wrong,) = grant(maker, checker, wish(customer, 5_000_000))
    request = approve(checker, ask(maker, wish(customer, 500_000, corrects=wrong.pk)))
    limits.post(request=request, actor=acting(checker), today=TODAY)
    with pytest.raises(Refusal, match="corrected_already"):
        limits.post(request=request, actor=acting(checker), today=TODAY)


def test_opening_limits_of_many_customers_are_one_approval(maker: Person, checker: Person) -> None:
    first, second = a_customer("C1"), a_customer("C2")
    request = ask(maker, wish(first, 1000), wish(second, 2000), occasion=Occasion.OPENING)
    limits.post(request=approve(checker, request), actor=acting(checker), today=TODAY)
    assert (request.title, value(first), value(second)) == ("Customer C1 +1", 1000, 2000)
    told = Entry.objects.filter(act="limits.posted").order_by("id").values_list("customer_id", "after__exposure")
    assert list(told) == [(first.pk, "1,000 CNY, 2026-03-02"), (second.pk, "2,000 CNY, 2026-03-02")]


def test_many_wishes_are_judged_with_as_many_queries_as_one(maker: Person) -> None:
    wishes = [wish(a_customer(f"C{number}"), 1000) for number in range(3)]
    with CaptureQueriesContext(connection) as one:
        assess(wishes=wishes[:1], today=TODAY)
    with CaptureQueriesContext(connection) as three:
        assess(wishes=wishes, today=TODAY)
    assert len(one) == len(three)


def test_what_ends_soon_and_is_followed_by_nothing_is_listed(
    customer: Customer, maker: Person, checker: Person
) -> None:
    other = a_customer("C2")
    ends = TODAY + timedelta(days=10)
    grant(maker, checker, wish(customer, 1000, valid_to=ends))
    grant(maker, checker, wish(other, 1000, valid_to=ends, expiry=Expiry.FALL_BACK, fall_back=Decimal(1)))
    found = expiring(customers=Customer.objects.all(), today=TODAY, days=30)
    assert [(row.customer, row.type) for row in found] == [(customer, LimitType.AMOUNT)]
    assert not expiring(customers=Customer.objects.all(), today=TODAY, days=8).exists()


def test_the_limits_of_many_customers_are_one_query(maker: Person, checker: Person) -> None:
    found = [a_customer(f"C{number}") for number in range(3)]
    for customer in found:
        grant(maker, checker, wish(customer, 1000))
    with CaptureQueriesContext(connection) as queries:
        known = limits_in_force(customer_ids=[customer.pk for customer in found], on=TODAY)
    assert ([limit.value for limit in known.values()], len(queries)) == ([1000, 1000, 1000], 1)
