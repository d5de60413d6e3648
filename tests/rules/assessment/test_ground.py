"""From statements, the ledger and what people know to the facts a card reads."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.sheets import FIRST, FIRST_YEAR, SECOND, SECOND_YEAR, a_draft

from onaccount.assessment.rules.altman import Clamp, Model
from onaccount.assessment.rules.asking import (
    AnswerDraft,
    BenchmarkDraft,
    OverrideDraft,
    benchmark_from_row,
    checked_answer,
    checked_benchmark,
    checked_override,
)
from onaccount.assessment.rules.conduct import Conduct, Delay, answer_facts, conduct_facts
from onaccount.assessment.rules.figures import statement_facts, trend, under_clamp, years_of
from onaccount.assessment.rules.industry import Kind, edition_of, kind_of, placed, position_fact
from onaccount.customers.rules.statements import FinancialStatement, Scope, completed
from onaccount.kernel.reasons import Refusal

TODAY = date(2026, 3, 2)
INCOME = (
    "sales",
    "cost_of_sales",
    "selling_expenses",
    "administrative_expenses",
    "finance_costs",
    "interest_expense",
    "income_tax",
)
ROE = {"return_on_equity": tuple(map(Decimal, ("0.104", "0.08", "0.05", "0.005", "-0.102")))}


def statement(*, end=SECOND_YEAR, scope=Scope.SINGLE, months=12, **changed):
    draft = a_draft(end=end, scope=scope)
    figures = {**draft.amounts, **{code: Decimal(amount) for code, amount in changed.items() if amount is not None}}
    kept = {code: amount for code, amount in figures.items() if code not in changed or changed[code] is not None}
    return FinancialStatement(
        customer=1, period_end=end, months=months, currency="CNY", scope=scope, standard=draft.standard,
        credibility=draft.credibility, amounts=completed(kept), version=1, source="审计报告", received_on=TODAY,
    )  # fmt: skip


def only(*codes):
    """Every line but these, taken out."""
    return {code: None for code in {**FIRST, **SECOND} if code not in codes}


def test_two_years_make_ratios_scores_and_growth_by_hand() -> None:
    newest, oldest = years_of((statement(end=FIRST_YEAR), statement()))
    told = {code: round(value, 4) for code, value in newest.points.items()}
    assert (newest.end, oldest.end) == (SECOND_YEAR, FIRST_YEAR)
    # 5,000,000 over 2,400,000 · 2,900,000 over 8,600,000 · EBIT 1,125,000 over 85,000 · 10 m over 9 m less one
    assert [told[code] for code in ("current_ratio", "debt_to_assets", "interest_cover", "sales_growth")] == [
        Decimal("2.0833"),
        Decimal("0.3372"),
        Decimal("13.2353"),
        Decimal("0.1111"),
    ]
    x1, x2, x3, x4 = (
        Decimal(n) / d for n, d in ((2600000, 8600000), (2700000, 8600000), (1125000, 8600000), (5700000, 2900000))
    )
    by_hand = Decimal("6.56") * x1 + Decimal("3.26") * x2 + Decimal("6.72") * x3 + Decimal("1.05") * x4
    assert newest.points["z_double_prime"] == by_hand
    assert newest.points["em_score"] == by_hand + Decimal("3.25")
    # 2 x 5.0 m - 1.6 m over 2.4 m, less (2.4 m + 2.9 m) over 5.7 m
    assert told["working_asset_score"] == Decimal("2.5702")
    assert "sales_growth" not in oldest.points
    assert trend((newest, oldest), code="debt_to_assets")[0][0] == FIRST_YEAR


def test_facts_speak_of_the_newest_year_and_its_age() -> None:
    facts = statement_facts(years_of((statement(), statement(end=FIRST_YEAR))), as_of=TODAY)
    assert (facts["statement_age_months"].value, facts["current_ratio"].as_of) == (3, SECOND_YEAR)
    assert facts["current_ratio"].source == "审计报告 2025-12-31"
    assert facts["two_loss_years"].value == 0
    assert "net_income" not in facts
    assert statement_facts((), as_of=TODAY) == {}
    losing = (statement(administrative_expenses=9000000), statement(end=FIRST_YEAR, administrative_expenses=9000000))
    assert statement_facts(years_of(losing), as_of=TODAY)["two_loss_years"].value == 1


def test_the_debtors_own_full_years_count() -> None:
    single, group = statement(), statement(scope=Scope.CONSOLIDATED, cash=1)
    assert [year.statement.scope for year in years_of((group, single))] == [Scope.SINGLE]
    assert [year.statement.scope for year in years_of((single, group))] == [Scope.SINGLE]
    assert years_of((replace(single, months=6),)) == ()


def test_what_a_sheet_does_not_say_is_left_out() -> None:
    balance_only = only("cash", "receivables", "payables", "paid_in_capital")
    (year,) = years_of((statement(**balance_only),))
    assert {"gross_margin", "interest_cover", "z_prime", "cash_to_profit"} & set(year.points) == set()
    assert year.points["debt_to_assets"] > 0
    no_depreciation = years_of((statement(depreciation=None),))[0].points
    assert "taffler" in no_depreciation  # the notes were given without it, so it is zero
    no_notes = years_of((statement(depreciation=None, dividends_declared=None),))[0].points
    assert "taffler" not in no_notes


def test_extremes_are_guarded() -> None:
    no_debt = statement(short_term_loans=None, payables=None, interest_expense=0)
    (year,) = years_of((no_debt,))
    assert year.points["interest_cover"] == 100
    assert {"springate", "working_asset_score"} & set(year.points) == set()
    assert "x4" in years_of((statement(short_term_loans=None, payables=None, long_term_loans=None),))[0].held
    (losing,) = years_of((statement(interest_expense=0, administrative_expenses=9000000),))
    assert "interest_cover" not in losing.points
    (under_water,) = years_of((statement(undistributed_profit=-9000000),))
    assert (under_water.points["negative_net_worth"], under_water.points["working_asset_score"]) == (1, -10)
    (empty,) = years_of((statement(cash=0, receivables=0, inventory=0, fixed_assets=0),))
    assert "z_double_prime" not in empty.points
    (idle,) = years_of((statement(**dict.fromkeys(INCOME, "0"), depreciation=0),))
    assert "taffler" not in idle.points


def test_a_narrower_clamp_holds_more_ratios_and_nothing_else_changes() -> None:
    (year,) = years_of((statement(),))
    (held,) = under_clamp((year,), clamp=Clamp(Decimal("-0.1"), Decimal("0.31")))
    assert (year.held, held.held) == ((), ("x2", "x4", "x5"))
    weights = {"x1": "6.56", "x2": "3.26", "x3": "6.72", "x4": "1.05"}
    ratios = {"x1": Decimal(2600000) / 8600000, "x2": "0.31", "x3": Decimal(1125000) / 8600000, "x4": "0.31"}
    assert held.points["z_double_prime"] == sum(Decimal(weights[each]) * Decimal(ratios[each]) for each in weights)
    changed = {code for code in year.points if year.points[code] != held.points[code]}
    assert changed == {"z_prime", "z_double_prime", "em_score"}


def test_the_ledger_speaks_of_payment() -> None:
    conduct = Conduct(
        customer_since=date(2022, 3, 2),
        paid=(Delay(0, Decimal(600), 2), Delay(30, Decimal(200), 1)),
        late=(Delay(60, Decimal(200), 1),),
        open_amount=Decimal(800),
        demand_level=2,
    )
    facts = {code: known.value for code, known in conduct_facts(conduct, as_of=TODAY).items()}
    # (600 x 80 + 200 x 50 + 200 x 40) / 1000 = 66; (0 + 6000 + 12000) / 1000 = 18
    assert facts == {
        "years_of_trade": Decimal("4.0"),
        "payments_seen": 4,
        "overdue_share": Decimal("0.25"),
        "oldest_overdue_days": 60,
        "demand_level": 2,
        "payment_index": 66,
        "days_beyond_terms": 18,
    }


def test_little_trade_says_little() -> None:
    new = Conduct(TODAY, (), (), Decimal(0), 0)
    assert set(conduct_facts(new, as_of=TODAY)) == {"years_of_trade"}
    once = replace(new, paid=(Delay(5, Decimal(10), 1),))
    facts = conduct_facts(once, as_of=TODAY)
    assert (facts["overdue_share"].value, "payment_index" in facts) == (0, False)
    told = answer_facts({"owner": (Decimal(7), TODAY, "拜访")})
    assert (told["owner"].value, told["owner"].source) == (7, "拜访")


def test_a_ratio_is_placed_among_the_levels_of_its_industry() -> None:
    years = years_of((statement(), statement(end=FIRST_YEAR)))
    (place,) = placed(years[0], standards=ROE)
    assert (place.code, place.level, place.points) == ("return_on_equity", "excellent", 100)
    assert position_fact(years, standards=ROE)["industry_position"].value == 100
    assert position_fact((), standards=ROE) == position_fact(years, standards={}) == {}
    awful = {"debt_to_assets": tuple(map(Decimal, ("0.1", "0.15", "0.2", "0.25", "0.3")))}
    assert placed(years[0], standards=awful)[0].level == ""


def test_the_industry_chooses_the_edition() -> None:
    assert [kind_of(words) for words in ("机械制造", "商业银行", "Retail")] == [
        Kind.MANUFACTURER,
        Kind.FINANCIAL,
        Kind.OTHER,
    ]
    assert [edition_of(words) for words in ("铸造", "批发")] == [Model.Z_PRIME, Model.Z_DOUBLE_PRIME]
    with pytest.raises(Refusal, match="financial_firm"):
        edition_of("Insurance")


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (AnswerDraft("current_ratio", Decimal(1), "x"), "no_question"),
        (AnswerDraft("owner", Decimal(11), "x"), "answer_outside"),
        (AnswerDraft("dishonest", Decimal(2), "x"), "answer_outside"),
        (AnswerDraft("owner", Decimal(5), " "), "evidence_missing"),
    ],
)
def test_answers_are_checked(draft, code) -> None:
    with pytest.raises(Refusal, match=code):
        checked_answer(draft)
    assert checked_answer(AnswerDraft("owner", Decimal(5), "拜访记录")).value == 5


@pytest.mark.parametrize(
    ("changed", "grade_now", "code"),
    [
        ({"grade": "E"}, "A", "grade_unknown"),
        ({}, None, "override_of_nothing"),
        ({"grade": "A"}, "A", "override_changes_nothing"),
        ({"valid_to": TODAY}, "A", "override_end"),
        ({"valid_to": date(2028, 1, 1)}, "A", "override_end"),
        ({"reason": " "}, "A", "override_reason"),
    ],
)
def test_overrides_are_checked(changed, grade_now, code) -> None:
    sound = OverrideDraft("B", date(2026, 6, 1), "大客户流失")
    assert checked_override(sound, grade_now="A", today=TODAY) == sound
    with pytest.raises(Refusal, match=code):
        checked_override(replace(sound, **changed), grade_now=grade_now, today=TODAY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"industry": " "}, "benchmark_industry"),
        ({"ratio": "luck"}, "benchmark_ratio"),
        ({"year": 2027}, "benchmark_year"),
        ({"values": (Decimal(5), Decimal(4))}, "five_standards"),
        ({"values": (Decimal(5), Decimal(4), Decimal(4), Decimal(3), Decimal(2))}, "five_standards"),
    ],
)
def test_standard_values_are_checked(changed, code) -> None:
    sound = BenchmarkDraft("机械", "return_on_equity", 2025, ROE["return_on_equity"])
    with pytest.raises(Refusal, match=code):
        checked_benchmark(replace(sound, **changed), today=TODAY)
    row = {"industry": "机械 ", "ratio": "return_on_equity", "year": "2025", "excellent": "0.104", "good": "0.08", "average": "0.05", "low": "0.005", "poor": "-0.102"}  # fmt: skip
    assert benchmark_from_row(row, today=TODAY) == sound
    with pytest.raises(Refusal, match="benchmark_number"):
        benchmark_from_row(row | {"good": "viel"}, today=TODAY)
