"""
How much credit is in use 信用占用, by the stage in which the value stands.

Terms: order 已接未发货, delivered not invoiced 发货未开票, unposted 已开票未入账, receivable 应收, bill 票据,
credit 贷项 (credit notes and unapplied cash, never above zero), beyond the horizon 占用期间外 (orders that ship later),
uncounted 不计占用 (kept, but against no limit: the part of a bill its acceptor's class leaves out, what is due before goods leave,
exempt orders until they are invoiced).
Every amount is gross of VAT. Value stands in exactly one stage at a time.
"""

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import astuple

ZERO = Decimal(0)


class Exposure(Struct, frozen=True):
    """The totals of one account (or the sum of several) in one currency. `credit` is zero or negative."""

    order: Decimal = ZERO
    order_beyond: Decimal = ZERO
    delivery: Decimal = ZERO
    unposted: Decimal = ZERO
    receivable: Decimal = ZERO
    bill: Decimal = ZERO
    credit: Decimal = ZERO
    uncounted: Decimal = ZERO

    def __add__(self, other: "Exposure") -> "Exposure":
        return Exposure(*(getattr(self, stage) + getattr(other, stage) for stage in STAGES))

    def plus(self, stage: str, amount: Decimal) -> "Exposure":
        """With so much more in one stage."""
        values = list(astuple(self))
        values[STAGES.index(stage)] += amount
        return Exposure(*values)

    @property
    def static(self) -> Decimal:
        """What counts whatever the horizon: delivered, unposted, receivable, bills."""
        return self.delivery + self.unposted + self.receivable + self.bill

    @property
    def gross(self) -> Decimal:
        """Everything that stands somewhere, without what we owe the customer."""
        return self.order + self.order_beyond + self.static + self.uncounted

    def counted(self, *, added: Decimal, credits_reduce: bool) -> Decimal:
        """
        The exposure a limit is compared with, once `added` (the order being checked, or 0) stands on top.

        Orders beyond the horizon are left out. Credits reduce it where the policy says so, but never below zero: the
        floor is taken per account after adding, so own cash funds own orders and never a sibling's.
        """
        relief = self.credit if credits_reduce else ZERO
        return max(ZERO, self.order + self.static + added + relief)

    def as_json(self) -> dict[str, str]:
        """The stored form: each stage as a plain decimal text."""
        return {stage: f"{getattr(self, stage):f}" for stage in STAGES}


STAGES = Exposure.__struct_fields__


def total_exposure(exposures: Iterable[Exposure]) -> Exposure:
    """The sum stage by stage; all of one currency, which the caller sees to."""
    return sum(exposures, Exposure())
