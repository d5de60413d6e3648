"""Stories of limits: who asks does not approve, a raise wakes a held order, a wrong limit is corrected and its harm is named."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, grant, person, place, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed, limit_corrected, limit_requested, opinion_given, supply_stopped
from onaccount.limits.models import JournalLine, Suspension
from onaccount.limits.queries import Wish, causes_of, corrections, doubtful, limit_of
from onaccount.limits.rules import Asked, Dimension, ErrorDraft, Expiry, LimitType, Place, Reach, SuspensionKind
from onaccount.office.approval.models import Request
from onaccount.office.tasks.models import Task
from onaccount.office.trays.models import Letter
from onaccount.ordercheck.queries import decided_otherwise
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    a_policy()
    return a_customer("C1")


def wish(customer: Customer, value: str, *, corrects: int | None = None, confirmed: tuple[str, ...] = ()) -> Wish:
    asked = Asked(
        dimension=Dimension.EXPOSURE,
        is_temporary=False,
        type=LimitType.AMOUNT,
        value=Decimal(value),
        currency="CNY",
        valid_from=TODAY,
        valid_to=None,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=corrects,
        reason="as agreed",
    )
    return Wish(customer, None, Reach.OWN, asked, frozenset(confirmed))


ERROR = ErrorDraft("entry_error", ("finance",), "", "amounts are read back", TODAY + timedelta(days=30))


def approve(request: Request, *, today: date = TODAY) -> None:
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="",
        content_hash=request.content_hash,
        actor=acting(person("head", "credit_manager")),
        today=today,
    )


def wake(today: date = TODAY) -> None:
    account_changed.drain(actor=MACHINE, today=today, at_most=9)


def credit_limit(customer: Customer, on: date = TODAY) -> Decimal | None:
    return limit_of(place=Place(customer.pk, None, Dimension.EXPOSURE, Reach.OWN), on=on).whole


def test_nothing_is_in_force_before_another_person_approved(customer: Customer) -> None:
    maker = acting(person("analyst", "analyst", "credit_manager"))
    request = limit_requested.request_limits(wishes=[wish(customer, "1000")], actor=maker, today=TODAY)
    with pytest.raises(Refusal, match="maker_is_checker"):
        opinion_given.give_opinion(
            request_id=request.pk,
            outcome="approved",
            remark="",
            content_hash=request.content_hash,
            actor=maker,
            today=TODAY,
        )
    assert credit_limit(customer) is None
    approve(request)
    assert credit_limit(customer) == 1000


def test_a_raise_frees_the_order_that_waited_for_it(customer: Customer) -> None:
    grant(customer, "1000")
    place(customer, "O1", "1200")
    assert status("O1") == Order.Status.HELD
    grant(customer, "1500")
    wake()
    assert status("O1") == Order.Status.RELEASED


def test_a_temporary_limit_frees_an_order_and_is_gone_by_its_date(customer: Customer) -> None:
    grant(customer, "1000")
    place(customer, "O1", "1200")
    grant(customer, "500", is_temporary=True, valid_to=TODAY + timedelta(days=10))
    wake()
    assert status("O1") == Order.Status.RELEASED
    assert [credit_limit(customer, TODAY + timedelta(days=days)) for days in (9, 10)] == [1500, 1000]


def test_a_wrong_limit_is_corrected_and_the_orders_it_let_through_are_named(customer: Customer) -> None:
    grant(customer, "5000000")
    place(customer, "small", "400000")
    place(customer, "large", "3000000")
    wrong = JournalLine.objects.get()
    right = wish(customer, "500000", corrects=wrong.pk)
    analyst = acting(person("analyst", "analyst"))
    request = limit_corrected.correct_limit(wish=right, draft=ERROR, actor=analyst, today=TODAY)
    approve(request)
    assert (credit_limit(customer), request.content["cause"]) == (500_000, "entry_error")
    assert [row[0] for row in request.content["touched"]] == ["large"]
    differing = decided_otherwise(wrong=wrong, instead=None, today=TODAY)
    assert [(each.decision.order_number, each.was, each.would) for each in differing] == [("large", "release", "hold")]


def test_who_is_concerned_hears_of_a_correction_and_somebody_looks_again(customer: Customer) -> None:
    customer.salesperson = person("sales", "salesperson")
    customer.save()
    grant(customer, "5000000")
    person("fang", "approver_finance")
    person("gu", "approver_legal")
    right = wish(customer, "500000", corrects=JournalLine.objects.get().pk)
    approve(limit_corrected.correct_limit(wish=right, draft=ERROR, actor=acting(person("mo", "analyst")), today=TODAY))
    told = Task.objects.filter(subject_kind="limit_line").values_list("assignee__username", flat=True)
    again = Task.objects.get(due_date=ERROR.follow_up_on)
    assert (sorted(told), again.assignee.username) == (["analyst", "fang", "mo", "sales"], "mo")
    assert Letter.objects.filter(kind="limit_notice").count() == 4


def test_a_figure_that_looks_like_a_slip_is_found_until_it_is_corrected(customer: Customer) -> None:
    grant(customer, "500000")
    grant(customer, "5000000")
    found = doubtful(customers=Customer.objects.all(), today=TODAY)
    assert [(each.line.value, [reason.code for reason in each.reasons]) for each in found] == [
        (Decimal(5_000_000), ["limits.jump.limit"])
    ]
    right = wish(customer, "500000", corrects=found[0].line.pk)
    approve(limit_corrected.correct_limit(wish=right, draft=ERROR, actor=acting(person("mo", "analyst")), today=TODAY))
    assert doubtful(customers=Customer.objects.all(), today=TODAY) == []
    assert [
        (each.cause, each.errors) for each in causes_of(corrected=corrections(customers=Customer.objects.all()))
    ] == [("entry_error", 1)]


def test_the_harm_of_a_wrong_limit_is_known_before_the_correction_is_sent(customer: Customer) -> None:
    from onaccount.limits.rules import CreditLimit, lines_of

    grant(customer, "100")
    place(customer, "O1", "900")
    wrong = JournalLine.objects.get()
    right = wish(customer, "1000", corrects=wrong.pk)
    instead = lines_of(asked=right.asked, before=CreditLimit.missing(expired_on=None))
    differing = decided_otherwise(wrong=wrong, instead=instead, today=TODAY)
    assert [(each.decision.order_number, each.was, each.would) for each in differing] == [("O1", "hold", "release")]


def test_stopped_supply_holds_what_fits_the_limit_until_a_second_person_lifts_it(customer: Customer) -> None:
    grant(customer, "1000")
    first, second = (acting(person(name, "credit_manager")) for name in ("head", "deputy"))
    supply_stopped.suspend(customer=customer, kind=SuspensionKind.STOP_SUPPLY, reason="dishonoured", actor=first)
    place(customer, "O1", "100")
    placed = Suspension.objects.get()
    with pytest.raises(Refusal, match="placed_by_yourself"):
        supply_stopped.lift(suspension=placed, reason="paid", actor=first, today=TODAY)
    wake()
    assert status("O1") == Order.Status.HELD
    supply_stopped.lift(suspension=placed, reason="paid", actor=second, today=TODAY)
    wake()
    assert status("O1") == Order.Status.RELEASED
