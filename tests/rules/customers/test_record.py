"""The record table keeps values one way and warns of what a reader should notice."""

from datetime import date
from decimal import Decimal

import pytest
from tests.sheets import SECOND_YEAR, a_draft

from onaccount.customers.rules.record import (
    RecordFacts,
    RecordKind,
    checked_title,
    warnings_of,
    written_value,
)
from onaccount.customers.rules.statements import FinancialStatement, completed
from onaccount.kernel.reasons import Refusal

TODAY = date(2026, 3, 2)


def newest(end: date = SECOND_YEAR, equity: str = "1") -> FinancialStatement:
    draft = a_draft()
    amounts = completed({"paid_in_capital": Decimal(equity)})
    told = (draft.period.months, "CNY", draft.period.scope, draft.standard, draft.credibility)
    return FinancialStatement(1, end, *told, amounts, 1, "审计报告", TODAY)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (RecordKind.TEXT, "  好客户 ", "好客户"),
        (RecordKind.AMOUNT, "1,200.50", "1200.50"),
        (RecordKind.DAY, "2026-03-02 00:00", "2026-03-02"),
        (RecordKind.AMOUNT, " ", ""),
    ],
)
def test_a_value_is_kept_in_one_form(kind: RecordKind, text: str, kept: str) -> None:
    assert written_value(kind=kind, text=text) == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (RecordKind.AMOUNT, "viel"),
        (RecordKind.AMOUNT, "NaN"),
        (RecordKind.AMOUNT, "1e9"),
        (RecordKind.DAY, "bald"),
        (RecordKind.TEXT, "x" * 501),
    ],
)
def test_a_value_that_does_not_fit_its_column_is_refused(kind: RecordKind, text: str) -> None:
    with pytest.raises(Refusal, match="value_wrong"):
        written_value(kind=kind, text=text)


def test_a_column_has_a_title_of_its_own() -> None:
    assert checked_title(title=" 渠道  类型 ", known=frozenset({"备注"})) == "渠道 类型"
    for title, code in (("", "title_missing"), ("备注", "title_known")):
        with pytest.raises(Refusal, match=code):
            checked_title(title=title, known=frozenset({"备注"}))


def test_a_row_warns_the_gravest_first() -> None:
    worst = RecordFacts(
        1, is_over_limit=True, is_stopped=True, newest=newest(date(2024, 6, 30), "-1"), legal_case="open"
    )
    assert warnings_of(worst, today=TODAY) == (
        "stopped",
        "legal_case",
        "overdue",
        "over_limit",
        "no_equity",
        "statements_old",
    )
    calm = RecordFacts(0, is_over_limit=False, is_stopped=False, newest=newest(), legal_case="closed")
    unknown = RecordFacts(0, is_over_limit=False, is_stopped=False, newest=None, legal_case="")
    assert warnings_of(calm, today=TODAY) == warnings_of(unknown, today=TODAY) == ()
