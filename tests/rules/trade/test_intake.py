"""What a row of another system's list means, judged beside what stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.trade.rules.intake import (
    IntakeTerms,
    ItemRow,
    Standing,
    aged_backwards,
    gross,
    item_number,
    judge_item,
)

DAY = date(2026, 3, 2)
TERMS = IntakeTerms(
    source="ERP",
    balance_date=date(2026, 3, 31),
    currency="CNY",
    credit_days=30,
    tax_rate=Decimal(0),
    drops_zeros=True,
    is_full=False,
    good_rows_only=False,
)
AMOUNTS = st.decimals("0.01", "100000", places=2)


def row(amount: str = "100", **changed: object) -> ItemRow:
    given = {
        "customer_number": "C1",
        "customer_name": "云汀精工",
        "uscc": "",
        "number": "A1",
        "document_date": DAY,
        "due_date": DAY + timedelta(days=10),
        "credit_days": None,
        "amount": Decimal(amount),
        "currency": "CNY",
    }
    return ItemRow(**given | changed)


def standing(amount: str = "100", *, computed: bool = False, paid: bool = False) -> Standing:
    return Standing(7, Decimal(amount), DAY, DAY + timedelta(days=10), computed, paid)


def judged(row: ItemRow, stands: Standing | None = None, days: int | None = None):
    return judge_item(row=row, standing=stands, customer_days=days, terms=TERMS)


def test_terms_are_kept_and_read_back() -> None:
    assert IntakeTerms.from_json(TERMS.as_json(), source="ERP") == TERMS


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, "invoice"),
        ({"amount": Decimal(-5)}, "credit_note"),
        ({"number": ""}, "opening"),
        ({"is_aged_backwards": True}, "opening"),
    ],
)
def test_a_row_that_does_not_stand_is_entered_as_what_it_is(changed: dict[str, object], kind: str) -> None:
    found = judged(row(**changed))
    assert (found.fate, found.kind) == ("created", kind)


@pytest.mark.parametrize(
    ("own", "agreed", "days"),
    [(15, 60, 15), (None, 60, 60), (None, 0, 0), (None, None, 30)],
)
def test_a_missing_due_date_counts_from_the_nearest_terms(own: int | None, agreed: int | None, days: int) -> None:
    draft = judged(row(due_date=None, credit_days=own), days=agreed).draft
    assert (draft.due_date, draft.due_date_computed) == (DAY + timedelta(days=days), True)


def test_a_row_without_any_date_is_as_old_as_the_balances() -> None:
    found = judged(row(document_date=None, due_date=None))
    assert (found.draft.document_date, [p.code for p in found.problems]) == (TERMS.balance_date, ["import.no_date"])


def test_a_due_date_alone_dates_the_document() -> None:
    assert judged(row(document_date=None)).draft.document_date == DAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"customer_number": "", "customer_name": ""}, "import.customer_missing"),
        ({"number": "9" * 61}, "import.number_too_long"),
        ({"amount": Decimal("1.005")}, "import.too_fine"),
        ({"amount": Decimal(10) ** 15}, "amount.too_large"),
        ({"currency": "XXQ"}, "currency.unknown"),
    ],
)
def test_what_cannot_be_entered_is_rejected_with_its_reason(changed: dict[str, object], code: str) -> None:
    found = judged(row(**changed))
    assert (found.fate, [problem.code for problem in found.problems]) == ("rejected", [code])


def test_a_due_date_before_the_document_is_a_fact_to_look_at() -> None:
    found = judged(row(due_date=DAY - timedelta(days=1)))
    assert (found.fate, [problem.code for problem in found.problems]) == ("created", ["import.due_before_document"])


@pytest.mark.parametrize(
    ("amount", "fate", "settled", "replaced"),
    [
        ("100", "unchanged", "0", None),
        ("60", "updated", "40", None),
        ("0", "updated", "100", None),
        ("130", "updated", "0", 7),
    ],
)
def test_an_item_that_stands_is_settled_replaced_or_left(
    amount: str, fate: str, settled: str, replaced: int | None
) -> None:
    found = judged(row(amount), standing())
    assert (found.fate, found.settled, found.instead_of) == (fate, Decimal(settled), replaced)


def test_zero_of_which_nothing_stands_is_left_out() -> None:
    assert judged(row("0")).fate == "left_out"


def test_new_dates_are_taken_over() -> None:
    found = judged(row(due_date=DAY + timedelta(days=40)), standing())
    assert (found.fate, found.redated) == ("updated", True)


def test_a_computed_due_date_never_replaces_one_the_source_told() -> None:
    assert judged(row(due_date=None), standing()).fate == "unchanged"
    assert judged(row(due_date=None), standing(computed=True)).redated


def test_what_was_paid_here_stays_as_it_stands_here() -> None:
    found = judged(row("100"), standing("70", paid=True))
    assert (found.fate, [problem.code for problem in found.problems]) == ("unchanged", ["import.paid_here"])


def test_a_balance_gets_a_number_of_its_day() -> None:
    assert item_number(row=row(number=""), terms=TERMS) == "BAL-2026-03-02-CNY"


def test_a_net_amount_is_rounded_half_up_with_its_tax() -> None:
    net = IntakeTerms.from_json(TERMS.as_json() | {"tax_rate": "0.13"}, source="ERP")
    assert gross(row=row("500.50", currency=""), terms=net).amount == Decimal("565.57")


@given(balance=st.decimals("-1000", "500000", places=2), debits=st.lists(st.tuples(st.dates(), AMOUNTS), max_size=8))
def test_a_balance_aged_backwards_is_neither_more_nor_less(
    balance: Decimal, debits: list[tuple[date, Decimal]]
) -> None:
    held, rest = aged_backwards(balance=balance, debits=debits)
    assert sum(held, rest) == balance
    assert all(0 <= part <= amount for part, (_, amount) in zip(held, debits, strict=True))


def test_the_newest_debits_are_what_is_still_owed() -> None:
    debits = [(date(2026, 1, 5), Decimal(100)), (date(2026, 3, 5), Decimal(50)), (date(2026, 2, 5), Decimal(70))]
    assert aged_backwards(balance=Decimal(90), debits=debits) == ((Decimal(0), Decimal(50), Decimal(40)), Decimal(0))
    assert aged_backwards(balance=Decimal(250), debits=debits)[1] == 30
