"""
Days that preserved property 财产保全 must not miss.

Terms: freeze 冻结, seizure 查封, renewal 续行保全. Source: 民事诉讼法 104 (who preserved before suing must sue within thirty days) and 民诉法解释
485 (bank money one year, movables two, real estate and other rights three).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from onaccount.kernel.calendar import add_months

SUE_WITHIN_DAYS, RENEW_BEFORE_DAYS = 30, 30


class Frozen(StrEnum):
    """What was frozen or seized."""

    BANK_MONEY = "bank_money"
    MOVABLES = "movables"
    REAL_ESTATE = "real_estate"


MONTHS = {Frozen.BANK_MONEY: 12, Frozen.MOVABLES: 24, Frozen.REAL_ESTATE: 36}


@dataclass(frozen=True, slots=True)
class FreezeDays:
    """The day the freeze ends, when to ask for its renewal, and by when to sue where no suit is pending."""

    freeze_end: date
    renew_by: date
    sue_by: date | None


def freeze_days(*, frozen: Frozen, frozen_on: date, is_before_suit: bool) -> FreezeDays:
    """Count the days of a freeze; the renewal is asked for a month before its end."""
    end = add_months(frozen_on, MONTHS[frozen])
    sue_by = frozen_on + timedelta(days=SUE_WITHIN_DAYS) if is_before_suit else None
    return FreezeDays(end, end - timedelta(days=RENEW_BEFORE_DAYS), sue_by)
