"""The sum on paper."""

from dataclasses import replace
from decimal import Decimal

from onaccount.ordercheck.rules.paper import PaperAccount, paper_headroom, secured_limit
from onaccount.ordercheck.rules.policy import Equality

PAPER = PaperAccount(
    limit=Decimal(1000),
    temporary_limit=Decimal(200),
    is_temporary_valid=True,
    security=Decimal(50),
    open_orders=Decimal(100),
    open_deliveries=Decimal(100),
    unposted_invoices=Decimal(100),
    open_items=Decimal(500),
    bills=Decimal(100),
    unapplied_cash=Decimal(300),
    counts_unapplied_cash=False,
    order_amount=Decimal(350),
    equality=Equality.ALLOWED,
)


def test_exactly_the_limit_is_inside_it() -> None:
    found = paper_headroom(PAPER)
    assert (found.available_limit, found.exposure, found.exposure_after, found.is_within) == (1250, 900, 1250, True)
    assert not paper_headroom(replace(PAPER, order_amount=Decimal("350.01"))).is_within


def test_a_lapsed_temporary_limit_and_cash_change_what_is_free() -> None:
    assert paper_headroom(replace(PAPER, is_temporary_valid=False)).available == 150
    with_cash = paper_headroom(replace(PAPER, counts_unapplied_cash=True))
    assert (with_cash.available, with_cash.exposure_after) == (650, 950)
    assert paper_headroom(replace(PAPER, counts_unapplied_cash=True, unapplied_cash=Decimal(5000))).exposure == 0


def test_equal_is_outside_where_the_policy_says_so() -> None:
    strict = replace(PAPER, equality=Equality.EXCEEDS)
    assert not paper_headroom(strict).is_within
    assert paper_headroom(replace(strict, order_amount=Decimal("349.99"))).is_within


def test_a_policy_counted_at_half_lifts_the_limit_or_is_taken_out_of_it() -> None:
    of = {"limit": Decimal(100_000), "secured_value": Decimal(50_000), "counted_share": Decimal("0.5")}
    assert [secured_limit(**of, is_in_exposure=inside) for inside in (False, True)] == [125_000, 75_000]
