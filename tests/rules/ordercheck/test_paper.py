"""The sum on paper."""

from dataclasses import replace
from decimal import Decimal

from onaccount.ordercheck.rules.paper import PaperAccount, paper_headroom

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
)


def test_exactly_the_limit_is_inside_it() -> None:
    found = paper_headroom(PAPER)
    assert (found.available_limit, found.exposure, found.exposure_after, found.is_within) == (1250, 900, 1250, True)
    assert not paper_headroom(replace(PAPER, order_amount=Decimal("350.01"))).is_within


def test_a_lapsed_temporary_limit_and_cash_change_what_is_free() -> None:
    assert paper_headroom(replace(PAPER, is_temporary_valid=False)).available == 150
    assert paper_headroom(replace(PAPER, counts_unapplied_cash=True)).available == 650
    assert paper_headroom(replace(PAPER, counts_unapplied_cash=True, unapplied_cash=Decimal(5000))).exposure == 0
