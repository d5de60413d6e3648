"""Rates hold from a day on; days are worked as published unless the operator says otherwise."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.ledger import DAY, ME

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.clock import actions as clock
from onaccount.office.clock.queries import calendar, today
from onaccount.office.journal.models import Entry
from onaccount.office.rates import actions as rates
from onaccount.office.rates.queries import convert, exchange_rate_on, exchange_rates, rate_on

pytestmark = pytest.mark.django_db
NEW_YEAR, MAKE_UP_SUNDAY = date(2026, 1, 1), date(2026, 1, 4)


def enter(value: str, *, valid_from: date = DAY, kind: str = "fx:USD:CNY", is_sure: bool = False) -> None:
    rates.enter_rate(kind=kind, valid_from=valid_from, value=Decimal(value), source="PBC", is_sure=is_sure, actor=ME)


def test_the_newest_rate_of_the_day_holds() -> None:
    enter("7.10")
    enter("7.20", valid_from=DAY + timedelta(days=2))
    assert rate_on(kind="fx:USD:CNY", day=DAY + timedelta(days=1)).value == Decimal("7.10")
    assert convert(money=Money.of("10", "USD"), target="CNY", day=DAY + timedelta(days=9)) == Money.of("72", "CNY")


def test_the_other_direction_is_the_inverse() -> None:
    enter("8")
    assert exchange_rate_on(source="CNY", target="USD", day=DAY).value == Decimal("0.125")
    assert convert(money=Money.of("0.04", "CNY"), target="USD", day=DAY) == Money.of("0.01", "USD")


def test_a_currency_is_worth_itself() -> None:
    assert exchange_rate_on(source="CNY", target="CNY", day=DAY).value == 1


def test_a_missing_rate_is_refused_not_guessed() -> None:
    enter("7.10")
    for asked in ({"source": "EUR", "target": "CNY", "day": DAY}, {"source": "USD", "target": "CNY", "day": NEW_YEAR}):
        with pytest.raises(Refusal) as refused:
            exchange_rate_on(**asked)
        assert (refused.value.code, refused.value.facts["kind"]) == ("rates.missing", f"{asked['source']}/CNY")


def test_the_newest_rate_holds_whichever_way_round_it_was_entered() -> None:
    enter("8")
    enter("0.12", kind="fx:CNY:USD", valid_from=DAY + timedelta(days=1))
    assert exchange_rate_on(source="CNY", target="USD", day=DAY + timedelta(days=1)).value == Decimal("0.12")
    assert exchange_rate_on(source="CNY", target="USD", day=DAY).value == Decimal("0.125")


@pytest.mark.parametrize(
    ("value", "days", "code"),
    [
        ("7.11", 0, "rates.exists"),
        ("0", 0, "rates.not_positive"),
        ("71", 1, "rates.far_off"),
        ("0.14", 1, "rates.far_off"),
    ],
)
def test_a_rate_that_looks_like_a_slip_is_asked_about(value: str, days: int, code: str) -> None:
    enter("7.10")
    enter("7.10")
    with pytest.raises(Refusal) as refused:
        enter(value, valid_from=DAY + timedelta(days=days))
    assert (refused.value.code, Entry.objects.count()) == (code, 1)


def test_a_rate_is_corrected_beside_the_wrong_one() -> None:
    enter("71")
    enter("7.10", is_sure=True)
    assert exchange_rate_on(source="USD", target="CNY", day=DAY).value == Decimal("7.10")
    assert [(each.value, each.holds) for each in exchange_rates(at_most=9)] == [
        (Decimal("7.10"), True),
        (Decimal(71), False),
    ]


def test_holidays_rest_and_make_up_days_work() -> None:
    days = calendar()
    assert not days.is_working(NEW_YEAR)
    assert days.is_working(MAKE_UP_SUNDAY)


def test_the_operators_word_stands_above_the_published_calendar() -> None:
    clock.declare_day(day=NEW_YEAR, is_working=True, name="stocktaking", actor=ME)
    clock.declare_day(day=MAKE_UP_SUNDAY, is_working=False, name="closed", actor=ME)
    assert (calendar().is_working(NEW_YEAR), calendar().is_working(MAKE_UP_SUNDAY)) == (True, False)
    clock.withdraw_day(day=NEW_YEAR, actor=ME)
    clock.withdraw_day(day=NEW_YEAR, actor=ME)
    assert not calendar().is_working(NEW_YEAR)
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [
        "clock.day_declared", "clock.day_declared", "clock.day_withdrawn"
    ]  # fmt: skip


def test_the_sample_clock_only_moves_ahead() -> None:
    assert today() == timezone.localdate()
    clock.advance(days=2, actor=ME)
    assert clock.advance(days=3, actor=ME) == 5
    assert today() == timezone.localdate() + timedelta(days=5)
    with pytest.raises(Refusal):
        clock.advance(days=0, actor=ME)
