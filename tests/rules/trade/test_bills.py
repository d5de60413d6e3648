"""Bills: what may be entered, what counts, and splitting without losing a cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import ItemDraft
from onaccount.trade.rules.bills import BillDraft, checked_bill, shares, uncounted_of
from onaccount.trade.rules.documents import Retention, kept_back

BILL = BillDraft("B-1", Decimal(1000), date(2026, 3, 2), date(2026, 9, 2), "某银行", "city_bank")
CENTS = st.decimals("0.01", "5000", places=2)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (replace(BILL, acceptor_class="nobody"), "trade.acceptor_class_unknown"),
        (replace(BILL, due_date=date(2026, 3, 1)), "trade.bill_due_before_received"),
    ],
)
def test_a_bill_names_its_acceptor_and_falls_due_after_it_came(draft: BillDraft, code: str) -> None:
    assert checked_bill(BILL) == BILL
    with pytest.raises(Refusal) as refused:
        checked_bill(draft)
    assert refused.value.code == code


@given(CENTS, st.integers(0, 100))
def test_what_counts_and_what_does_not_are_the_bill(amount: Decimal, percent: int) -> None:
    left_out = uncounted_of(amount=amount, percent=Decimal(percent), code="CNY")
    assert 0 <= left_out <= amount


@given(st.lists(CENTS, min_size=1, max_size=6), st.integers(0, 100))
def test_a_split_bill_keeps_every_cent_that_does_not_count(amounts: list[Decimal], percent: int) -> None:
    whole = sum(amounts, Decimal(0))
    left_out = uncounted_of(amount=whole, percent=Decimal(percent), code="CNY")
    found = shares(amounts=amounts, whole=whole, uncounted=left_out, code="CNY")
    assert sum(found) == left_out
    assert all(0 <= share <= amount for share, amount in zip(found, amounts, strict=True))


@pytest.mark.parametrize("amounts", [(Decimal(1),), (Decimal(1001), Decimal(-1))])
def test_parts_add_up_to_the_bill(amounts: tuple[Decimal, ...]) -> None:
    with pytest.raises(Refusal, match="parts_do_not_add_up"):
        shares(amounts=amounts, whole=Decimal(1000), uncounted=Decimal(0), code="CNY")


INVOICE = ItemDraft("I-1", Decimal(1000), date(2026, 3, 2), date(2026, 4, 1))


def test_what_is_kept_back_is_an_item_of_its_own() -> None:
    assert kept_back(INVOICE, retention=None) == (INVOICE, None)
    now, later = kept_back(INVOICE, retention=Retention(Decimal(50), date(2027, 3, 2)))
    assert later is not None
    assert (now.amount, later.amount, later.due_date) == (950, 50, date(2027, 3, 2))


@pytest.mark.parametrize("amount", [0, 1000])
def test_something_of_the_invoice_is_left(amount: int) -> None:
    with pytest.raises(Refusal, match="retention_not_inside"):
        kept_back(INVOICE, retention=Retention(Decimal(amount), date(2027, 3, 2)))
