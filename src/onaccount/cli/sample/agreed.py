"""What was agreed with single customers of the sample 演示约定: rebates, terms for bills, a payment schedule, goods on consignment.

泊宁 earned two quarters of rebates, one of them confirmed · 曜川 pays by bills of one bank, more of them than is taken of it, and keeps goods of ours · 砚桥 pays 30 % ahead and 60 % before the
goods leave, and keeps 10 % back: its order is let go, its goods wait for the money.
"""

from datetime import date, timedelta
from decimal import Decimal

from onaccount.cli.sample.limits import approve
from onaccount.cli.sample.stage import Stage
from onaccount.lifecycle import bill_received, bills_weighed, goods_delivered, order_placed, rebate_accrued
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.ordercheck.rules import Asked
from onaccount.trade.rules import (
    BillDraft,
    BillTerms,
    Confirming,
    Method,
    Milestone,
    OrderDraft,
    RebateDraft,
    Share,
    Trigger,
    scheduled,
)

BANK, TAKEN_OF_IT = "岚江商业银行", Decimal(500_000)
BILLS = ((64, 116, 280_000), (31, 149, 260_000))  # days ago, days to go, amount
REBATES = ((110, 18_600), (18, 21_400))  # days since the period ended, amount
SCHEDULE = (
    Share(Trigger.ON_ORDER, Decimal(30)),
    Share(Trigger.BEFORE_SHIPMENT, Decimal(60)),
    Share(Trigger.RETENTION, Decimal(10), days=365),
)


def make_agreed(*, stage: Stage) -> None:
    """Enter the agreements and what follows from them on the first morning."""
    day = stage.morning
    _rebates(stage, day)
    _terms_for_bills(stage, day - timedelta(days=90))
    for place, (ago, to_go, amount) in enumerate(BILLS, start=1):
        received = day - timedelta(days=ago)
        draft = BillDraft(f"BA-1012-{place}", Decimal(amount), received, day + timedelta(days=to_go), BANK, "city_bank")
        customer = stage.customers["C1012"]
        new = NewBill(customer, stage.segment, "CNY", draft, (), Method.OLDEST_DUE)
        bill_received.receive_bill(new=new, actor=stage.actor("cashier", received), today=received)
    whole = Decimal(300_000)
    _place(stage, "C1010", whole, day, scheduled(SCHEDULE, whole=whole, code="CNY"))
    number = _place(stage, "C1012", Decimal(90_000), day, ())
    goods = NewDelivery(number, "D1012-910", Decimal(90_000), day, is_consigned=True)
    asked = Asked.of(client="sample", key="consigned D1012-910", body={})
    goods_delivered.deliver_goods(new=goods, asked=asked, actor=stage.actor("clerk", day), today=day)


def _rebates(stage: Stage, day: date) -> None:
    for place, (ago, amount) in enumerate(REBATES, start=1):
        ended = day - timedelta(days=ago)
        draft = RebateDraft(
            number=f"RB-1011-{place}",
            agreement="AG-1011-1",
            period_from=ended - timedelta(days=90),
            period_to=ended,
            amount=Decimal(amount),
            accrued_on=ended,
        )
        rebate = rebate_accrued.accrue_rebate(
            draft=draft,
            customer=stage.customers["C1011"],
            segment=stage.segment,
            currency="CNY",
            actor=stage.actor("cashier", ended),
            today=ended,
        )
        if place == 1:
            note = Confirming("CN-1011-1", draft.amount, day - timedelta(days=20))
            rebate_accrued.confirm_rebate(rebate=rebate, confirming=note, actor=stage.actor("cashier", day), today=day)


def _terms_for_bills(stage: Stage, day: date) -> None:
    terms = BillTerms(acceptor_limits={BANK: TAKEN_OF_IT})
    request = bills_weighed.ask_to_weigh_bills(terms=terms, today=day, actor=stage.actor("analyst", day))
    approve(request, checker=stage.actor("manager", day))


def _place(stage: Stage, customer: str, amount: Decimal, day: date, milestones: tuple[Milestone, ...]) -> str:
    number = f"O{customer[1:]}-910"
    draft = OrderDraft(number, amount, day, day + timedelta(days=5), milestones=milestones)
    new = NewOrder(stage.customers[customer], stage.segment, "CNY", draft)
    asked = Asked.of(client="sample", key=f"order {number}", body={})
    order_placed.place_order(new=new, asked=asked, actor=stage.actor("clerk", day), today=day)
    return number
