"""
Rebates 返利: what a customer earns by an agreement 返利协议, period by period.

Terms: accrued 计提 (worked out, not yet granted), confirmed 确认 (a credit note was made: only that reduces what is owed), pool 返利池
(what is accrued and not confirmed; shown, never deducted), withdrawn 撤销.
"""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from onaccount.kernel.money import Money
from onaccount.kernel.period import end_after
from onaccount.kernel.reasons import Refusal


class RebateDraft(Struct, frozen=True):
    """A rebate as it is accrued, VAT included: for which period (`period_to` exclusive), under which agreement, on which day."""

    number: str
    agreement: str
    period_from: date
    period_to: date
    amount: Decimal
    accrued_on: date
    intake_run: int | None = None


class Confirming(Struct, frozen=True):
    """The credit note that confirms a rebate: its number, its amount above zero, its date."""

    number: str
    amount: Decimal
    document_date: date


def period_end(*, last_day: date) -> date:
    """Give the exclusive end of a period whose last day people name."""
    return end_after(last_day)


def checked_rebate(draft: RebateDraft, *, code: str, today: date) -> RebateDraft:
    """
    The rebate if it may be accrued in this currency.

    Refuses `trade.number_missing`, `trade.rebate_without_agreement`, `trade.not_positive`, `trade.too_fine`,
    `trade.rebate_period_empty` and `trade.in_the_future` (accrued on a day that is still to come).
    """
    if not draft.number.strip():
        raise Refusal("trade.number_missing")
    if not draft.agreement.strip():
        raise Refusal("trade.rebate_without_agreement", number=draft.number, field="agreement")
    _refuse_bad_amount(draft.number, draft.amount, code)
    if draft.period_to <= draft.period_from:
        raise Refusal("trade.rebate_period_empty", number=draft.number, field="period_to", value=draft.period_to)
    if draft.accrued_on > today:
        raise Refusal("trade.in_the_future", day=draft.accrued_on, field="accrued_on", value=draft.accrued_on)
    return draft


def checked_confirming(confirming: Confirming, *, accrued: Decimal, code: str) -> Confirming:
    """
    The confirmation if its credit note stays within what was accrued; what is not confirmed lapses with it.

    Refuses `trade.number_missing`, `trade.not_positive`, `trade.too_fine` and `trade.rebate_exceeded`.
    """
    if not confirming.number.strip():
        raise Refusal("trade.number_missing")
    _refuse_bad_amount(confirming.number, confirming.amount, code)
    if confirming.amount > accrued:
        raise Refusal("trade.rebate_exceeded", amount=Money(confirming.amount, code), accrued=Money(accrued, code))
    return confirming


def _refuse_bad_amount(number: str, amount: Decimal, code: str) -> None:
    if amount <= 0:
        raise Refusal("trade.not_positive", number=number, amount=amount, field="amount", value=amount)
    if Money(amount, code).rounded().amount != amount:
        raise Refusal("trade.too_fine", number=number, amount=amount, currency=code, field="amount", value=amount)
