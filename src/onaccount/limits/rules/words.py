"""
The words of the limit journal.

Terms: limit journal 额度流水, base limit 固定额度, temporary limit 临时额度 (is added to the base), correction 更正,
dimension 限额项目 (total exposure 信用占用, single order 单笔订单, quantity 数量, credit days 账期).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class Dimension(StrEnum):
    """What is limited."""

    EXPOSURE = "exposure"
    ORDER_AMOUNT = "order_amount"
    QUANTITY = "quantity"
    CREDIT_DAYS = "credit_days"


MONEY = frozenset({Dimension.EXPOSURE, Dimension.ORDER_AMOUNT})
"""The dimensions whose value is money and therefore has a currency."""


class LimitType(StrEnum):
    """`none`: no policy yet; `amount`: the value, and 0 means no credit; `unlimited`; `prepay`: cash before goods."""

    NONE = "none"
    AMOUNT = "amount"
    UNLIMITED = "unlimited"
    PREPAY = "prepay"


class Act(StrEnum):
    """What a journal line does."""

    SET = "set"
    RAISE = "raise"
    CUT = "cut"
    TEMPORARY = "temporary"
    EXPIRE = "expire"
    CORRECT = "correct"


class Reach(StrEnum):
    """Whether a limit binds the company alone, or it and everything below it in the group."""

    OWN = "own"
    GROUP = "group"


class SuspensionKind(StrEnum):
    """A standing hold on a customer: 人工锁定, 停止供货, 款到发货."""

    HARD_HOLD = "hard_hold"
    STOP_SUPPLY = "stop_supply"
    PREPAY_ONLY = "prepay_only"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One posted line about one limit (one customer, segment, dimension and reach), as the journal keeps it.

    `value` is the new value or, on the temporary track, what is added. `corrects` is the id of the wrong line that this
    one replaces. `posted_at` is when it became known, `valid_from` the first day it speaks about. `percent` is the percentage
    the value was asked as, None for a plain figure; `request` the approved request it came with.
    """

    id: int
    act: Act
    is_temporary: bool
    type: LimitType
    value: Decimal | None
    currency: str
    valid_from: date
    valid_to: date | None
    corrects: int | None
    posted_at: datetime
    percent: Decimal | None = None
    request: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a limit stands: one customer, one segment (None: over all segments), one dimension and one reach."""

    customer_id: int
    segment_id: int | None
    dimension: Dimension
    reach: Reach
