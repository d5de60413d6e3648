"""
Documents as somebody enters them 单据, and what is judged before they stand.

Terms: sales order 销售订单, delivery 发货, invoice 发票, credit note 红字发票, opening item 期初余额, payment 收款,
horizon 占用期间 (days ahead within which an open order's ship date makes it count).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.structs import replace

from onaccount.kernel.money import Money, is_whole
from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.milestones import Milestone, Trigger, due_ahead

ZERO = Decimal(0)
PRICE = Decimal("0.000001")


class LineDraft(Struct, frozen=True):
    """
    One line of an order, tax included; `amount` is what the line costs, whatever the unit price rounds to. A prepaid line 预付 is
    due before the goods leave. `unit` 单位 is a word of the seller's own, which nothing reckons with; a line without a `ship_date`
    ships with the order.
    """

    item: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    description: str = ""
    is_prepaid: bool = False
    unit: str = ""
    ship_date: date | None = None


def with_tax(line: LineDraft, *, tax_percent: Decimal, code: str) -> LineDraft:
    """
    Gross up a line that is priced net of tax 不含税价 by its rate: exposure is always tax-inclusive.

    The line's amount is rounded half up to minor units of the currency, once; the unit price keeps six places.
    """
    factor = 1 + tax_percent / 100
    amount = Money(line.amount * factor, code).rounded().amount
    return replace(line, amount=amount, unit_price=(line.unit_price * factor).quantize(PRICE, ROUND_HALF_UP))


class OrderDraft(Struct, frozen=True):
    """
    A sales order. `credit_days` are the terms the customer asks for, None where it asks for the agreed ones. `order_type` 订单类型
    is a word of the seller's own, by which the policy's exemptions name orders. `ship_date` is the day on which the first of its goods
    ship, so that nothing leaves before the order counts.
    """

    number: str
    amount: Decimal
    order_date: date
    ship_date: date
    lines: tuple[LineDraft, ...] = ()
    credit_days: int | None = None
    ship_to: str = ""
    salesperson_id: int | None = None
    intake_run: int | None = None
    order_type: str = ""
    milestones: tuple[Milestone, ...] = ()

    @property
    def quantity(self) -> Decimal:
        """The quantity of all lines together."""
        return sum((line.quantity for line in self.lines), ZERO) if self.lines else ZERO

    @property
    def first_ship_date(self) -> date:
        """The day on which the first of its lines ship; without lines, that of the order."""
        return min((line.ship_date or self.ship_date for line in self.lines), default=self.ship_date)

    @property
    def ahead(self) -> Decimal:
        """What is due before the goods leave, and so asks for no credit: by the schedule, or the prepaid lines if they are more."""
        if not self.lines and not self.milestones:  # as most orders of machines
            return ZERO
        lines = sum((line.amount for line in self.lines if line.is_prepaid), ZERO)
        return max(lines, due_ahead(self.milestones))


class ItemDraft(Struct, frozen=True):
    """
    An open item: an invoice, debit note or opening balance above zero, a credit note below.

    `source` names the system it comes from; one number exists once per customer, kind and source.
    """

    number: str
    amount: Decimal
    document_date: date
    due_date: date
    due_date_computed: bool = False
    source: str = ""
    intake_run: int | None = None

    def of_run(self, run: int) -> "ItemDraft":
        """The same item, marked with the import run that brings it."""
        dates = (self.document_date, self.due_date, self.due_date_computed)
        return ItemDraft(self.number, self.amount, *dates, source=self.source, intake_run=run)


class Retention(Struct, frozen=True):
    """The part of an invoice that is due only when the warranty ends 质保金."""

    amount: Decimal
    due_date: date


class PaymentDraft(Struct, frozen=True):
    """Money that came in on a day, with what the payer wrote."""

    number: str
    amount: Decimal
    received_date: date
    method: str = "transfer"
    reference: str = ""
    intake_run: int | None = None


def checked_order(draft: OrderDraft, *, code: str) -> OrderDraft:
    """
    The order if it may be entered in this currency.

    Refuses `trade.number_missing`, `trade.not_positive`, `trade.too_fine`, `trade.ships_before_order`,
    `trade.lines_do_not_add_up`, `trade.lines_ship_otherwise` and `trade.milestones_do_not_add_up`.
    """
    _refuse_bad_amount(draft.number, draft.amount, code)
    if draft.amount <= 0:
        raise Refusal("trade.not_positive", number=draft.number, amount=draft.amount)
    if draft.ship_date < draft.order_date:
        raise Refusal("trade.ships_before_order", number=draft.number, ship_date=draft.ship_date)
    if draft.lines and (lines := sum(line.amount for line in draft.lines)) != draft.amount:
        raise Refusal("trade.lines_do_not_add_up", number=draft.number, lines=lines, amount=draft.amount)
    if draft.lines and (first := draft.first_ship_date) != draft.ship_date:
        raise Refusal("trade.lines_ship_otherwise", number=draft.number, ship_date=draft.ship_date, first=first)
    if draft.milestones and (parts := sum(each.amount for each in draft.milestones)) != draft.amount:
        raise Refusal("trade.milestones_do_not_add_up", parts=parts, amount=draft.amount)
    return draft


def checked_item(draft: ItemDraft, *, is_credit: bool, code: str) -> ItemDraft:
    """
    The item if it may be entered in this currency with this sign; a claim of zero is nobody's debt.

    A due date before the document is a fact some ledgers hold, not an error.
    Refuses `trade.number_missing`, `trade.wrong_sign` and `trade.too_fine`.
    """
    _refuse_bad_amount(draft.number, draft.amount, code)
    if draft.amount == 0 or (draft.amount < 0) is not is_credit:
        raise Refusal("trade.wrong_sign", number=draft.number, amount=draft.amount)
    return draft


def checked_payment(draft: PaymentDraft, *, code: str) -> PaymentDraft:
    """The payment if it may be entered. Refuses `trade.number_missing`, `trade.not_positive` and `trade.too_fine`."""
    _refuse_bad_amount(draft.number, draft.amount, code)
    if draft.amount <= 0:
        raise Refusal("trade.not_positive", number=draft.number, amount=draft.amount)
    return draft


def kept_back(draft: ItemDraft, *, retention: Retention | None) -> tuple[ItemDraft, ItemDraft | None]:
    """
    The invoice without what is kept back of it, and that part as an item of its own, due on its own day.

    Refuses `trade.retention_not_inside` unless something of the invoice is left beside it.
    """
    if retention is None:
        return draft, None
    if not ZERO < retention.amount < draft.amount:
        raise Refusal("trade.retention_not_inside", number=draft.number, amount=retention.amount)
    kept = replace(draft, amount=retention.amount, due_date=retention.due_date, due_date_computed=False)
    return replace(draft, amount=draft.amount - retention.amount), kept


def retention_of(draft: ItemDraft, *, milestones: Sequence[Milestone], code: str) -> Retention | None:
    """
    Say what of an invoice is kept back under the order's schedule, and until when; None where nothing is.

    The invoice bears the same proportion of it as of the price.
    """
    kept = next((each for each in milestones if each.trigger is Trigger.RETENTION), None)
    if kept is None:
        return None
    whole = sum((each.amount for each in milestones), ZERO)
    amount = Money(draft.amount * kept.amount / whole, code).rounded().amount
    ends = draft.document_date + timedelta(days=kept.days)
    return Retention(amount, ends) if ZERO < amount < draft.amount else None


def is_beyond(*, ship_date: date, as_of: date, horizon_days: int | None) -> bool:
    """Whether an order ships so late that it does not count yet; without a horizon every open order counts."""
    return horizon_days is not None and ship_date > as_of + timedelta(days=horizon_days)


def refuse_to_come(day: date, *, today: date) -> None:
    """Refuse `trade.in_the_future` for a day on which nothing can have happened yet: money expected is no money."""
    if day > today:
        raise Refusal("trade.in_the_future", day=day)


def _refuse_bad_amount(number: str, amount: Decimal, code: str) -> None:
    if not number.strip():
        raise Refusal("trade.number_missing")
    if not is_whole(amount, code):
        raise Refusal("trade.too_fine", number=number, amount=amount, currency=code)
