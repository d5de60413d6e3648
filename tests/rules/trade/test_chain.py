"""An order's value is handed on from document to document; no order of events counts it twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import (
    Ahead,
    Chain,
    OrderChain,
    Shipped,
    left_at_customer,
    left_uncounted,
    refuse_below_goods,
    where_value_stands,
)

ZERO = Decimal(0)


def stands(ordered: int, *shipped: tuple[int, int], directly: int = 0, occupies: bool = True) -> Chain:
    return where_value_stands(
        ordered=Decimal(ordered),
        occupies=occupies,
        shipped=[Shipped(Decimal(amount), Decimal(invoiced)) for amount, invoiced in shipped],
        invoiced_directly=Decimal(directly),
    )


def test_a_part_delivery_leaves_the_rest_ordered() -> None:
    assert stands(100, (60, 0)) == Chain(Decimal(40), (Decimal(60),))


def test_goods_beyond_the_order_leave_nothing_ordered() -> None:
    assert stands(100, (120, 0)) == Chain(ZERO, (Decimal(120),))


def test_an_invoice_above_its_delivery_takes_nothing_from_the_next() -> None:
    assert stands(100, (60, 80), (40, 0)) == Chain(ZERO, (ZERO, Decimal(40)))


def test_an_invoice_that_names_only_the_order_takes_from_deliveries_first() -> None:
    assert stands(100, (30, 0), (20, 0), directly=45) == Chain(Decimal(50), (ZERO, Decimal(5)))
    assert stands(100, (30, 0), directly=45) == Chain(Decimal(55), (ZERO,))


def test_goods_that_were_invoiced_ahead_do_not_count_again() -> None:
    assert stands(100, directly=100) == Chain(ZERO, ())
    assert stands(100, (100, 0), directly=100) == Chain(ZERO, (ZERO,))


def test_a_held_order_counts_nothing_but_its_goods_do() -> None:
    assert stands(100, (30, 0), occupies=False) == Chain(ZERO, (Decimal(30),))


def test_what_is_due_ahead_asks_for_no_credit_until_the_goods_leave_or_the_money_is_there() -> None:
    stood, due = stands(100, (40, 0)), Ahead(due=Decimal(70))
    assert left_uncounted(stood, ahead=due) == Chain(Decimal(60), (ZERO,))
    assert left_uncounted(stood, ahead=Ahead(Decimal(70), settled=Decimal(50))) == Chain(Decimal(20), (ZERO,))
    assert left_uncounted(stood, ahead=Ahead(Decimal(70), settled=Decimal(80))) == Chain(ZERO, (ZERO,))


def test_an_exempt_order_asks_for_none_until_it_is_invoiced() -> None:
    stood = stands(100, (40, 0))
    assert left_uncounted(stood, ahead=Ahead(is_exempt=True)) == stood


def test_goods_at_the_customer_count_with_their_share_and_sold_ones_in_full() -> None:
    shares = (None, Decimal(100), Decimal(50), Decimal(0))
    left = [left_at_customer(Decimal("100.01"), counted_percent=share, code="CNY") for share in shares]
    assert left == [ZERO, ZERO, Decimal("50.01"), Decimal("100.01")]


def chain(ordered: int, *shipped: tuple[int, int], directly: int = 0, occupies: bool = True) -> OrderChain:
    goods = tuple(Shipped(Decimal(amount), Decimal(invoiced)) for amount, invoiced in shipped)
    return OrderChain("CNY", Decimal(ordered), occupies, goods, Decimal(directly), Ahead())


@pytest.mark.parametrize(
    ("stood", "gone"),
    [
        (chain(100), 0),
        (chain(100, (60, 0)), 60),
        (chain(100, (60, 60)), 60),
        (chain(100, (30, 0), directly=30), 30),
        (chain(100, (30, 0), directly=45), 45),
        (chain(100, (30, 30), directly=45), 75),
        (chain(100, (60, 80)), 60),
        (chain(100, (40, 0), occupies=False), 40),
    ],
)
def test_an_order_comes_to_no_less_than_has_left_it(stood: OrderChain, gone: int) -> None:
    cent = Decimal("0.01")
    refuse_below_goods(stood, number="O1", amount=Decimal(gone))
    with pytest.raises(Refusal) as refused:
        refuse_below_goods(stood, number="O1", amount=gone - cent)
    told = {"number": "O1", "amount": f"{gone - cent} CNY", "gone": f"{gone}.00 CNY"}
    assert (refused.value.code, dict(refused.value.facts)) == ("trade.below_goods", told)


def test_an_order_of_which_more_left_than_was_ordered_may_stay_and_rise_but_not_fall() -> None:
    stood = chain(100, (120, 0))
    refuse_below_goods(stood, number="O1", amount=Decimal(100))
    refuse_below_goods(stood, number="O1", amount=Decimal(110))
    with pytest.raises(Refusal, match=r"trade\.below_goods"):
        refuse_below_goods(stood, number="O1", amount=Decimal(99))


amounts = st.integers(0, 10**6).map(Decimal)
shipments = st.lists(st.builds(Shipped, amounts, amounts), max_size=6)


@given(ordered=amounts, shipped=shipments, directly=amounts)
def test_value_is_handed_on_and_never_lost(ordered, shipped, directly) -> None:
    """Open value and items together are at least the order, and exceed it only by what exceeded a document before it."""
    chain = where_value_stands(ordered=ordered, occupies=True, shipped=shipped, invoiced_directly=directly)
    opened = chain.order + sum(chain.deliveries, ZERO)
    items = directly + sum((one.invoiced for one in shipped), ZERO)
    above_delivery = sum((max(ZERO, one.invoiced - one.amount) for one in shipped), ZERO)
    delivered = sum((one.amount for one in shipped), ZERO)
    assert opened + items >= ordered
    if (
        delivered <= ordered
        and above_delivery == 0
        and directly <= ordered - sum((one.invoiced for one in shipped), ZERO)
    ):
        assert opened + items == ordered
    assert all(0 <= left <= one.amount for left, one in zip(chain.deliveries, shipped, strict=True))


@given(ordered=amounts, shipped=shipments, directly=amounts, ahead=st.builds(Ahead, amounts, amounts, st.booleans()))
def test_what_is_not_counted_is_part_of_what_stands(ordered, shipped, directly, ahead) -> None:
    chain = where_value_stands(ordered=ordered, occupies=True, shipped=shipped, invoiced_directly=directly)
    left_out = left_uncounted(chain, ahead=ahead)
    pairs = zip((left_out.order, *left_out.deliveries), (chain.order, *chain.deliveries), strict=True)
    assert all(ZERO <= part <= whole for part, whole in pairs)
