"""
What a credit insurer bears, and the days its policy sets.

Terms: insured percentage 赔付比例, deductible 免赔额, maximum extension period 最长展延期, overdue notification 逾期通知, stop shipment 停止发货.
Source: the terms European and Chinese short-term policies share. The extension runs from the ORIGINAL due date of the oldest
invoice; every number is a parameter of the policy.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class InsuredPart:
    """What the insurer would pay, and what stays ours."""

    insured: Decimal
    uninsured: Decimal


def insured_recovery(
    *, exposure: Decimal, insured_limit: Decimal, insured_percent: Decimal, deductible: Decimal
) -> InsuredPart:
    """Insure the exposure up to the limit at a fraction (0.9 is 90 %), less the deductible."""
    insured = max(ZERO, min(exposure, insured_limit) * insured_percent - deductible)
    return InsuredPart(insured, exposure - insured)


@dataclass(frozen=True, slots=True)
class InsuranceDays:
    """From which day new deliveries are not covered, and by when the insurer must know."""

    stop_shipment: date
    notify_by: date


def insurance_days(*, original_due_date: date, extension_days: int, notice_days: int) -> InsuranceDays:
    """
    Count the policy's days from the original due date of the oldest unpaid invoice.

    Deliveries after the extension's last day are uncovered; the notice is due so many days after the extension.
    """
    extended = original_due_date + timedelta(days=extension_days)
    return InsuranceDays(extended, extended + timedelta(days=notice_days))
