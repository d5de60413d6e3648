"""The sample's credit files 演示信用档案: facts and papers of those with a story; 望川 has an enforcement record and stands still."""

from datetime import timedelta
from typing import Any

from onaccount.cli.sample.stage import Stage
from onaccount.customers.rules.facts import FactDraft
from onaccount.customers.rules.papers import PaperDraft
from onaccount.lifecycle import file_kept

REGISTRY = "国家企业信用信息公示系统"


STORIES = ("C1001", "C1002", "C1003", "C1004", "C1009", "C1012")
FACTS = (
    (
        "registration",
        {
            "legal_representative": "（演示）",
            "registered_capital": "15000000",
            "paid_in_capital": "15000000",
            "ownership": "private",
            "business_status": "operating",
            "business_scope": "工业产品的制造、加工和销售；货物进出口。",
        },
        REGISTRY,
        120,
    ),
    ("size", {"size_class": "small", "employees": "180", "sme_declared": "yes"}, "企业声明函", 120),
    ("owner", {"owner_name": "（演示）", "owner_role": "actual_controller", "share": "67"}, REGISTRY, 120),
    (
        "market",
        {"position": "本地同类企业前三，客户稳定。", "reputation": "good", "outlook": "stable"},
        "行业协会访谈",
        80,
    ),
    ("tax_credit", {"tax_grade": "A", "year": "2025"}, "税务局公示", 150),
    ("legal_search", {"result": "nothing_found"}, "执行信息公开网", 30),
    ("bank_line", {"bank": "澄州商业银行", "amount": "8000000", "drawn": "5200000"}, "银行授信函", 90),
    (
        "trade_reference",
        {
            "supplier": "岚江树脂",
            "credit_limit": "1000000",
            "high_credit": "900000",
            "credit_days": "30",
            "experience": "good",
        },
        "电话核实",
        60,
    ),
    ("site_visit", {"condition": "good", "findings": "设备开工正常，成品库存约三周，厂房自有。"}, "走访报告", 45),
    ("conversation", {"channel": "call", "content": "确认下月排产，付款安排照旧。"}, "电话", 8),
)
TROUBLE = (
    ("legal_search", {"result": "records_found"}, "执行信息公开网", 5),
    (
        "legal_record",
        {
            "record_type": "enforcement",
            "legal_role": "defendant",
            "amount": "1260000",
            "court": "望川市人民法院",
            "case_state": "open",
        },
        "执行信息公开网",
        5,
    ),
    ("site_visit", {"condition": "poor", "findings": "两条线停产，工资拖欠一个月，原料库存见底。"}, "走访报告", 12),
)


def make_files(*, stage: Stage) -> None:
    """Fill the files of those with a story, each through the call of its own form."""
    for number in STORIES:
        for kind, values, source, ago in TROUBLE if number == "C1003" else FACTS:
            _note(stage, number, kind, values, source, ago)
        _keep(stage, number)


def _note(stage: Stage, number: str, kind: str, values: dict[str, str], source: str, ago: int) -> None:
    day = max(stage.morning - timedelta(days=ago), stage.customers[number].opened_on)
    draft = FactDraft(kind, values, source, day, None, None)
    file_kept.add_fact(customer=stage.customers[number], draft=draft, actor=stage.actor("analyst", day), today=day)


def _keep(stage: Stage, number: str) -> None:
    """A licence that says of itself that it is a sample."""
    customer: Any = stage.customers[number]
    day = max(stage.morning - timedelta(days=100), customer.opened_on)
    content = f"演示资料，不是真实执照：{customer.name} {customer.uscc}\n".encode()
    draft = PaperDraft("business_licence", "营业执照（演示）", f"{number}.txt", content, day, None)
    file_kept.keep_paper(customer=customer, draft=draft, actor=stage.actor("analyst", day), today=day)
