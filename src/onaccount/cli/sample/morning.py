"""The first morning of the sample company: six orders held for six causes, and a wrong limit to be found.

1 木棠 overdue · 2 望川 supply stopped · 3 鹭屿涂装 the group's limit · 4 谷野 one order too large · 5 新霁 prepay only · 6 旧渡 hard hold.
"""

from datetime import date, timedelta
from decimal import Decimal

from onaccount.cli.sample.cast import COMPANIES
from onaccount.cli.sample.history import Delivered, Ordered
from onaccount.cli.sample.limits import approve, wish
from onaccount.cli.sample.stage import Stage
from onaccount.lifecycle import limit_requested, supply_stopped
from onaccount.limits.rules import Dimension, SuspensionKind
from onaccount.ordercheck.queries import headroom_of, policy_in_force
from onaccount.trade import queries as trade

BY_NUMBER = {company.number: company for company in COMPANIES}
WRONG_DAYS_AGO = 3


def open_morning(*, company_stage: Stage) -> None:
    """Let the six orders meet their causes."""
    day = company_stage.morning
    _wrong_limit(company_stage, day - timedelta(days=WRONG_DAYS_AGO))
    _at_the_gate(company_stage, "C1014", 460_000, day - timedelta(days=1))
    _temporary_limit(company_stage, day)
    _suspend(company_stage, "C1003", SuspensionKind.STOP_SUPPLY, "商票被拒付，收到执行裁定，先停止供货", day)
    _suspend(company_stage, "C1009", SuspensionKind.PREPAY_ONLY, "新客户，额度审批前款到发货", day)
    _suspend(
        company_stage,
        "C1015",
        SuspensionKind.HARD_HOLD,
        "沉寂14个月后突发大单，收货地址与账户变更，核实前人工锁定",
        day,
    )
    _at_the_gate(company_stage, "C1002", 36_000, day)
    _order(company_stage, "C1003", 180_000, day)
    _at_the_gate(company_stage, "C1005", _beyond_the_group(company_stage, day), day)
    _order(company_stage, "C1008", 680_000, day)
    _order(company_stage, "C1009", 52_000, day)
    _order(company_stage, "C1015", 160_000, day)


def _order(stage: Stage, number: str, amount: int, day: date) -> Ordered:
    """An order placed this morning."""
    company = BY_NUMBER[number]
    ordered = Ordered(day, company, f"O{number[1:]}-900", Decimal(amount), Decimal(amount // 250), _ships(day))
    stage.place(ordered)
    return ordered


def _at_the_gate(stage: Stage, number: str, amount: int, day: date) -> None:
    """An order that got through the day before, if with a warning, and whose goods stand at the gate this morning."""
    company = BY_NUMBER[number]
    ordered = Ordered(
        day - timedelta(days=1), company, f"O{number[1:]}-900", Decimal(amount), Decimal(amount // 250), day
    )
    stage.place(ordered)
    stage.deliver(Delivered(day, company, ordered, f"D{number[1:]}-900"))


def _beyond_the_group(stage: Stage, day: date) -> int:
    """An amount inside the company's own limit and beyond what its group has left."""
    account = trade.account_of(customer=stage.customers["C1005"], segment=stage.segment, currency="CNY")
    assert account is not None
    found = headroom_of(account=account, policy=policy_in_force(on=day), as_of=day)
    group_left = min((-node.over for node in found.nodes if node.node.is_group), default=Decimal(0))
    return int(group_left) // 1000 * 1000 + 40_000


def _suspend(stage: Stage, number: str, kind: SuspensionKind, reason: str, day: date) -> None:
    supply_stopped.suspend(
        customer=stage.customers[number], kind=kind, reason=reason, actor=stage.actor("manager", day)
    )


def _wrong_limit(stage: Stage, day: date) -> None:
    """苍霖: 5,000,000 typed for 500,000, the question answered yes, and approved in a hurry; goods leave that should not have."""
    wrong = wish(stage.customers["C1014"], Dimension.EXPOSURE, 5_000_000, valid_from=day)
    maker, checker = stage.actor("analyst", day), stage.actor("manager", day)
    approve(limit_requested.request_limits(wishes=[wrong], actor=maker, today=day), checker=checker)


def _temporary_limit(stage: Stage, day: date) -> None:
    """谷野: 1,500,000 on top for the season, lapsing next week."""
    begin = day - timedelta(days=20)
    asked = wish(
        stage.customers["C1008"],
        Dimension.EXPOSURE,
        1_500_000,
        valid_from=begin,
        valid_to=day + timedelta(days=7),
    )
    maker, checker = stage.actor("analyst", begin), stage.actor("manager", begin)
    approve(limit_requested.request_limits(wishes=[asked], actor=maker, today=begin), checker=checker)


def _ships(day: date) -> date:
    return day + timedelta(days=3)
