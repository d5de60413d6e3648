"""What is known of the sample's customers beside their trade 演示资料: security, disputes, promises, demands, lists, grades.

泊宁 disputes a quantity · 鹭屿物流 let a promise pass · 望川 is on the negative list · 旧渡 has a new dock and a new bank account ·
the insurer halved the limit of Halvern · a bank guarantee of 曜川 lapses soon · what a euro is worth.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from onaccount.assessment.rules import GradeDraft
from onaccount.cli.sample.cast import COMPANIES
from onaccount.cli.sample.stage import Stage
from onaccount.cover.rules import CoverDraft, CoverKind, CoverOutcome
from onaccount.customers.rules import DetailKind
from onaccount.lifecycle import (
    cover_recorded,
    customer_classified,
    demand_sent,
    details_changed,
    dispute_raised,
    grade_given,
    listing_placed,
    promise_made,
    rate_entered,
    review_date_set,
)
from onaccount.limits.rules import ListingDraft, ListingKind
from onaccount.office.rates.rules import RateDraft
from onaccount.trade import queries as trade
from onaccount.trade.rules import DemandDraft, DisputeCause, DisputeDraft, PromiseDraft

GRADES = {
    "C1001": "A",
    "C1002": "BB",
    "C1003": "CC",
    "C1004": "BBB",
    "C1005": "BBB",
    "C1006": "BBB",
    "C1007": "B",
    "C1008": "BBB",
    "C1010": "B",
    "C1011": "BBB",
    "C1012": "A",
    "C1013": "BB",
    "C1014": "BBB",
}
QUIET_GRADES = ("AA", "A", "BBB", "A", "BB", "BBB")
CLASSES = {"key": ("大客户", ("C1004", "C1012")), "export": ("出口", ("C1013",))}
FORMER = {
    DetailKind.SHIP_TO: "望川市旧渡路 8 号仓库",
    DetailKind.BANK_DETAILS: "望川农商银行 6228 0000 1015 0001",
}
NOW = {
    DetailKind.SHIP_TO: "澄州市临港新区 17 号堆场",
    DetailKind.BANK_DETAILS: "澄州商业银行 6217 0000 1015 8888",
}


def make_known(*, stage: Stage) -> None:
    """Enter what people noted until the first morning, each through the call of its own form."""
    day = stage.morning
    _rates(stage, day)
    _grades_and_reviews(stage, day)
    _classes(stage, day)
    _security(stage, day)
    _marks(stage, day)
    _doubts(stage, day)


def _rates(stage: Stage, day: date) -> None:
    for ago, value in ((30, "7.86"), (0, "7.82")):
        since = day - timedelta(days=ago)
        draft = RateDraft("EUR", "CNY", Decimal(value), since, "中国外汇交易中心")
        rate_entered.enter_exchange_rate(draft=draft, is_sure=False, **_by(stage, "admin", since))


def _grades_and_reviews(stage: Stage, day: date) -> None:
    quiet = [company.number for company in COMPANIES if company.number.startswith("C2")]
    grades = GRADES | {number: QUIET_GRADES[place % len(QUIET_GRADES)] for place, number in enumerate(quiet)}
    for place, (number, grade) in enumerate(grades.items()):
        given = day - timedelta(days=20 + place * 7)
        by = _by(stage, "analyst", given)
        draft = GradeDraft(grade, given, None, "年度复审：付款记录、走访、公开信息", "")
        grade_given.give_grade(customer=stage.customers[number], draft=draft, **by)
        review_date_set.set_review_date(
            customer=stage.customers[number], review_date=given + timedelta(days=365), reason="年度复审", **by
        )


def _classes(stage: Stage, day: date) -> None:
    for code, (name, numbers) in CLASSES.items():
        customer_classified.add_class(code=code, name=name, actor=stage.actor("manager", day))
        for number in numbers:
            customer_classified.classify(customer=stage.customers[number], codes=[code], **_by(stage, "manager", day))


def _security(stage: Stage, day: date) -> None:
    def cover(number: str, kind: CoverKind, value: int, begin: int, end: int | None, **more: Any) -> Any:
        company = stage.customers[number]
        begins = day - timedelta(days=begin)
        draft = CoverDraft(
            kind=kind,
            value=Decimal(value),
            currency=company.currency,
            percent=Decimal(more.pop("percent", 100)),
            is_in_exposure=False,
            valid_from=begins,
            valid_to=None if end is None else day + timedelta(days=end),
            **more,
        )
        return cover_recorded.record_cover(customer=company, draft=draft, **_by(stage, "analyst", begins))

    cover("C1010", CoverKind.DEPOSIT, 100_000, 300, None, giver="望川砚桥建设有限公司", reference="BZJ-1010")
    cover("C1012", CoverKind.BANK_GUARANTEE, 500_000, 350, 12, giver="岚江商业银行", reference="BH-1012", percent=90)
    insured = {"giver": "Meridian Trade Credit", "percent": 85}
    whole = cover("C1013", CoverKind.INSURANCE, 300_000, 200, 165, reference="MTC-1", **insured)
    cover_recorded.end_cover(
        recorded=whole,
        outcome=CoverOutcome.REPLACED,
        ended_on=day - timedelta(days=9),
        reason="Insurer halved the limit",
        **_by(stage, "analyst", day - timedelta(days=9)),
    )
    cover("C1013", CoverKind.INSURANCE, 150_000, 9, 165, reference="MTC-2", **insured)


def _marks(stage: Stage, day: date) -> None:
    short = DisputeDraft(DisputeCause.QUANTITY, None, day - timedelta(days=14), "门店称少收两托，签收单待核对")
    dispute_raised.raise_dispute(
        item=_oldest(stage, "C1011")[0], draft=short, **_by(stage, "sales", day - timedelta(days=14))
    )
    given = day - timedelta(days=15)
    late = PromiseDraft(given, "财务负责人", day - timedelta(days=3), "还款计划第三期")
    promise_made.make_promise(items=_oldest(stage, "C1007")[:1], draft=late, **_by(stage, "collector", given))
    soon = PromiseDraft(day - timedelta(days=2), "老板娘", day + timedelta(days=6), "月底前付清")
    promise_made.make_promise(
        items=_oldest(stage, "C1002")[:1], draft=soon, **_by(stage, "sales", day - timedelta(days=2))
    )
    for level, ago in ((1, 50), (2, 30), (3, 10)):
        sent = day - timedelta(days=ago)
        draft = DemandDraft(level, sent, "")
        demand_sent.record_demand(items=_oldest(stage, "C1003")[:2], draft=draft, **_by(stage, "collector", sent))


def _doubts(stage: Stage, day: date) -> None:
    listed = ListingDraft(ListingKind.NEGATIVE, "被执行人信息公开", "新增被执行记录", day - timedelta(days=5), None)
    listing_placed.put_on_list(
        customer=stage.customers["C1003"], draft=listed, **_by(stage, "manager", day - timedelta(days=5))
    )
    for details, ago, told_by in ((FORMER, 500, "开户资料"), (NOW, 2, "邮件告知，尚未回拨核实")):
        changed = day - timedelta(days=ago)
        for kind, value in details.items():
            details_changed.change_detail(
                customer=stage.customers["C1015"],
                kind=kind,
                value=value,
                told_by=told_by,
                **_by(stage, "analyst", changed),
            )


def _oldest(stage: Stage, number: str) -> list[Any]:
    """The open claims of a customer, the oldest due first."""
    customer = stage.customers[number]
    account = trade.account_of(customer=customer, segment=stage.segment, currency=customer.currency)
    assert account is not None
    return list(trade.claims_of(account=account))


def _by(stage: Stage, username: str, day: date) -> dict[str, Any]:
    return {"actor": stage.actor(username, day), "today": day}
