"""Financial statements tie to the cent, or the line that does not is named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sheets import FIRST, SECOND, a_draft

from onaccount.customers.rules.lines import LINE, LINES, SUMS, Sheet, parts_of
from onaccount.customers.rules.statements import (
    Break,
    FinancialStatement,
    Period,
    Scope,
    Standard,
    StatementDraft,
    Tie,
    as_cas,
    breaks_carried,
    breaks_within,
    checked_statement,
    completed,
    purchases,
    refuse_breaks,
    refuse_doubtful_unit,
    unexplained_movement,
)
from onaccount.kernel.reasons import Refusal

TODAY = date(2026, 3, 2)
LEAVES = [line.code for line in LINES if line.code not in SUMS]


def kept(draft: StatementDraft, *, version: int = 1) -> FinancialStatement:
    return FinancialStatement(
        customer=1,
        period_end=draft.period.end,
        months=draft.period.months,
        currency=draft.currency,
        scope=draft.period.scope,
        standard=draft.standard,
        credibility=draft.credibility,
        amounts=completed(draft.amounts),
        version=version,
        source=draft.source,
        received_on=draft.received_on,
    )


def test_every_line_has_one_code_and_its_sum_stands_on_its_own_sheet() -> None:
    assert len(LINE) == len(LINES)
    assert [line.code for line in LINES if line.total and LINE[line.total].sheet is not line.sheet] == []


def test_sums_nobody_wrote_are_filled_in() -> None:
    full = completed(FIRST)
    totals = ("current_assets", "total_assets", "total_liabilities", "equity", "net_income", "operating_cash_flow")
    assert [full[total] for total in totals] == [
        Decimal("4500000.50"),
        Decimal("8000000.50"),
        Decimal("3000000.50"),
        Decimal(5000000),
        Decimal(600000),
        Decimal(900000),
    ]


def test_the_sheets_of_the_example_tie() -> None:
    assert breaks_within(completed(FIRST)) == breaks_within(completed(SECOND)) == ()
    assert breaks_carried(now=completed(SECOND), before=completed(FIRST)) == ()


@pytest.mark.parametrize(
    ("line", "stated", "tie"),
    [
        ("current_assets", "4500000.51", Tie.SUM),
        ("total_assets", "8000000.49", Tie.SUM),
        ("net_income", "600000.01", Tie.SUM),
    ],
)
def test_a_sum_off_by_a_cent_is_named(line: str, stated: str, tie: Tie) -> None:
    computed = completed(FIRST)[line]
    found = breaks_within(completed(FIRST | {line: Decimal(stated)}))
    assert Break(tie, line, Decimal(stated), computed) in found


def test_assets_that_are_not_liabilities_and_equity_are_named_with_the_difference() -> None:
    found = breaks_within(completed(FIRST | {"inventory": Decimal(1500000)}))
    assert [(one.tie, one.line, one.difference) for one in found] == [(Tie.BALANCE, "total_assets", Decimal("-0.50"))]


def test_cash_of_the_two_sheets_ties_but_for_what_is_restricted_or_equivalent() -> None:
    restricted = {
        "cash_at_begin": Decimal(300000),
        "restricted_cash": Decimal(150000),
        "cash_equivalents": Decimal(50000),
    }
    assert breaks_within(completed(FIRST | restricted)) == ()
    assert [one.tie for one in breaks_within(completed(FIRST | {"restricted_cash": Decimal(1)}))] == [Tie.CASH]


def test_the_shares_of_parent_and_minorities_are_the_profit() -> None:
    shares = {"net_income_of_parent": Decimal(550000), "minority_income": Decimal(50000)}
    assert breaks_within(completed(FIRST | shares)) == ()
    assert [one.tie for one in breaks_within(completed(FIRST | {"net_income_of_parent": Decimal(1)}))] == [Tie.SHARES]


def test_a_sheet_without_cash_flow_or_without_balance_is_not_held_against_the_other() -> None:
    balance = {code: amount for code, amount in FIRST.items() if LINE[code].sheet is Sheet.BALANCE}
    flow = {code: amount for code, amount in FIRST.items() if LINE[code].sheet is Sheet.CASH_FLOW}
    assert breaks_within(completed(balance)) == breaks_within(completed(flow)) == ()


def test_cash_and_profit_are_carried_over_from_the_year_before() -> None:
    now = completed(SECOND | {"cash_at_begin": Decimal(900001), "dividends_declared": Decimal(1)})
    found = breaks_carried(now=now, before=completed(FIRST))
    assert [(one.tie, one.line) for one in found] == [
        (Tie.CASH_CARRIED, "cash_at_begin"),
        (Tie.PROFIT_CARRIED, "undistributed_profit"),
    ]


def test_without_notes_the_movement_of_retained_earnings_is_told_and_not_refused() -> None:
    silent = completed({code: amount for code, amount in SECOND.items() if code != "dividends_declared"})
    assert breaks_carried(now=silent, before=completed(FIRST)) == ()
    assert unexplained_movement(now=silent, before=completed(FIRST)) == Decimal(-100000)
    assert unexplained_movement(now=silent, before={}) is None


def test_a_break_is_refused_with_its_line_and_the_number_of_breaks() -> None:
    refuse_breaks(found=())
    found = breaks_within(completed(FIRST | {"inventory": Decimal(1500000), "restricted_cash": Decimal(1)}))
    with pytest.raises(Refusal) as refused:
        refuse_breaks(found=found)
    facts = refused.value.facts
    assert (refused.value.code, facts["code"], facts["sheet"], facts["difference"], facts["breaks"]) == (
        "statements.unbalanced",
        "total_assets",
        "balance",
        "-0.50",
        2,
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amounts": {}}, "statements.empty"),
        ({"amounts": {"goods": Decimal(1)}}, "statements.line_unknown"),
        ({"amounts": {"cash": Decimal("0.001")}}, "statements.cents"),
        ({"amounts": {"cash": Decimal(-1)}}, "statements.negative"),
        ({"amounts": FIRST | {"inventory": Decimal(1)}}, "statements.unbalanced"),
        ({"currency": "XYZ"}, "currency.unknown"),
        ({"period": Period(date(2026, 3, 31), 12, Scope.SINGLE)}, "statements.period_wrong"),
        ({"period": Period(date(2025, 12, 31), 0, Scope.SINGLE)}, "statements.period_wrong"),
        ({"received_on": date(2025, 12, 30)}, "statements.received_wrong"),
        ({"source": " "}, "statements.source_missing"),
    ],
)
def test_what_cannot_be_kept_is_refused(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_statement(replace(a_draft(), **changed), holds=None, today=TODAY)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_first_set_is_kept_with_its_sums() -> None:
    assert checked_statement(a_draft(), holds=None, today=TODAY) == completed(a_draft().amounts)


def test_a_restated_set_needs_a_reason_and_a_difference() -> None:
    holds = kept(a_draft())
    for draft, code in [
        (a_draft(reason="再来一次"), "statements.as_before"),
        (a_draft(changed={"depreciation": Decimal(1)}), "statements.reason_missing"),
    ]:
        with pytest.raises(Refusal) as refused:
            checked_statement(draft, holds=holds, today=TODAY)
        assert refused.value.code == code
    restated = a_draft(changed={"depreciation": Decimal(1)}, reason="审计调整")
    assert checked_statement(restated, holds=holds, today=TODAY)["depreciation"] == Decimal(1)


@pytest.mark.parametrize(("times", "is_refused"), [(1000, True), (10_000, True), (1, False), (20, False)])
def test_a_sheet_in_another_unit_is_questioned_unless_somebody_says_why(times: int, is_refused: bool) -> None:
    others = [kept(a_draft(end=date(2024, 12, 31)))]
    draft = a_draft()
    amounts = {code: amount * times for code, amount in completed(draft.amounts).items()}
    if is_refused:
        with pytest.raises(Refusal, match="unit_doubtful"):
            refuse_doubtful_unit(draft=draft, amounts=amounts, others=others)
    else:
        refuse_doubtful_unit(draft=draft, amounts=amounts, others=others)
    refuse_doubtful_unit(draft=replace(draft, reason="合并"), amounts=amounts, others=others)
    refuse_doubtful_unit(draft=replace(draft, currency="USD"), amounts=amounts, others=others)
    refuse_doubtful_unit(draft=draft, amounts={}, others=others)


def test_the_figures_of_ratios_are_taken_from_the_lines() -> None:
    first, second = kept(a_draft(end=date(2024, 12, 31))), kept(a_draft())
    assert (second.retained_earnings, second.interest_bearing_debt) == (Decimal(2700000), Decimal(1400000))
    assert (second.ebit, second.interest, second.is_interest_estimated) == (Decimal(1125000), Decimal(85000), False)
    assert purchases(now=second, before=first) == Decimal("7599999.50")
    assert second.period.end_before == first.period_end


def test_what_was_not_given_is_zero_on_a_given_sheet_and_unknown_on_a_missing_one() -> None:
    balance = {"cash": Decimal(1), "paid_in_capital": Decimal(1)}
    held = replace(kept(a_draft()), amounts=completed(balance))
    assert (held.figure("goodwill"), held.figure("sales"), held.ebit) == (Decimal(0), None, None)
    assert replace(held, amounts={"sales": Decimal(1)}).retained_earnings is None
    assert purchases(now=held, before=held) is None
    assert replace(held, amounts={"finance_costs": Decimal(3)}).interest == Decimal(3)


@given(st.dictionaries(st.sampled_from(LEAVES), st.integers(-(10**12), 10**12).map(lambda cents: Decimal(cents) / 100)))
def test_filling_in_sums_never_breaks_one_and_is_done_once(given_amounts: dict[str, Decimal]) -> None:
    full = completed(given_amounts)
    assert [one for one in breaks_within(full) if one.tie is Tie.SUM] == []
    assert completed(full) == full


@given(st.sampled_from([total for total in SUMS if total in completed(SECOND)]), st.integers(1, 10**9))
def test_a_sum_moved_by_any_number_of_cents_is_found(total: str, cents: int) -> None:
    stated = completed(SECOND)[total] + Decimal(cents) / 100
    found = breaks_within(completed(SECOND) | {total: stated})  # type: ignore[operator]
    assert total in {one.line for one in found}


def test_the_parts_of_a_sum_stand_in_the_order_of_the_form() -> None:
    assert [line.code for line in parts_of("net_income")] == ["profit_before_tax", "income_tax"]


def test_foreign_statements_are_put_where_the_chinese_form_has_them() -> None:
    told = {
        "sales": Decimal(100),
        "cost_of_sales": Decimal(-60),
        "interest_expense": Decimal(-5),
        "interest_income": Decimal(1),
        "operating_profit": Decimal(40),
        "debt_repaid": Decimal(-7),
    }
    assert as_cas(told, standard=Standard.CAS) == told
    assert dict(as_cas(told, standard=Standard.IFRS)) == {
        "sales": Decimal(100),
        "cost_of_sales": Decimal(60),
        "interest_expense": Decimal(5),
        "interest_income": Decimal(1),
        "finance_costs": Decimal(4),
        "debt_repaid": Decimal(7),
    }
    with_costs = {"finance_costs": Decimal(-9), "interest_expense": Decimal(-5)}
    assert as_cas(with_costs, standard=Standard.US_GAAP)["finance_costs"] == Decimal(9)
