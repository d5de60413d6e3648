"""A refusal names the document, the figure and the field by which whoever entered it can put it right."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal, fact
from onaccount.trade.rules import (
    BillDraft,
    BillTerms,
    Confirming,
    DemandDraft,
    DisputeCause,
    DisputeDraft,
    Ending,
    FactoringDraft,
    ItemDraft,
    LineDraft,
    Marked,
    Milestone,
    OrderDraft,
    Parting,
    PaymentDraft,
    PromiseDraft,
    RebateDraft,
    Retention,
    SetOffDraft,
    Share,
    Trigger,
    checked_bill,
    checked_clearing,
    checked_confirming,
    checked_demand,
    checked_ending,
    checked_item,
    checked_order,
    checked_payment,
    checked_promise,
    checked_rebate,
    checked_terms,
    disputed_amount,
    kept_back,
    parted,
    refuse_too_early,
    scheduled,
    shares,
)
from onaccount.trade.rules.documents import refuse_to_come
from onaccount.trade.rules.marks import refuse_marking

DAY = date(2026, 3, 2)
EVE, MORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
NOTHING, FINE, ONE, TEN = Decimal(0), Decimal("0.001"), Decimal(1), Decimal(10)
LINE = LineDraft("A-1", ONE, TEN, TEN)
ORDER = OrderDraft("O1", TEN, DAY, DAY)
ITEM = ItemDraft("I1", TEN, DAY, DAY)
MONEY = PaymentDraft("P1", TEN, DAY)
REBATE = RebateDraft("RB1", "AG-1", EVE, DAY, TEN, DAY)
NOTE = Confirming("CN1", TEN, DAY)
MARKED = Marked("I1", 1, TEN, "CNY")
DISPUTE = DisputeDraft(DisputeCause.PRICE, None, DAY, "")
PROMISE = PromiseDraft(DAY, "Li", MORROW, "")
DEMAND = DemandDraft(1, DAY, "")
BILL = BillDraft("B1", TEN, DAY, DAY, "Bank", "state_bank")
SET_OFF = SetOffDraft("I1", TEN, "V1", "AG-1", DAY, DAY)
SOLD = FactoringDraft("I1", "Factor", "AG-1", DAY, DAY, has_recourse=True)

CASES: list[tuple[Callable[[], object], str, dict[str, object]]] = [
    (lambda: checked_order(replace(ORDER, number=" "), code="CNY"), "trade.number_missing", {}),
    (
        lambda: checked_order(replace(ORDER, amount=NOTHING), code="CNY"),
        "trade.not_positive",
        {"number": "O1", "amount": NOTHING},
    ),
    (
        lambda: checked_order(replace(ORDER, amount=FINE), code="CNY"),
        "trade.too_fine",
        {"number": "O1", "amount": FINE, "currency": "CNY"},
    ),
    (
        lambda: checked_order(replace(ORDER, ship_date=EVE), code="CNY"),
        "trade.ships_before_order",
        {"number": "O1", "ship_date": EVE},
    ),
    (
        lambda: checked_order(replace(ORDER, amount=ONE, lines=(LINE,)), code="CNY"),
        "trade.lines_do_not_add_up",
        {"number": "O1", "lines": TEN, "amount": ONE},
    ),
    (
        lambda: checked_order(replace(ORDER, milestones=(Milestone(Trigger.ON_ORDER, ONE),)), code="CNY"),
        "trade.milestones_do_not_add_up",
        {"parts": ONE, "amount": TEN},
    ),
    (
        lambda: checked_item(replace(ITEM, amount=-TEN), is_credit=False, code="CNY"),
        "trade.wrong_sign",
        {"number": "I1", "amount": -TEN},
    ),
    (
        lambda: checked_item(replace(ITEM, amount=FINE), is_credit=False, code="CNY"),
        "trade.too_fine",
        {"number": "I1", "amount": FINE, "currency": "CNY"},
    ),
    (
        lambda: checked_payment(replace(MONEY, amount=NOTHING), code="CNY"),
        "trade.not_positive",
        {"number": "P1", "amount": NOTHING},
    ),
    (
        lambda: checked_payment(replace(MONEY, amount=FINE), code="CNY"),
        "trade.too_fine",
        {"number": "P1", "amount": FINE, "currency": "CNY"},
    ),
    (
        lambda: kept_back(ITEM, retention=Retention(TEN, MORROW)),
        "trade.retention_not_inside",
        {"number": "I1", "amount": TEN},
    ),
    (
        lambda: checked_rebate(replace(REBATE, agreement=" "), code="CNY", today=DAY),
        "trade.rebate_without_agreement",
        {"number": "RB1", "field": "agreement"},
    ),
    (
        lambda: checked_rebate(replace(REBATE, amount=NOTHING), code="CNY", today=DAY),
        "trade.not_positive",
        {"number": "RB1", "amount": NOTHING, "field": "amount", "value": NOTHING},
    ),
    (
        lambda: checked_rebate(replace(REBATE, amount=FINE), code="CNY", today=DAY),
        "trade.too_fine",
        {"number": "RB1", "amount": FINE, "currency": "CNY", "field": "amount", "value": FINE},
    ),
    (
        lambda: checked_rebate(replace(REBATE, period_to=EVE), code="CNY", today=DAY),
        "trade.rebate_period_empty",
        {"number": "RB1", "field": "period_to", "value": EVE},
    ),
    (
        lambda: checked_rebate(replace(REBATE, accrued_on=MORROW), code="CNY", today=DAY),
        "trade.in_the_future",
        {"day": MORROW, "field": "accrued_on", "value": MORROW},
    ),
    (
        lambda: checked_confirming(replace(NOTE, amount=NOTHING), accrued=TEN, code="CNY"),
        "trade.not_positive",
        {"number": "CN1", "amount": NOTHING, "field": "amount", "value": NOTHING},
    ),
    (
        lambda: checked_confirming(NOTE, accrued=ONE, code="CNY"),
        "trade.rebate_exceeded",
        {"amount": Money(TEN, "CNY"), "accrued": Money(ONE, "CNY")},
    ),
    (
        lambda: disputed_amount(replace(DISPUTE, amount=NOTHING), item=MARKED, today=DAY),
        "trade.not_positive",
        {"number": "I1", "amount": NOTHING},
    ),
    (
        lambda: disputed_amount(replace(DISPUTE, amount=FINE), item=MARKED, today=DAY),
        "trade.too_fine",
        {"number": "I1", "amount": FINE, "currency": "CNY"},
    ),
    (
        lambda: disputed_amount(replace(DISPUTE, amount=TEN + ONE), item=MARKED, today=DAY),
        "trade.more_than_open",
        {"number": "I1", "open": Money(TEN, "CNY")},
    ),
    (
        lambda: checked_promise(replace(PROMISE, promised_date=EVE), items=[MARKED], today=DAY),
        "trade.promised_for_the_past",
        {"promised_date": EVE},
    ),
    (
        lambda: checked_demand(replace(DEMAND, level=10), items=[MARKED], today=DAY),
        "trade.level_out_of_range",
        {"level": 10},
    ),
    (lambda: refuse_marking([], day=DAY, today=DAY), "trade.nothing_chosen", {}),
    (
        lambda: refuse_marking([MARKED, replace(MARKED, customer_id=2)], day=DAY, today=DAY),
        "trade.other_customers",
        {},
    ),
    (
        lambda: refuse_marking([MARKED, replace(MARKED, number="I2", open_amount=NOTHING)], day=DAY, today=DAY),
        "trade.item_not_open",
        {"number": "I2"},
    ),
    (lambda: refuse_to_come(MORROW, today=DAY), "trade.in_the_future", {"day": MORROW}),
    (lambda: refuse_marking([MARKED], day=MORROW, today=DAY), "trade.in_the_future", {"day": MORROW}),
    (lambda: checked_ending(Ending(EVE, ""), began=DAY, today=DAY), "trade.ends_before_it_began", {"began": DAY}),
    (lambda: checked_ending(Ending(MORROW, ""), began=DAY, today=DAY), "trade.in_the_future", {"day": MORROW}),
    (
        lambda: checked_bill(replace(BILL, acceptor_class="?")),
        "trade.acceptor_class_unknown",
        {"acceptor_class": "?"},
    ),
    (
        lambda: checked_bill(replace(BILL, due_date=EVE)),
        "trade.bill_due_before_received",
        {"number": "B1", "due_date": EVE},
    ),
    (
        lambda: refuse_too_early(EVE, number="B1", received_date=DAY),
        "trade.bill_step_too_early",
        {"number": "B1", "received_date": DAY},
    ),
    (
        lambda: checked_terms(BillTerms(class_limits={"?": ONE})),
        "trade.acceptor_class_unknown",
        {"acceptor_class": "?"},
    ),
    (
        lambda: checked_terms(BillTerms(percents={"commercial": Decimal(101)})),
        "trade.percent_out_of_range",
        {"percent": Decimal(101)},
    ),
    (
        lambda: checked_terms(BillTerms(class_limits={"commercial": -ONE})),
        "trade.acceptor_limit_negative",
        {"acceptor": "commercial", "limit": -ONE},
    ),
    (
        lambda: checked_terms(BillTerms(acceptor_limits={"Bank": -ONE})),
        "trade.acceptor_limit_negative",
        {"acceptor": "Bank", "limit": -ONE},
    ),
    (
        lambda: shares(amounts=[ONE, TEN], whole=TEN, uncounted=ONE, code="CNY"),
        "trade.parts_do_not_add_up",
        {"parts": Money(ONE + TEN, "CNY"), "amount": Money(TEN, "CNY")},
    ),
    (
        lambda: scheduled([Share(Trigger.ON_ORDER, Decimal(30))], whole=TEN, code="CNY"),
        "trade.milestones_do_not_add_up",
        {"parts": Decimal("3.00"), "amount": TEN},
    ),
    (
        lambda: scheduled([Share(Trigger.ON_ORDER, ONE, ONE)], whole=TEN, code="CNY"),
        "trade.milestone_unclear",
        {"trigger": "on_order"},
    ),
    (
        lambda: scheduled([Share(Trigger.ON_ORDER, ONE), Share(Trigger.ON_ORDER, ONE)], whole=TEN, code="CNY"),
        "trade.milestone_twice",
        {},
    ),
    (lambda: checked_clearing(replace(SET_OFF, number=" "), today=DAY), "trade.number_missing", {}),
    (
        lambda: checked_clearing(replace(SET_OFF, their_document=" "), today=DAY),
        "trade.agreement_missing",
        {"number": "I1"},
    ),
    (lambda: checked_clearing(replace(SOLD, factor=" "), today=DAY), "trade.agreement_missing", {"number": "I1"}),
    (
        lambda: checked_clearing(replace(SOLD, agreed_on=MORROW), today=DAY),
        "trade.agreed_too_late",
        {"number": "I1", "agreed_on": MORROW},
    ),
    (lambda: checked_clearing(replace(SOLD, cleared_on=MORROW), today=DAY), "trade.in_the_future", {"day": MORROW}),
    (
        lambda: parted(replace(ORDER, lines=(LINE, LINE)), off=Parting(amount=ONE), rest_number="O1-2"),
        "trade.part_needs_lines",
        {"number": "O1"},
    ),
    (lambda: parted(ORDER, off=Parting(amount=TEN), rest_number="O1-2"), "trade.part_not_inside", {"number": "O1"}),
    (
        lambda: parted(replace(ORDER, lines=(LINE,)), off=Parting(frozenset({1})), rest_number="O1-2"),
        "trade.part_not_inside",
        {"number": "O1"},
    ),
    (
        lambda: parted(replace(ORDER, lines=(LINE, LINE)), off=Parting(frozenset({2, 4, 3})), rest_number="O1-2"),
        "trade.part_unknown_line",
        {"number": "O1", "line": 3},
    ),
]


@pytest.mark.parametrize(("act", "code", "facts"), CASES)
def test_a_refusal_says_what_is_wrong_with_which_document(
    act: Callable[[], object], code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        act()
    assert (refused.value.code, dict(refused.value.facts)) == (
        code,
        {name: fact(value) for name, value in facts.items()},
    )


def test_the_smallest_amounts_there_are_stand() -> None:
    cent = Decimal("0.01")
    assert checked_order(replace(ORDER, amount=cent), code="CNY").amount == cent
    assert checked_payment(replace(MONEY, amount=cent), code="CNY").amount == cent
    assert checked_item(replace(ITEM, amount=-cent), is_credit=True, code="CNY").amount == -cent
    assert disputed_amount(replace(DISPUTE, amount=cent), item=MARKED, today=DAY) == cent
    assert checked_rebate(replace(REBATE, amount=cent), code="CNY", today=DAY).amount == cent
