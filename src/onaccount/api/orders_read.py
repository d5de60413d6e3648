"""
Orders of the check as machines send them, read quickly 快速读取: strictly a part of what the documented shape `OrderIn` admits.

What is read here means exactly what `OrderIn` would have read. Whatever is not (an amount as a JSON number with a point, a name
too many, a mistake) is left to the documented shape, whose answer counts.
"""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

import msgspec
from msgspec import UNSET, Meta, UnsetType

from onaccount.api.finding import line_of
from onaccount.api.hot import UNREADABLE
from onaccount.api.shapes_in import FIRST_DAY, LAST_DAY, OrderIn
from onaccount.ordercheck.rules import Asked
from onaccount.trade.rules import LineDraft, OrderDraft, Share, Trigger, scheduled

CHECK: Final = "/api/v1/orders/check"

Code = Annotated[
    str,
    Meta(min_length=1, max_length=60, pattern=r"\A[^\s\x00-\x1f\x7f/](?:[^\x00-\x1f\x7f/]*[^\s\x00-\x1f\x7f/])?\Z"),
]
Text = Annotated[str, Meta(max_length=200, pattern=r"\A[^\x00-\x08\x0b-\x1f\x7f]*\Z")]
Currency = Annotated[str, Meta(pattern=r"\A[A-Z]{3}\Z")]
Key = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"\A[!-~]+\Z")]
Figure = Annotated[str, Meta(pattern=r"\A(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,3})?\Z")]
Price = Annotated[str, Meta(pattern=r"\A(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?\Z")]
Unit = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
OrderType = Annotated[str, Meta(max_length=20, pattern=r"\A[a-z0-9_-]*\Z")]
Days = Annotated[int, Meta(ge=0, le=3650)]


class LineRead(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """One line of an order; figures as they were written. What it does not say of unit and day is no part of its digest."""

    item: Code
    quantity: Figure
    unit_price: Price
    amount: Figure
    description: Text = ""
    prepaid: bool = False
    unit: Unit | UnsetType = UNSET
    ship_date: date | UnsetType = UNSET

    @property
    def is_sensible(self) -> bool:
        """Whether its day, where it says one, lies where `LineIn` wants it."""
        return not self.ship_date or FIRST_DAY <= self.ship_date <= LAST_DAY


class PartRead(msgspec.Struct, frozen=True, gc=False):
    """A part of a payment schedule as the documented shape read it; quickly it is not read."""

    trigger: str
    percent: str | None
    amount: str | None
    days: int


class OrderRead(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """An order to be checked; its amount as it was written."""

    customer: Code
    number: Code
    amount: Figure
    currency: Currency = "CNY"
    segment: Code = "main"
    order_date: date
    ship_date: date
    credit_days: Days | None = None
    ship_to: Text = ""
    payer: Code | None = None
    order_type: OrderType = ""
    lines: Annotated[tuple[LineRead, ...], Meta(max_length=1000)] = ()
    milestones: tuple[PartRead, ...] = ()

    @property
    def draft(self) -> OrderDraft:
        """The order as it is judged and entered. Refuses what `trade.rules.scheduled` refuses."""
        amount = Decimal(self.amount)
        shares = [_share(part) for part in self.milestones]
        return OrderDraft(
            self.number,
            amount,
            self.order_date,
            self.ship_date,
            tuple([_line(line) for line in self.lines]) if self.lines else (),
            self.credit_days,
            self.ship_to,
            order_type=self.order_type,
            milestones=scheduled(shares, whole=amount, code=self.currency) if shares else (),
        )

    @property
    def is_sensible(self) -> bool:
        """Whether amount and days lie where `OrderIn` wants them, and no payment schedule wants more care."""
        days = FIRST_DAY <= self.order_date <= LAST_DAY and FIRST_DAY <= self.ship_date <= LAST_DAY
        lines = all(line.is_sensible for line in self.lines) if self.lines else True
        return days and lines and not self.milestones and Decimal(self.amount) > 0

    def asked(self, *, client: str, key: str) -> Asked:
        """Who asks under which key, with a digest of the order: one key is one order, whichever way it is sent."""
        said = (self.customer, self.number, self.amount, self.currency, self.segment, self.order_date, self.ship_date)
        more = (self.credit_days, self.ship_to, self.payer, self.order_type, self.lines, self.milestones)
        return Asked(client, key, hashlib.sha256(msgspec.json.encode((CHECK, said, more))).hexdigest())


class CheckRead(OrderRead, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """One order of a single check."""

    dry_run: bool = True


class KeyedRead(OrderRead, frozen=True, gc=False, forbid_unknown_fields=True, kw_only=True):
    """One order of a batch with its own key."""

    key: Key


class BatchRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Orders to be checked one after another."""

    orders: Annotated[list[KeyedRead], Meta(min_length=1, max_length=5000)]
    dry_run: bool = True


_CHECK = msgspec.json.Decoder(CheckRead)
_BATCH = msgspec.json.Decoder(BatchRead)


def check_read(body: bytes) -> CheckRead | None:
    """Read a single check; None where the documented shape has to."""
    try:
        read = _CHECK.decode(body)
    except UNREADABLE:
        return None
    return read if read.is_sensible else None


def batch_read(body: bytes) -> BatchRead | None:
    """Read a batch; None where the documented shape has to."""
    try:
        read = _BATCH.decode(body)
    except UNREADABLE:
        return None
    return read if all(order.is_sensible for order in read.orders) else None


def order_read(body: OrderIn) -> OrderRead:
    """Give an order that the documented shape read, as it would have been read here."""
    return OrderRead(**_said(body))


def keyed_read(body: OrderIn, *, key: str) -> KeyedRead:
    """The same with its key."""
    return KeyedRead(key=key, **_said(body))


def _said(body: OrderIn) -> dict[str, Any]:
    lines = tuple(
        LineRead(
            line.item,
            f"{line.quantity:f}",
            f"{line.unit_price:f}",
            f"{line.amount:f}",
            line.description,
            line.is_prepaid,
            line.unit or UNSET,
            line.ship_date or UNSET,
        )
        for line in (line_of(each, currency=body.currency) for each in body.lines)
    )
    parts = tuple(
        PartRead(part.trigger, _written(part.percent), _written(part.amount), part.days) for part in body.milestones
    )
    as_sent = {"customer", "number", "currency", "segment", "order_date", "ship_date", "credit_days", "ship_to"}
    as_sent |= {"payer", "order_type"}
    return {name: getattr(body, name) for name in as_sent} | {
        "amount": f"{body.amount:f}",
        "lines": lines,
        "milestones": parts,
    }


def _written(figure: Decimal | None) -> str | None:
    return None if figure is None else f"{figure:f}"


def _share(part: PartRead) -> Share:
    percent, amount = (None if figure is None else Decimal(figure) for figure in (part.percent, part.amount))
    return Share(Trigger(part.trigger), percent, amount, part.days)


def _line(line: LineRead) -> LineDraft:
    return LineDraft(
        line.item,
        Decimal(line.quantity),
        Decimal(line.unit_price),
        Decimal(line.amount),
        line.description,
        line.prepaid,
        line.unit or "",
        line.ship_date or None,
    )
