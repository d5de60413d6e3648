"""An order parted in two: nothing is lost, nothing is added."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import LineDraft, OrderDraft, Parting, parted

DAY = date(2026, 3, 2)
AMOUNTS = st.integers(1, 10**6).map(lambda cents: Decimal(cents) / 100)


def order(*amounts: Decimal) -> OrderDraft:
    lines = tuple(LineDraft(f"item-{n}", Decimal(1), amount, amount) for n, amount in enumerate(amounts))
    return OrderDraft("SO-1", sum(amounts, Decimal(0)), DAY, DAY, lines=lines, credit_days=30)


@given(st.lists(AMOUNTS, min_size=2, max_size=8), st.data())
def test_both_parts_together_are_the_order_line_by_line(amounts, data):
    whole = order(*amounts)
    chosen = data.draw(st.frozensets(st.integers(1, len(amounts)), min_size=1, max_size=len(amounts) - 1))
    kept, rest = parted(whole, off=Parting(chosen), rest_number="SO-1-2")
    assert kept.amount + rest.amount == whole.amount
    assert sorted(line.item for line in kept.lines + rest.lines) == [line.item for line in whole.lines]
    assert (kept.number, rest.number, rest.credit_days) == ("SO-1", "SO-1-2", 30)


@given(AMOUNTS, AMOUNTS)
def test_an_amount_is_split_off_an_order_without_lines(one, other):
    whole = OrderDraft("SO-1", one + other, DAY, DAY)
    kept, rest = parted(whole, off=Parting(amount=other), rest_number="SO-1-2")
    assert (kept.amount, rest.amount) == (one, other)


@given(AMOUNTS, AMOUNTS)
def test_a_single_line_is_split_with_its_quantity_and_no_quantity_is_lost(one, other):
    line = LineDraft("GLUE", Decimal(7), (one + other) / 7, one + other, is_prepaid=True)
    kept, rest = parted(
        OrderDraft("SO-1", one + other, DAY, DAY, lines=(line,)), off=Parting(amount=other), rest_number="SO-1-2"
    )
    assert [(each.lines[0].amount, each.ahead) for each in (kept, rest)] == [(one, one), (other, other)]
    assert Decimal(7) <= kept.quantity + rest.quantity <= Decimal("7.001")


def test_each_part_ships_with_the_first_of_its_lines():
    later, last = DAY + timedelta(days=9), DAY + timedelta(days=20)
    lines = tuple(LineDraft("I", Decimal(1), Decimal(1), Decimal(1), ship_date=day) for day in (last, None, later))
    whole = OrderDraft("SO-1", Decimal(3), DAY, DAY, lines=lines)
    parts = [parted(whole, off=Parting(frozenset(off)), rest_number="R") for off in ({1, 3}, {2}, {3})]
    assert [(kept.ship_date, rest.ship_date) for kept, rest in parts] == [(DAY, later), (later, DAY), (DAY, later)]


@pytest.mark.parametrize(
    ("code", "off"),
    [
        ("trade.part_not_inside", Parting(frozenset({1, 2}))),
        ("trade.part_unknown_line", Parting(frozenset({3}))),
        ("trade.part_needs_lines", Parting(amount=Decimal(1))),
        ("trade.part_both", Parting(frozenset({1}), Decimal(1))),
    ],
)
def test_what_cannot_be_split_is_refused(code, off):
    with pytest.raises(Refusal) as refused:
        parted(order(Decimal(1), Decimal(2)), off=off, rest_number="SO-1-2")
    assert refused.value.code == code


@pytest.mark.parametrize("amount", ["0", "5", "6"])
def test_something_must_stay_and_something_must_go(amount):
    with pytest.raises(Refusal, match="part_not_inside"):
        parted(OrderDraft("SO-1", Decimal(5), DAY, DAY), off=Parting(amount=Decimal(amount)), rest_number="x")
