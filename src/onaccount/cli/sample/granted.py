"""
What is asked for on the sample's first morning 演示授信申请: a granting policy in force, and one request in every state.

云汀 waits for the departments · 泊宁 for the final decision · 新霁 got a counter-offer · 鹭屿电气 came back · 砚桥 was refused · 曜川 was granted ·
鹭屿物流 was withdrawn · 谷野 has a question to answer · a draft in steps, suggestions of the night, and an application from outside.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from onaccount.cli.sample.limits import wish
from onaccount.cli.sample.stage import Stage
from onaccount.kernel.identity import make_uscc
from onaccount.lifecycle import (
    changes_suggested,
    credit_applied_for,
    granting_changed,
    limit_requested,
    opinion_given,
)
from onaccount.limits.rules import Answers, Dimension, Offer, WishKind
from onaccount.office.approval import queries as approvals
from onaccount.office.approval.rules import Kind
from onaccount.office.journal.rules import Actor, Channel

DEPARTMENTS = ("finance", "saleshead", "legal")
DECIDERS = ("manager", "executive")
OUTSIDE = {
    "name": "岚江青禾涂饰有限公司",
    "country": "CN",
    "uscc": make_uscc(authority="91", region="990100", organisation="MA009001"),
    "industry": "家具涂装",
    "address": "岚江市青禾路 6 号",
    "amount": "120000",
    "monthly": "60000",
    "days": "30",
    "purpose": "水性涂料，用于全屋定制",
}


def make_granted(*, stage: Stage) -> None:
    """Put the granting policy in force and play each request up to where it stands on the first morning."""
    granting_changed.begin_granting(active_from=stage.morning, actor=stage.actor("manager", stage.morning))
    _waits(stage)
    _ends(stage)
    changes_suggested.suggest_changes(today=stage.morning)
    answers = Answers(Decimal(700_000), 45, None, "新增两条产线，月均采购预计增加三成")
    limit_requested.begin_draft(
        customer=stage.customers["C1002"],
        kind=WishKind.LIMIT,
        answers=answers,
        actor=stage.actor("sales", stage.morning),
    )
    _from_outside(stage)


def _waits(stage: Stage) -> None:
    opinions = _ask(stage, "C1001", 1_500_000, "连续提前付款，申请提额配合新订单")
    _speak(stage, opinions, ("finance",))
    _speak(stage, _ask(stage, "C1011", 1_100_000, "新增门店，对账差异已清"), DEPARTMENTS)
    offered = _ask(stage, "C1009", 500_000, "新客户首次授信，账期六十天")
    opinion_given.counter(
        request_id=offered.pk,
        offer=Offer(Decimal(200_000), 30),
        text="成立仅六周，先给一半，三个月后复审",
        actor=stage.actor("finance", stage.morning),
        today=stage.morning,
    )
    asked = _ask(stage, "C1008", 1_200_000, "旺季后仍需较高额度")
    opinion_given.move(
        request_id=asked.pk,
        kind=Kind.ASK,
        to_person_id=None,
        text="临时额度下周到期，为何还要提高固定额度？",
        actor=stage.actor("finance", stage.morning),
        today=stage.morning,
    )


def _ends(stage: Stage) -> None:
    returned = _ask(stage, "C1006", 1_200_000, "集团内订单调整")
    _speak(stage, returned, ("legal",), outcome="returned", remark="请补充集团担保函")
    refused = _ask(stage, "C1010", 2_000_000, "新项目开工")
    _speak(stage, refused, DEPARTMENTS)
    _speak(stage, refused, ("manager",), outcome="rejected", remark="发货未开票过长，背靠背条款未解决")
    _speak(stage, _ask(stage, "C1012", 3_200_000, "年度复审，付款正常"), (*DEPARTMENTS, *DECIDERS))
    withdrawn = _ask(stage, "C1007", 600_000, "填错客户")
    opinion_given.withdraw(request_id=withdrawn.pk, reason="应为鹭屿电气", actor=stage.actor("analyst", stage.morning))


def _ask(stage: Stage, number: str, amount: int, reason: str) -> Any:
    asked = wish(stage.customers[number], Dimension.EXPOSURE, amount, valid_from=stage.morning)
    asked = replace(asked, asked=replace(asked.asked, reason=reason))
    return limit_requested.request_limits(
        wishes=[asked], actor=stage.actor("analyst", stage.morning), today=stage.morning
    )


def _speak(stage: Stage, asked: Any, names: Iterable[str], *, outcome: str = "approved", remark: str = "同意") -> None:
    """Each of these people speaks where a chair waits for them, with the checklist ticked."""
    for name in names:
        actor, person = stage.actor(name, stage.morning), stage.people[name]
        request = approvals.request_of(request_id=asked.pk)
        if request is None or approvals.place_of(request=request, person=person, today=stage.morning) is None:
            continue
        for line in approvals.route_of(request=request).steps[request.step].checklist:
            opinion_given.tick(request_id=request.pk, line=line, actor=actor, today=stage.morning)
        opinion_given.give_opinion(
            request_id=request.pk,
            outcome=outcome,
            remark=remark,
            content_hash=request.content_hash,
            actor=actor,
            today=stage.morning,
        )


def _from_outside(stage: Stage) -> None:
    """A company nobody knows yet has sent the online form."""
    applicant = Actor("applicant", Channel.PORTAL, day=stage.morning)
    begun, _code = credit_applied_for.begin(language="zh-hans", actor=applicant)
    contact = {"name": "梁知秋", "email": "liang@customers.example", "phone": ""}
    credit_applied_for.fill_in(application_id=begun.pk, answers=OUTSIDE, contact=contact)
    for paper in ("business_licence", "personal_consent"):
        credit_applied_for.hand_in(
            application_id=begun.pk, paper=paper, file_name=f"{paper}.pdf", content=b"%PDF-1.7 \xe6\xbc\x94\xe7\xa4\xba"
        )
    consents = dict.fromkeys(("truth", "enquiry", "personal"), "同意")
    credit_applied_for.send(application_id=begun.pk, consents=consents, today=stage.morning, actor=applicant)
