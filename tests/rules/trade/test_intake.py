"""What a row of another system's list means beside what we hold."""

import pickle
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.trade.rules import ItemDraft
from onaccount.trade.rules.intake import (
    LARGEST,
    IntakeTerms,
    ItemRow,
    Judged,
    Standing,
    aged_backwards,
    gross,
    item_number,
    judge_item,
)

DAY = date(2026, 3, 2)
TERMS = IntakeTerms(
    "用友", date(2026, 6, 30), "CNY", 30, Decimal(0), drops_zeros=True, is_full=True, good_rows_only=False
)
ROW = ItemRow("C1", "北京甲", "", "INV-1", DAY, DAY + timedelta(days=60), None, Decimal("100.00"), "")
HELD = Standing(7, Decimal("100.00"), DAY, DAY + timedelta(days=60), due_date_computed=False, is_paid_here=False)
CENTS = st.decimals("0.01", "999.99", places=2)
BALANCE_DEBITS = st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 6, 30)), CENTS), max_size=6)


def judged(*, standing: Standing | None = None, customer_days: int | None = None, terms=TERMS, **changed) -> Judged:
    return judge_item(
        row=replace(ROW, **changed),
        standing=standing,
        customer_days=customer_days,
        terms=terms,
        today=TERMS.balance_date,
    )


def codes(found: Judged) -> list[str]:
    return [problem.code for problem in found.problems]


@given(CENTS, st.integers(0, 90), st.booleans())
def test_terms_that_were_kept_are_read_again(rate: Decimal, days: int, flag: bool) -> None:
    terms = replace(TERMS, tax_rate=rate, credit_days=days, is_full=flag, drops_zeros=not flag)
    assert IntakeTerms.from_json(terms.as_json(), source="用友") == terms


def test_a_net_amount_becomes_gross_once_rounded_to_the_currency_of_the_row() -> None:
    net = replace(TERMS, tax_rate=Decimal("0.13"))
    assert gross(row=replace(ROW, amount=Decimal("10.05")), terms=net) == Money(Decimal("11.36"), "CNY")
    assert gross(row=replace(ROW, amount=Decimal(100), currency="JPY"), terms=net) == Money(Decimal(113), "JPY")
    assert gross(row=replace(ROW, amount=Decimal("10.051")), terms=TERMS) == Money(Decimal("10.051"), "CNY")


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({}, "INV-1"),
        ({"number": ""}, "BAL-2026-03-02-CNY"),
        ({"number": "", "document_date": None, "currency": "USD"}, "BAL-2026-05-01-USD"),
        ({"number": "", "document_date": None, "due_date": None}, "BAL-2026-06-30-CNY"),
    ],
)
def test_a_balance_without_an_invoice_is_numbered_by_its_day_and_currency(changed: dict, number: str) -> None:
    assert item_number(row=replace(ROW, **changed), terms=TERMS) == number


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"currency": "XXQ"}, "currency.unknown"),
        ({"customer_number": "", "customer_name": ""}, "import.customer_missing"),
        ({"number": "9" * 61}, "import.number_too_long"),
        ({"amount": Decimal("1.001")}, "import.too_fine"),
        ({"amount": -LARGEST}, "amount.too_large"),
    ],
)
def test_a_row_that_cannot_be_entered_is_rejected_by_name(changed: dict, code: str) -> None:
    found = judged(**changed)
    assert (codes(found), found.fate, found.draft) == ([code], "rejected", None)


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    found = judged(customer_number="", customer_name="", number="9" * 61, amount=Decimal("0.001"))
    assert [problem.field_name for problem in found.problems] == ["customer_number", "number", "amount"]


def test_the_longest_number_and_the_largest_amount_still_enter() -> None:
    assert judged(number="9" * 60, amount=LARGEST - Decimal("0.01")).fate == "created"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"document_date": None, "due_date": None}, ["import.no_date"]),
        ({"document_date": None, "due_date": None, "number": ""}, []),
        ({"due_date": DAY - timedelta(days=1)}, ["import.due_before_document"]),
        ({"due_date": DAY}, []),
    ],
)
def test_odd_dates_are_facts_that_a_person_should_see(changed: dict, told: list[str]) -> None:
    found = judged(**changed)
    assert (codes(found), found.fate) == (told, "created")


@pytest.mark.parametrize(
    ("changed", "amount", "kind"),
    [
        ({}, "5", "invoice"),
        ({}, "-5", "credit_note"),
        ({"number": ""}, "5", "opening"),
        ({"number": ""}, "-5", "opening"),
        ({"is_aged_backwards": True}, "5", "opening"),
    ],
)
def test_what_has_no_invoice_is_an_opening_item(changed: dict, amount: str, kind: str) -> None:
    assert judged(amount=Decimal(amount), **changed).kind == kind


def test_the_due_date_is_the_files_and_else_counted_by_the_nearest_days_that_are_known() -> None:
    def due(**changed) -> tuple[date, bool]:
        draft = judged(**changed).draft
        assert draft
        return draft.due_date, draft.due_date_computed

    assert due(credit_days=5, customer_days=10) == (DAY + timedelta(days=60), False)
    assert due(due_date=None, credit_days=0, customer_days=10) == (DAY, True)
    assert due(due_date=None, customer_days=10) == (DAY + timedelta(days=10), True)
    assert due(due_date=None) == (DAY + timedelta(days=30), True)
    assert due(due_date=None, document_date=None) == (date(2026, 7, 30), True)


def test_a_row_we_hold_as_it_is_changes_nothing() -> None:
    assert judged(standing=HELD).fate == "unchanged"


