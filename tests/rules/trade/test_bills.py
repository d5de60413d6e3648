"""Bills: what may be entered, what counts, and splitting without losing a cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import ItemDraft
from onaccount.trade.rules.bills import (
    BillDraft,
    BillTerms,
    checked_bill,
    checked_terms,
    class_of_acceptor,
    is_paid_by_bill,
    refuse_too_early,
    shares,
    uncounted_of,
)
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


def test_something_becomes_of_a_bill_from_the_day_it_came_on() -> None:
    refuse_too_early(BILL.received_date, number="B-1", received_date=BILL.received_date)
    with pytest.raises(Refusal, match="bill_step_too_early"):
        refuse_too_early(date(2026, 3, 1), number="B-1", received_date=BILL.received_date)


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


def test_who_is_not_named_counts_as_usual() -> None:
    terms = BillTerms({"city_bank": Decimal(50)})
    assert [terms.percent_of(name) for name in ("city_bank", "state_bank", "unknown")] == [50, 0, 100]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        (BillTerms({"bank": Decimal(1)}), "trade.acceptor_class_unknown"),
        (BillTerms({}, {"bank": Decimal(1)}), "trade.acceptor_class_unknown"),
        (BillTerms({"city_bank": Decimal(101)}), "trade.percent_out_of_range"),
        (BillTerms({}, {"city_bank": Decimal(-1)}), "trade.acceptor_limit_negative"),
        (BillTerms({}, {}, {"B": Decimal(-1)}), "trade.acceptor_limit_negative"),
    ],
)
def test_terms_that_make_no_sense_are_refused(terms: BillTerms, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_terms(terms)
    assert checked_terms(BillTerms({"city_bank": Decimal(50)}, {"city_bank": Decimal(0)}, {"B": Decimal(0)}))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("中国建设银行股份有限公司", "state_bank"),
        ("招商银行岚江分行", "state_bank"),
        ("岚江银行", "city_bank"),
        ("望川农商行", "city_bank"),
        ("某集团财务有限公司", "finance_company"),
        ("望川铸业有限公司", "commercial"),
    ],
)
def test_the_class_of_an_acceptor_is_told_by_its_name(name: str, found: str) -> None:
    assert class_of_acceptor(name) == found


def test_a_payment_is_by_bill_where_it_says_so_or_names_an_acceptor() -> None:
    said = [("", "岚江银行"), ("银行承兑汇票", ""), ("E-Bill", ""), ("电汇", "")]
    assert [is_paid_by_bill(method=method, acceptor=acceptor) for method, acceptor in said] == [True, True, True, False]
