"""Rates, mentions, retries, reach of permissions, keys and sessions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from onaccount.kernel.money import Money
from onaccount.office.access.rules import Grant, KeyFacts, Meter, Scope, Tenure, key_parts, widest
from onaccount.office.rates.rules import (
    DatedRate,
    converted,
    crossed,
    currencies_of,
    doubt,
    exchange_kind,
    other_way,
    pair,
)
from onaccount.office.tasks.rules import Name, mentioned
from onaccount.office.trays.rules import pause_before, tries_left


def test_a_converted_amount_is_rounded_once_to_the_minor_units_of_its_new_currency() -> None:
    rate = DatedRate(exchange_kind(source="USD", target="JPY"), Decimal("149.505"), date(2026, 3, 2), "PBoC")
    assert rate.kind == "fx:USD:JPY"
    assert converted(money=Money(Decimal("10.00"), "USD"), target="JPY", rate=rate) == Money(Decimal(1495), "JPY")


def test_an_exchange_rate_has_a_second_name_and_any_other_rate_has_not() -> None:
    assert other_way(kind="fx:USD:JPY") == "fx:JPY:USD"
    assert other_way(kind="lpr:1y") == "lpr:1y"
    assert (pair(kind="fx:USD:JPY"), pair(kind="lpr:1y")) == ("USD/JPY", "lpr:1y")


def test_two_rates_into_a_third_currency_cross_and_hold_since_the_later_of_their_days() -> None:
    dollar = DatedRate("fx:USD:CNY", Decimal(7), date(2026, 3, 2), "PBoC")
    euro = DatedRate("fx:EUR:CNY", Decimal(8), date(2026, 3, 5), "bank")
    found = crossed(kind="fx:USD:EUR", source=dollar, target=euro)
    assert (found.value, found.valid_from, found.source) == (Decimal("0.875"), date(2026, 3, 5), "PBoC; bank")
    assert found.legs == (dollar, euro)
    assert crossed(kind="fx:EUR:USD", source=euro, target=dollar).value * found.value == 1
    assert (currencies_of(kind="fx:USD:EUR"), currencies_of(kind="lpr:1y")) == (("USD", "EUR"), None)


@pytest.mark.parametrize(
    ("value", "days", "code"),
    [
        ("7.00", 0, ""),
        ("7.01", 0, "rates.exists"),
        ("7.70", 1, ""),
        ("7.71", 1, "rates.far_off"),
        ("6.30", 1, ""),
        ("6.29", 1, "rates.far_off"),
    ],
)
def test_a_rate_a_tenth_away_or_beside_another_is_doubted(value: str, days: int, code: str) -> None:
    before = DatedRate("fx:USD:CNY", Decimal(7), date(2026, 3, 2), "PBoC")
    found = doubt(before=before, value=Decimal(value), valid_from=before.valid_from + timedelta(days=days))
    assert (found.code if found else "") == code


def test_the_first_rate_is_doubted_by_nothing() -> None:
    assert doubt(before=None, value=Decimal(7), valid_from=date(2026, 3, 2)) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("please look", ()),
        ("@wangmin 请看, and @李雷。", (1, 3)),
        ("@王敏华在吗", (2,)),
        ("@王敏在吗 @王敏", (1,)),
        ("@nobody", ()),
    ],
)
def test_a_mention_means_the_longest_name_that_fits(text: str, people: tuple[int, ...]) -> None:
    names = (Name(1, "wangmin", "王敏"), Name(2, "wangmh", "王敏华"), Name(3, "lilei", "李雷"), Name(4, "silent", ""))
    assert mentioned(text=text, names=names) == people


def test_a_letter_is_tried_eight_times_with_growing_pauses_of_an_hour_at_most() -> None:
    assert [pause_before(attempt=number) for number in range(1, 9)] == [0, 20, 60, 180, 540, 1620, 3600, 3600]
    assert (tries_left(attempts=7), tries_left(attempts=8)) == (True, False)


def test_the_widest_of_several_roles_counts() -> None:
    grants = (Grant("limits.view", Scope.OWN), Grant("limits.view", Scope.TEAM), Grant("trade.view", Scope.ALL))
    assert widest(grants=grants, permission="limits.view") == Scope.TEAM
    assert widest(grants=grants, permission="people.manage") is None


@pytest.mark.parametrize("secret", ["", "oa_only", "xx_pre_rest", "oa_a_b_c"])
def test_what_is_no_key_has_no_parts(secret: str) -> None:
    assert key_parts(secret=secret) is None


def test_a_key_is_kept_as_its_prefix_and_a_digest() -> None:
    assert key_parts(secret="oa_pre_rest") == (
        "pre",
        "2c879e8d65e09d16ffd37cc26da6a5b68e1b9f419d93bde851730c6ec33f3c27",
    )


@pytest.mark.parametrize(
    ("seen", "now", "over"), [(100, 109, False), (100, 110, True), (1090, 1099, False), (1095, 1100, True)]
)
def test_a_session_ends_unused_or_old(seen: float, now: float, over: bool) -> None:
    assert Tenure(idle_seconds=10, absolute_seconds=1000).is_over(began=100, seen=seen, now=now) is over


def test_a_key_reaches_as_far_as_the_widest_grant_of_its_person() -> None:
    grants = (Grant("trade.view", Scope.OWN), Grant("trade.view", Scope.TEAM))
    key = KeyFacts(1, "erp", 2, "erp", grants, frozenset({"trade.view"}), 60)
    assert (key.scope_of("trade.view"), key.scope_of("trade.receive")) == (Scope.TEAM, None)


def test_a_minute_counts_its_own_calls_and_those_of_other_processes() -> None:
    meter = Meter(minute=7, told=10, own=0)
    assert [meter.count(minute=7), meter.count(minute=7), meter.count(minute=8)] == [11, 12, 1]


def test_a_call_that_was_counted_twice_is_taken_back_once_and_what_the_table_knows_never():
    meter = Meter(minute=7, told=10, own=0)
    meter.count(minute=7)
    meter.give_back()
    assert meter.count(minute=7) == 11
    meter.give_back()
    meter.give_back()
    assert (meter.told, meter.own) == (10, 0)