def test_a_zero_that_nothing_stands_for_is_left_out_and_one_that_stands_is_settled() -> None:
    assert judged(amount=Decimal(0)).fate == "left_out"
    settled = judged(amount=Decimal(0), standing=HELD)
    assert (settled.settled, settled.fate, settled.kind) == (Decimal("100.00"), "updated", "")


@pytest.mark.parametrize(("held", "told"), [("100", "60"), ("-100", "-60")])
def test_what_became_less_over_there_was_settled_over_there(held: str, told: str) -> None:
    found = judged(amount=Decimal(told), standing=replace(HELD, open_amount=Decimal(held)))
    assert (found.settled, found.kind, found.fate) == (Decimal(held) - Decimal(told), "", "updated")


@pytest.mark.parametrize(("held", "told", "kind"), [("100", "100.01", "invoice"), ("-100", "-100.01", "credit_note")])
def test_what_has_grown_replaces_what_stands(held: str, told: str, kind: str) -> None:
    found = judged(amount=Decimal(told), standing=replace(HELD, open_amount=Decimal(held)))
    assert found.draft
    assert (found.instead_of, found.kind, found.draft.amount, found.fate) == (7, kind, Decimal(told), "updated")


@pytest.mark.parametrize("told", ["40", "100.01", "0"])
def test_what_our_own_payments_settled_is_not_settled_a_second_time_by_a_file(told: str) -> None:
    found = judged(amount=Decimal(told), standing=replace(HELD, is_paid_here=True))
    assert (codes(found), found.fate, found.settled) == (["import.paid_here"], "unchanged", Decimal(0))


def test_a_file_that_agrees_with_our_payments_is_no_news() -> None:
    assert judged(standing=replace(HELD, is_paid_here=True)) == Judged(draft=judged().draft)


@pytest.mark.parametrize(
    ("changed", "held_computed", "redated"),
    [
        ({}, False, False),
        ({"due_date": DAY}, False, True),
        ({"document_date": DAY - timedelta(days=1)}, False, True),
        ({"due_date": DAY}, True, True),
        ({"due_date": None}, False, False),
        ({"due_date": None}, True, True),
    ],
)
def test_new_dates_are_taken_but_a_computed_one_never_replaces_a_true_one(
    changed: dict, held_computed: bool, redated: bool
) -> None:
    found = judged(standing=replace(HELD, due_date_computed=held_computed), **changed)
    assert (found.redated, found.fate) == (redated, "updated" if redated else "unchanged")


@given(CENTS, CENTS, st.booleans())
def test_after_a_row_we_hold_what_the_file_says_unless_we_were_paid_here(
    held: Decimal, told: Decimal, is_paid: bool
) -> None:
    found = judged(amount=told, standing=replace(HELD, open_amount=held, is_paid_here=is_paid))
    after = found.draft.amount if found.kind and found.draft else held - found.settled
    assert after == (held if is_paid else told)


def test_an_item_is_marked_with_the_run_that_brings_it_and_is_else_the_same() -> None:
    draft = ItemDraft("INV-1", Decimal(5), DAY, DAY)
    assert draft.of_run(12) == replace(draft, intake_run=12)


@pytest.mark.parametrize(
    ("balance", "open_parts", "rest"),
    [
        ("50", ["0", "0", "50"], "0"),
        ("100", ["0", "20", "80"], "0"),
        ("150", ["10", "60", "80"], "0"),
        ("160", ["10", "60", "80"], "10"),
        ("-7", ["0", "0", "0"], "-7"),
    ],
)
def test_a_balance_is_owed_from_the_newest_debits_backwards(balance: str, open_parts: list[str], rest: str) -> None:
    debits = [(DAY, Decimal(10)), (DAY + timedelta(days=30), Decimal(60)), (DAY + timedelta(days=60), Decimal(80))]
    held, left = aged_backwards(balance=Decimal(balance), debits=debits)
    assert (list(held), left) == ([Decimal(part) for part in open_parts], Decimal(rest))


@given(st.decimals(-500, 5000, places=2), BALANCE_DEBITS)
def test_open_parts_and_rest_are_together_the_balance_and_no_part_exceeds_its_debit(
    balance: Decimal, debits: list[tuple[date, Decimal]]
) -> None:
    held, rest = aged_backwards(balance=balance, debits=debits)
    assert sum(held) + rest == balance
    assert all(0 <= part <= amount for part, (_, amount) in zip(held, debits, strict=True))


@given(CENTS, BALANCE_DEBITS)
def test_nothing_is_owed_of_a_debit_while_a_newer_one_is_not_owed_whole(
    balance: Decimal, debits: list[tuple[date, Decimal]]
) -> None:
    held, _ = aged_backwards(balance=balance, debits=debits)
    newest = max((day for (day, amount), part in zip(debits, held, strict=True) if part < amount), default=None)
    assert all(not part for (day, _), part in zip(debits, held, strict=True) if newest and day < newest)


def test_a_row_kept_aside_comes_back_as_it_was() -> None:
    assert pickle.loads(pickle.dumps(ROW)) == ROW


def test_a_claim_dated_ahead_is_named_and_counts_but_a_credit_dated_ahead_frees_nothing():
    ahead = TERMS.balance_date + timedelta(days=1)
    found = judged(document_date=ahead, due_date=ahead)
    assert (codes(found), found.fate) == (["import.dated_to_come"], "created")
    found = judged(document_date=ahead, due_date=ahead, amount=Decimal(-5))
    assert (codes(found), found.fate) == (["import.dated_to_come"], "rejected")
    assert codes(judged(document_date=TERMS.balance_date, due_date=ahead)) == []
