"""Value stands in one stage; what counts against a limit is floored per account after the order was added."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from onaccount.trade.rules import Exposure, total_exposure

ZERO = Decimal(0)


def test_orders_beyond_the_horizon_do_not_count() -> None:
    exposure = Exposure(order=Decimal(10), order_beyond=Decimal(99), receivable=Decimal(5))
    assert exposure.counted(added=ZERO, credits_reduce=True) == 15
    assert exposure.gross == 114


def test_credits_pay_for_an_order_but_never_make_room_below_zero() -> None:
    prepaid = Exposure(credit=Decimal(-100))
    assert prepaid.counted(added=ZERO, credits_reduce=True) == 0
    assert prepaid.counted(added=Decimal(120), credits_reduce=True) == 20
    assert prepaid.counted(added=Decimal(120), credits_reduce=False) == 120


def test_own_cash_funds_own_orders_and_never_a_siblings() -> None:
    rich, poor = Exposure(credit=Decimal(-100)), Exposure(receivable=Decimal(60))
    assert sum(one.counted(added=ZERO, credits_reduce=True) for one in (rich, poor)) == 60
    assert total_exposure([rich, poor]).counted(added=ZERO, credits_reduce=True) == 0


def test_the_stored_form_names_every_stage() -> None:
    assert Exposure(order=Decimal("1.50")).as_json() == {
        "order": "1.50", "order_beyond": "0", "delivery": "0", "unposted": "0", "receivable": "0", "bill": "0", "credit": "0",
        "uncounted": "0",
    }  # fmt: skip


amounts = st.integers(0, 10**9).map(lambda n: Decimal(n).scaleb(-2))
exposures = st.builds(Exposure, *[amounts] * 6, amounts.map(lambda amount: -amount))


@given(exposure=exposures, added=amounts, more=amounts)
def test_a_larger_order_never_counts_less(exposure, added, more) -> None:
    counted = exposure.counted(added=added, credits_reduce=True)
    assert 0 <= counted <= exposure.counted(added=added + more, credits_reduce=True)
    assert counted <= exposure.counted(added=added, credits_reduce=False)


@given(st.lists(exposures))
def test_the_sum_of_exposures_is_the_sum_of_their_stages(several) -> None:
    assert total_exposure(several).gross == sum((one.gross for one in several), ZERO)


def test_more_in_one_stage_leaves_the_others():
    before = Exposure(order=Decimal(10), receivable=Decimal(5))
    assert before.plus("order", Decimal(1)) == Exposure(order=Decimal(11), receivable=Decimal(5))
