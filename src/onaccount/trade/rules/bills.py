"""
Bills 票据 as somebody enters them, and how much of one counts against the limit.

Terms: acceptor 承兑人, acceptor class 承兑人类别 (state and joint-stock banks 国有及股份制银行, city banks 城商行, finance companies 财务公司,
commercial acceptance 商业承兑, e-credit notes 电子债权凭证), effective term 实际账期 (credit days and the bill's remaining life).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

HUNDRED = Decimal(100)
COUNTED: Mapping[str, Decimal] = {
    "state_bank": Decimal(0),
    "city_bank": HUNDRED,
    "finance_company": HUNDRED,
    "commercial": HUNDRED,
    "e_credit": HUNDRED,
}
"""The percent of a bill that counts, by class of acceptor, until the company decides otherwise."""


@dataclass(frozen=True, slots=True)
class BillDraft:
    """A bill a customer pays with: who promised to pay it, and when it falls due."""

    number: str
    amount: Decimal
    received_date: date
    due_date: date
    acceptor: str
    acceptor_class: str


def checked_bill(draft: BillDraft) -> BillDraft:
    """The bill if it may be entered. Refuses `trade.acceptor_class_unknown` and `trade.bill_due_before_received`."""
    if draft.acceptor_class not in COUNTED:
        raise Refusal("trade.acceptor_class_unknown", acceptor_class=draft.acceptor_class)
    if draft.due_date < draft.received_date:
        raise Refusal("trade.bill_due_before_received", number=draft.number, due_date=draft.due_date)
    return draft


def uncounted_of(*, amount: Decimal, percent: Decimal, code: str) -> Decimal:
    """
    This function will say how much of a bill counts against no limit when `percent` of it counts, rounded half up.

    >>> uncounted_of(amount=Decimal("1000"), percent=Decimal("20"), code="CNY")
    Decimal('800.00')
    """
    return Money(amount * (HUNDRED - percent) / HUNDRED, code).rounded().amount


def shares(*, amounts: Sequence[Decimal], whole: Decimal, uncounted: Decimal, code: str) -> tuple[Decimal, ...]:
    """
    This function will divide the uncounted part of a bill among the parts it is split into; no cent is lost.

    Each share is what the rounded running total grows by, so none exceeds its part. Refuses `trade.parts_do_not_add_up`.
    """
    if sum(amounts, Decimal(0)) != whole or any(amount <= 0 for amount in amounts):
        raise Refusal("trade.parts_do_not_add_up", parts=sum(amounts, Decimal(0)), amount=whole)
    grown = [Money(uncounted * so_far / whole, code).rounded().amount for so_far in accumulate(amounts)]
    return tuple(after - before for before, after in pairwise((Decimal(0), *grown)))
