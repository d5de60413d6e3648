"""What is known of the sample's customers as debtors 演示评估: three years of statements, answers of visits, standard values, approved assessments.

云汀 is sound and improving · 望川's Z″ falls into distress · 木棠 is slow and solid · 曜川 is large and safe · 新霁 has no statements:
visits and references speak · 砚桥 waits for its grade to be approved.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from onaccount.assessment.rules.asking import AnswerDraft, BenchmarkDraft, IndustryDraft
from onaccount.cli.sample.limits import approve
from onaccount.cli.sample.stage import Stage
from onaccount.customers.rules.statements import Credibility, Period, Scope, Standard, StatementDraft
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import customer_assessed, questions_answered, statement_received

TEN_THOUSAND = Decimal(10_000)
NAMES = "sales cost_of_sales administrative_expenses interest_expense cash receivables inventory fixed_assets short_term_loans payables long_term_loans"
# The oldest year first, in 万元, in the order of NAMES.
FIGURES = {
    "C1001": (
        "6200 4580 980 62 610 980 760 2100 700 690 300",
        "7050 5140 1080 55 820 1050 830 2180 600 720 250",
        "8120 5860 1190 48 1120 1140 910 2260 500 760 200",
    ),
    "C1002": (
        "3900 3010 640 88 210 820 990 1350 900 560 350",
        "4150 3230 670 92 190 890 1060 1400 950 610 340",
        "4080 3190 690 97 170 940 1120 1420 1000 640 330",
    ),
    "C1003": (
        "9800 8450 890 310 420 1900 1750 4100 3300 1450 1200",
        "8900 8120 910 390 260 2150 2060 4000 3900 1780 1300",
        "7300 7250 930 470 90 2280 2240 3850 4600 2150 1400",
    ),
    "C1006": (
        "2600 2010 380 41 260 520 430 980 420 330 160",
        "2780 2120 400 39 280 540 450 1020 400 340 150",
        "2950 2230 420 36 320 560 470 1040 380 350 140",
    ),
    "C1010": (
        "15200 13600 920 260 980 4200 2100 1600 2400 3100 500",
        "16900 15200 990 310 760 5300 2400 1580 2900 3900 500",
        "17400 15800 1040 350 590 6100 2500 1520 3300 4500 450",
    ),
    "C1011": (
        "21000 18900 1560 90 1500 420 2400 3800 900 3900 400",
        "22800 20500 1680 84 1720 450 2560 3900 800 4150 350",
        "23900 21400 1790 80 1830 470 2640 3980 750 4280 300",
    ),
    "C1012": (
        "38000 31500 3400 420 4200 7600 5100 9800 4200 6100 2400",
        "41500 34300 3700 400 4800 8200 5500 10200 4000 6500 2200",
        "46200 38000 4050 380 5600 8900 5900 10600 3800 7000 2000",
    ),
    "C1014": (
        "5600 4650 560 96 330 900 720 1900 980 620 450",
        "5900 4880 590 92 360 930 760 1950 950 650 430",
        "6150 5060 610 88 410 960 790 1990 920 670 410",
    ),
}
PAID_IN = {"C1001": 1500, "C1002": 900, "C1003": 1200, "C1006": 700, "C1010": 1000, "C1011": 1500, "C1012": 5000}
ANSWERS = {
    "C1001": {"organisation": (8, "厂区走访纪要"), "prospects": (8, "新签主机厂年框，见拜访记录"), "years_since_founding": (14, "营业执照")},
    "C1002": {"organisation": (6, "老板亲自管采购，见拜访记录"), "prospects": (5, "同业反映订单持平"), "years_since_founding": (11, "营业执照")},
    "C1003": {"organisation": (3, "财务负责人半年内两次更换"), "prospects": (2, "主要客户减产"), "dishonest": (0, "执行信息公开网查询"), "enforcements": (2, "执行信息公开网查询"), "years_since_founding": (9, "营业执照")},
    "C1009": {"site_visit": (7, "走访：实验室与库房整洁"), "trade_references": (7, "两家供应商电话核实"), "owner": (6, "实际控制人访谈"), "registry_check": (8, "登记信息一致"), "court_check": (9, "无涉诉"), "years_since_founding": (1, "营业执照")},
    "C1008": {"site_visit": (6, "旺季走访"), "trade_references": (7, "同业评价"), "registry_check": (9, "登记信息一致"), "court_check": (8, "一起小额已结"), "years_since_founding": (12, "营业执照")},
    "C1012": {"organisation": (9, "审计报告与走访"), "prospects": (8, "行业报告"), "years_since_founding": (19, "营业执照")},
}  # fmt: skip
STANDARDS = {
    "return_on_equity": "0.15 0.10 0.06 0.01 -0.08",
    "return_on_assets": "0.10 0.07 0.04 0.005 -0.05",
    "net_margin": "0.12 0.08 0.04 0.005 -0.06",
    "debt_to_assets": "0.40 0.50 0.60 0.70 0.85",
    "quick_ratio": "1.6 1.2 0.9 0.7 0.5",
    "asset_turnover": "1.6 1.2 0.9 0.6 0.3",
    "interest_cover": "8 5 3 1.2 -1",
    "sales_growth": "0.20 0.12 0.05 -0.05 -0.15",
}
INDUSTRIES = (
    IndustryDraft(
        "机械", 4, "positive", "主机厂集中采购，价格稳定", "设备更新补贴延续", date.min, "行业协会季报（演示）"
    ),
    IndustryDraft("家具", 3, "stable", "出口转内销，竞争加剧", "", date.min, "行业协会季报（演示）"),
    IndustryDraft("铸造", 2, "negative", "小厂退出，产能过剩", "环保限产加严", date.min, "行业协会季报（演示）"),
)
SEEN = ("C1001", "C1002", "C1003", "C1008", "C1012", "C1014")
WAITS = "C1010"


def make_assessed(*, stage: Stage) -> None:
    """Hand in statements, answer questions, and have the customers assessed, each by two people."""
    day = stage.morning - timedelta(days=9)
    _benchmarks(stage, day)
    for draft in INDUSTRIES:
        told = replace(draft, dated=day - timedelta(days=40))
        questions_answered.note_industry(draft=told, actor=stage.actor("analyst", day), today=day)
    for number, years in FIGURES.items():
        _statements(stage, number, years, day)
    for number, answers in ANSWERS.items():
        drafts = [AnswerDraft(code, Decimal(value), evidence) for code, (value, evidence) in answers.items()]
        questions_answered.answer_questions(
            customer=stage.customers[number], drafts=drafts, actor=stage.actor("analyst", day), today=day
        )
    for number in (*SEEN, WAITS):
        request = customer_assessed.assess_and_submit(
            customer=stage.customers[number],
            card_code=None,
            notches=0,
            remark="",
            actor=stage.actor("analyst", day),
            today=day,
        )
        if number in SEEN:
            approve(request, checker=stage.actor("manager", day))


def review_everybody(*, stage: Stage, day: date) -> None:
    """Score, on a day of the past, every customer of whom enough was known then; no grade follows from it."""
    for customer in stage.customers.values():
        with contextlib.suppress(Refusal):
            customer_assessed.assess(
                customer=customer,
                card_code="own_experience",
                notches=0,
                remark="",
                actor=stage.actor("analyst", day),
                today=day,
            )


def _benchmarks(stage: Stage, day: date) -> None:
    industries = sorted({stage.customers[number].industry for number in FIGURES})
    drafts = [
        BenchmarkDraft(industry, ratio, day.year - 1, tuple(Decimal(each) for each in values.split()))
        for industry in industries
        for ratio, values in STANDARDS.items()
    ]
    questions_answered.load_benchmarks(
        drafts=drafts, source="演示用标准值（虚构）", actor=stage.actor("analyst", day), today=day
    )


def _statements(stage: Stage, number: str, years: tuple[str, ...], day: date) -> None:
    before: Mapping[str, Decimal] = {}
    for place, text in enumerate(years):
        end = date(day.year - len(years) + place, 12, 31)
        told = _amounts(text, paid_in=PAID_IN.get(number, 800), before=before)
        before = told
        draft = StatementDraft(
            period=Period(end, 12, Scope.SINGLE),
            currency="CNY",
            standard=Standard.CAS,
            credibility=Credibility.AUDITED if number in {"C1011", "C1012"} else Credibility.TAX_FILING,
            amounts=told,
            source="审计报告" if number in {"C1011", "C1012"} else "税务申报表",
            received_on=day,
            reason="",
        )
        statement_received.take_in(
            customer=stage.customers[number], draft=draft, actor=stage.actor("analyst", day), today=day
        )


def _amounts(text: str, *, paid_in: int, before: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """A year that ties: profit from its lines, retained earnings as what is left, cash as it moved; `before` is the year before."""
    told = {name: Decimal(figure) * TEN_THOUSAND for name, figure in zip(NAMES.split(), text.split(), strict=True)}
    profit = told["sales"] - told["cost_of_sales"] - told["administrative_expenses"] - told["interest_expense"]
    tax = max(Decimal(0), profit / 4)
    owned = sum((told[name] for name in ("cash", "receivables", "inventory", "fixed_assets")), Decimal(0))
    owed = sum((told[name] for name in ("short_term_loans", "payables", "long_term_loans")), Decimal(0))
    begin = before.get("cash", told["cash"])
    kept = owned - owed - paid_in * TEN_THOUSAND
    received = told["sales"] * Decimal("0.97")
    return told | {
        "finance_costs": told["interest_expense"],
        "income_tax": tax,
        "paid_in_capital": paid_in * TEN_THOUSAND,
        "undistributed_profit": kept,
        **_moved(kept, profit - tax, before),
        "cash_from_sales": received,
        "cash_for_purchases": received - (told["cash"] - begin) - told["fixed_assets"] / 20,
        "capital_expenditure": told["fixed_assets"] / 20,
        "cash_at_begin": begin,
        "depreciation": told["fixed_assets"] / 12 // 1,
    }


def _moved(kept: Decimal, earned: Decimal, before: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """What the notes say of retained earnings beside the profit: what was paid out, or what else came in."""
    if not before:
        return {}
    beside = kept - before["undistributed_profit"] - earned
    return {"retained_adjustments": beside} if beside > 0 else {"dividends_declared": -beside}
