"""What may be noted on open items, and what a new promise makes of the one before."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import (
    DemandDraft,
    DisputeCause,
    DisputeDraft,
    Ending,
    Marked,
    PromiseDraft,
    PromiseOutcome,
    checked_demand,
    checked_ending,
    checked_promise,
    disputed_amount,
    level_after,
    outcome_of_earlier,
    outcome_of_promise,
)

DAY = date(2026, 3, 2)
LATER = DAY + timedelta(days=1)
ITEM = Marked("I1", 7, Decimal(100), "CNY")


def dispute(amount: str | None = None, *, raised: date = DAY) -> DisputeDraft:
    return DisputeDraft(DisputeCause.PRICE, None if amount is None else Decimal(amount), raised, "")


def promise(*, given: date = DAY, promised: date = LATER) -> PromiseDraft:
    return PromiseDraft(given, "Ms Lin", promised, "")


def test_without_an_amount_all_that_is_open_is_disputed() -> None:
    assert disputed_amount(dispute(), item=ITEM, today=DAY) == 100


@given(cents=st.integers(1, 10_000))
def test_any_part_of_what_is_open_can_be_disputed(cents: int) -> None:
    part = Decimal(cents).scaleb(-2)
    assert disputed_amount(dispute(str(part)), item=ITEM, today=DAY) == part


@pytest.mark.parametrize(
    ("draft", "item", "code"),
    [
        (dispute("100.01"), ITEM, "trade.more_than_open"),
        (dispute("0"), ITEM, "trade.not_positive"),
        (dispute("0.001"), ITEM, "trade.too_fine"),
        (dispute(raised=LATER), ITEM, "trade.in_the_future"),
        (dispute(), replace(ITEM, open_amount=Decimal(0)), "trade.item_not_open"),
        (dispute(), replace(ITEM, open_amount=Decimal(-5)), "trade.item_not_open"),
    ],
)
def test_a_dispute_that_makes_no_sense_is_refused(draft: DisputeDraft, item: Marked, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        disputed_amount(draft, item=item, today=DAY)
    assert refused.value.code == code


def test_a_promise_for_the_day_it_is_given_stands() -> None:
    assert checked_promise(promise(promised=DAY), items=[ITEM], today=DAY) == promise(promised=DAY)


@pytest.mark.parametrize(
    ("draft", "items", "code"),
    [
        (promise(promised=DAY - timedelta(days=1)), [ITEM], "trade.promised_for_the_past"),
        (promise(given=LATER, promised=LATER), [ITEM], "trade.in_the_future"),
        (promise(), [], "trade.nothing_chosen"),
        (promise(), [ITEM, replace(ITEM, customer_id=8)], "trade.other_customers"),
    ],
)
def test_a_promise_that_makes_no_sense_is_refused(draft: PromiseDraft, items: list[Marked], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_promise(draft, items=items, today=DAY)
    assert refused.value.code == code


@pytest.mark.parametrize("level", [1, 9])
def test_a_demand_has_a_level_from_1_to_9(level: int) -> None:
    draft = DemandDraft(level, DAY, "")
    assert checked_demand(draft, items=[ITEM], today=DAY) == draft


@pytest.mark.parametrize("level", [0, 10])
def test_a_demand_at_another_level_is_refused(level: int) -> None:
    with pytest.raises(Refusal, match="level_out_of_range"):
        checked_demand(DemandDraft(level, DAY, ""), items=[ITEM], today=DAY)


def test_a_mark_may_end_on_the_day_it_began() -> None:
    assert checked_ending(Ending(DAY, "done"), began=DAY, today=DAY) == Ending(DAY, "done")


@pytest.mark.parametrize(
    ("ended_on", "code"), [(DAY - timedelta(days=1), "ends_before_it_began"), (LATER, "in_the_future")]
)
def test_a_mark_ends_between_its_beginning_and_today(ended_on: date, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_ending(Ending(ended_on, ""), began=DAY, today=DAY)


@pytest.mark.parametrize(
    ("given_on", "outcome"),
    [(DAY, PromiseOutcome.MOVED), (LATER, PromiseOutcome.BROKEN)],
)
def test_a_new_promise_moves_the_old_one_or_finds_it_broken(given_on: date, outcome: PromiseOutcome) -> None:
    assert outcome_of_earlier(promised_date=DAY, given_on=given_on) is outcome


def test_each_demand_is_one_level_above_the_highest_so_far() -> None:
    assert [level_after(highest) for highest in (0, 1, 8, 9)] == [1, 2, 9, 9]


@pytest.mark.parametrize(
    ("paid_after", "today_after", "outcome"),
    [(0, 0, "kept"), (-3, 9, "kept"), (1, 1, "broken"), (None, 1, "broken"), (None, 0, None)],
)
def test_a_promise_is_kept_by_its_day_and_broken_after_it(paid_after, today_after, outcome):
    day = date(2026, 7, 10)
    paid_on = None if paid_after is None else day + timedelta(days=paid_after)
    today = day + timedelta(days=today_after)
    assert outcome_of_promise(promised_date=day, paid_on=paid_on, today=today) == outcome
