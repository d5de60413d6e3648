"""
The payment schedule of an order 付款节点: what part is due at which event, and how much of it has come in.

Terms: milestone 付款节点, pay first 款到发货 (due before the goods leave), acceptance 验收, retention money 质保金. Money that comes in for
an order pays the milestones in their order.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise

from msgspec import Struct

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Trigger(StrEnum):
    """The event by which a part of the price falls due, in the order in which they happen."""

    ON_ORDER = "on_order"
    BEFORE_SHIPMENT = "before_shipment"
    ON_DELIVERY = "on_delivery"
    ON_ACCEPTANCE = "on_acceptance"
    RETENTION = "retention"


BEFORE_GOODS_LEAVE = frozenset({Trigger.ON_ORDER, Trigger.BEFORE_SHIPMENT})


class Share(Struct, frozen=True):
    """So much of the price, in percent or as an amount, is due so many days after an event."""

    trigger: Trigger
    percent: Decimal | None = None
    amount: Decimal | None = None
    days: int = 0


class Milestone(Struct, frozen=True):
    """One part of an order's price in money; `percent` is how it was agreed, None for an amount."""

    trigger: Trigger
    amount: Decimal
    days: int = 0
    percent: Decimal | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether it is due before the goods leave."""
        return self.trigger in BEFORE_GOODS_LEAVE


class Progress(Struct, frozen=True):
    """A milestone with what of it has come in."""

    milestone: Milestone
    paid: Decimal

    @property
    def open(self) -> Decimal:
        """What of it has not."""
        return self.milestone.amount - self.paid


def scheduled(shares: Sequence[Share], *, whole: Decimal, code: str) -> tuple[Milestone, ...]:
    """
    The schedule in money: amounts as they are, percentages of the whole so that no cent is lost; a part of less than half a
    minor unit is no part.

    >>> [str(part.amount) for part in scheduled([Share(Trigger.ON_ORDER, Decimal(30)), Share(Trigger.BEFORE_SHIPMENT, Decimal(60)),
    ...     Share(Trigger.RETENTION, Decimal(10), days=365)], whole=Decimal("1000.01"), code="CNY")]
    ['300.00', '600.01', '100.00']

    Refuses `trade.milestones_do_not_add_up`, `trade.milestone_twice` (one event twice) and `trade.milestone_unclear` (neither a
    percentage nor an amount above zero, or both).
    """
    ordered = sorted(shares, key=lambda share: list(Trigger).index(share.trigger))
    _refuse_unclear(ordered)
    fixed = sum((share.amount for share in ordered if share.amount is not None), ZERO)
    percents = [share.percent for share in ordered if share.percent is not None]
    wanted = Money(whole * sum(percents, ZERO) / HUNDRED, code).rounded().amount
    if ordered and fixed + wanted != whole:
        raise Refusal("trade.milestones_do_not_add_up", parts=fixed + wanted, amount=whole)
    grown = [Money(whole * so_far / HUNDRED, code).rounded().amount for so_far in accumulate(percents)]
    parts = iter([after - before for before, after in pairwise((ZERO, *grown))])
    amounts = [next(parts) if share.amount is None else share.amount for share in ordered]
    return tuple(
        Milestone(share.trigger, amount, share.days, share.percent)
        for share, amount in zip(ordered, amounts, strict=True)
        if amount
    )


def _refuse_unclear(shares: Sequence[Share]) -> None:
    for share in shares:
        said = [each for each in (share.percent, share.amount) if each is not None]
        if len(said) != 1 or said[0] <= 0:
            raise Refusal("trade.milestone_unclear", trigger=share.trigger.value)
    if len({share.trigger for share in shares}) < len(shares):
        raise Refusal("trade.milestone_twice")


def rescaled(milestones: Sequence[Milestone], *, whole: Decimal, code: str) -> tuple[Milestone, ...]:
    """Spread another whole over the same schedule, in the same proportion; no cent is lost."""
    before = sum((each.amount for each in milestones), ZERO)
    ends = accumulate(each.amount for each in milestones)
    grown = [Money(whole * end / before, code).rounded().amount for end in ends]
    parts = [after - begun for begun, after in pairwise((ZERO, *grown))]
    return tuple(
        Milestone(each.trigger, part, each.days, each.percent)
        for each, part in zip(milestones, parts, strict=True)
        if part
    )


def due_ahead(milestones: Sequence[Milestone]) -> Decimal:
    """Sum up what is due before the goods leave."""
    return sum((each.amount for each in milestones if each.is_ahead), ZERO)


def progress(milestones: Sequence[Milestone], *, paid: Decimal) -> tuple[Progress, ...]:
    """Say which milestones money that came in has reached, the earliest first."""
    left, found = paid, []
    for each in milestones:
        part = min(left, each.amount)
        found.append(Progress(each, part))
        left -= part
    return tuple(found)
