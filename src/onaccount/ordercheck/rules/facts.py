"""
What one check knows: the order, the limits and exposure that bind it, and the customer's standing.

Terms: snapshot 数据快照, node 额度节点 (one company, or one company with everything below it), exposure 信用占用,
standing 信用状态. Amounts are gross, in the one currency of the snapshot; days are whole calendar days.
The values are stored as JSON with every decision, so a field may be added with a default but never changes its meaning.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from onaccount.limits.rules import LimitType, ListingKind, SuspensionKind
from onaccount.trade.rules import AcceptorUse, Exposure
from onaccount.trade.rules.valuation import Leg

ZERO = Decimal(0)


class Checkpoint(StrEnum):
    """Where on its way an order is checked 检查节点."""

    QUOTE = "quote"
    ORDER = "order"
    CHANGE = "change"
    PICK = "pick"
    SHIP = "ship"
    INVOICE = "invoice"


class Security(Struct, frozen=True):
    """Something that secures the customer 担保: it lifts the limit by value x percent, less the value if already inside exposure."""

    kind: str
    value: Decimal
    percent: Decimal
    is_in_exposure: bool = False


class LimitFacts(Struct, frozen=True):
    """
    The limit in force at a node on the day of the check.

    `temporary` comes on top and lapses by date alone; `expired_on` names the day a former limit ended, if none followed. Where it
    `takes_cash`, cash that waits funds orders whatever the policy says of credits.
    """

    type: LimitType = LimitType.NONE
    value: Decimal | None = None
    temporary: Decimal = ZERO
    temporary_until: date | None = None
    expired_on: date | None = None
    takes_cash: bool = False


class NodeFacts(Struct, frozen=True):
    """
    One bound on the order: a company's own limit, or the limit of it and everything below it, in a segment or over all.

    `others` is what all further accounts inside the bound occupy, each floored at zero: own cash funds own orders, never a
    sibling's. The order's own account is `Snapshot.exposure` and comes on top. `secured` of them counts for nothing: securities
    for single orders cover it.
    """

    number: str
    name: str
    is_group: bool
    limit: LimitFacts
    others: Decimal = ZERO
    segment: str | None = None
    security: tuple[Security, ...] = ()
    secured: Decimal = ZERO


class ItemQuantity(Struct, frozen=True):
    """How much of one item the order asks for, all its lines together."""

    item: str
    quantity: Decimal


class Parts(Struct, frozen=True):
    """
    The other parts 拆分部分 of the order that this one was split from or off, as far as they stand: together with it they are what
    the customer ordered, and rules on the size of one order count them so.
    """

    numbers: tuple[str, ...]
    amount: Decimal
    quantity: Decimal = ZERO
    items: tuple[ItemQuantity, ...] = ()


class Foreign(Struct, frozen=True):
    """
    What a step says in the order's own currency, where that is not the snapshot's: one unit of it was worth `rate` of the snapshot's
    currency when the order came to stand, by a rate that held since a day; `legs` are those of a cross rate, of an order that comes to
    stand. Rates that move later change nothing of it.
    """

    currency: str
    rate: Decimal
    valid_from: date
    amount: Decimal
    earlier: Decimal
    occupied: Decimal
    uncounted: Decimal
    legs: tuple[Leg, ...] = ()


class OrderFacts(Struct, frozen=True):
    """
    The order under check. `amount` is what this step brings: the whole order when it is entered, one delivery at shipment.

    `earlier` was delivered before, or invoiced before its goods leave; together they are held against allowances per order and against an authorisation.
    `occupied` already stands in the ledger for this step and is left out of `Snapshot.exposure`. `secured` is covered by a
    security for this order alone. `through_salesperson` is what the customer's other documents of this salesperson occupy.
    `is_redirected`: the change asks for another ship-to address. `uncounted` of the amount asks for no credit: it is due before
    the goods leave, stands in an invoice already, or the whole order is exempt. `due_ahead` is due before the goods leave, whatever is sent now; `paid_ahead` has
    come in for the order. All amounts are in the snapshot's currency; `foreign` says those of an order of another one. `parts` is
    told of an order that was split.
    """

    number: str
    amount: Decimal
    order_date: date
    ship_date: date
    earlier: Decimal = ZERO
    quantity: Decimal = ZERO
    credit_days: int | None = None
    occupied: Decimal = ZERO
    secured: Decimal = ZERO
    is_beyond: bool = False
    order_type: str = ""
    items: tuple[ItemQuantity, ...] = ()
    salesperson: str = ""
    through_salesperson: Decimal = ZERO
    is_redirected: bool = False
    uncounted: Decimal = ZERO
    due_ahead: Decimal = ZERO
    paid_ahead: Decimal = ZERO
    foreign: Foreign | None = None
    parts: Parts | None = None

    @property
    def whole(self) -> Decimal:
        """The step together with what was delivered before."""
        return self.earlier + self.amount

    @property
    def on_credit(self) -> Decimal:
        """What of this step and what was delivered before asks for credit."""
        return self.whole - self.uncounted


class CustomerFacts(Struct, frozen=True):
    """Who buys, and the classes of customers 客户类别 it belongs to (the middle scope of rules)."""

    number: str
    name: str
    classes: tuple[str, ...] = ()


class OverdueFacts(Struct, frozen=True):
    """What is overdue under the policy's switches: the oldest item, and all of them together."""

    days: int = 0
    item: str = ""
    due_date: date | None = None
    amount: Decimal = ZERO
    items: int = 0


class Older(Struct, frozen=True):
    """What is overdue by more than so many days, in all."""

    days: int
    amount: Decimal


class NotInvoiced(Struct, frozen=True):
    """The oldest delivery that is not invoiced 发货未开票, and how much in all is not."""

    delivery: str
    since: date
    amount: Decimal


class Batch(StrEnum):
    """What counts as one batch where the previous one is to be paid first 压批."""

    DELIVERY = "delivery"
    ORDER = "order"
    MONTH = "month"


class OpenBatch(Struct, frozen=True):
    """A batch that is not paid in full: its key (number, or the month as 2026-07), what it came to, and what is open of it."""

    kind: Batch
    key: str
    total: Decimal
    open: Decimal


class LongestBill(Struct, frozen=True):
    """Of the customer's bills at risk the one with the longest effective term 实际账期: days from what it paid to its due date."""

    bill: str
    days: int


class Contract(Struct, frozen=True):
    """The sales contract 销售合同 in force, by its title in the credit file; `valid_to` is its last day, None without an end."""

    title: str
    valid_to: date | None = None


class Around(Struct, frozen=True):
    """What the customers occupy beside this account: the rest of its group, and all other groups, in the snapshot's currency."""

    group: Decimal
    elsewhere: Decimal


class Lapsed(Struct, frozen=True):
    """A security that no longer secures anything, since a day."""

    kind: str
    lapsed_on: date


class ChangedDetail(Struct, frozen=True):
    """When the ship-to address or the bank details in force were entered in the place of others."""

    kind: str
    changed_at: datetime


class StandingFacts(Struct, frozen=True):
    """
    What is known about the customer apart from this order. Allowances are per order; None = nobody set one.

    `balance` is what is open of all items that count; `older` what of it is overdue by more than some days, the fewest days
    first. `around` is told only where a rule asks for it. `grade_rank` 1 is best. `batches` are the open ones, the oldest first. `acceptors` are those of the customer's bills at
    risk, with what we hold of each from everybody. `invoiced_since_prepay` is open in the account of invoices made since the customer
    pays first.
    """

    overdue: OverdueFacts = field(default_factory=OverdueFacts)
    suspensions: tuple[SuspensionKind, ...] = ()
    credit_days: int | None = None
    order_amount: Decimal | None = None
    order_quantity: Decimal | None = None
    balance: Decimal = ZERO
    older: tuple[Older, ...] = ()
    dunning_level: int = 0
    payment_index: Decimal | None = None
    grade: str = ""
    grade_rank: int | None = None
    review_date: date | None = None
    listings: tuple[ListingKind, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    details: tuple[ChangedDetail, ...] = ()
    not_invoiced: NotInvoiced | None = None
    acceptors: tuple[AcceptorUse, ...] = ()
    batches: tuple[OpenBatch, ...] = ()
    longest_bill: LongestBill | None = None
    contract: Contract | None = None
    around: Around | None = None
    invoiced_since_prepay: Decimal = ZERO

    def older_than(self, days: int) -> Decimal:
        """What is overdue by more than so many days; where that was not measured, by the next fewer days that were."""
        known = [each.amount for each in self.older if each.days <= days]
        return known[-1] if known else self.overdue.amount


class AuthorisationFacts(Struct, frozen=True):
    """
    A release that stands for this order 放行授权: up to the amount plus tolerance, through its last day, for no more credit days
    than `longest`, which the order had when it was given; None where nobody knew.
    """

    reference: str
    amount: Decimal
    tolerance_percent: Decimal
    valid_until: date
    given_by: str
    longest: int | None = None


class Waived(Struct, frozen=True):
    """
    One reason of a hold that a person set aside 单项放行: this rule, while it is broken by no more than `beyond`, for an order
    of no more than `amount`, through its last day. All other reasons stay.
    """

    rule: str
    reference: str
    amount: Decimal
    beyond: Decimal
    valid_until: date
    given_at: datetime


class RateUsed(Struct, frozen=True):
    """
    An exchange rate the check used: one unit of `source` was `value` units of the snapshot's currency, valid since a day; `legs` are
    the two rates a cross rate was worked out from.
    """

    source: str
    value: Decimal
    valid_from: date
    legs: tuple[Leg, ...] = ()


class FailureKind(StrEnum):
    """Why the check could not know what it must know: no credit reason."""

    RATE_MISSING = "rate_missing"
    SOURCE_STALE = "source_stale"
    SOURCE_UNREACHABLE = "source_unreachable"
    SECURITY_UNRATED = "security_unrated"


class Failure(Struct, frozen=True):
    """
    A technical failure 技术故障: of what, and the last day on which it was well; of a security for a single order the number of
    that order.
    """

    kind: FailureKind
    source: str
    well_until: date | None = None
    order_number: str = ""


class Snapshot(Struct, frozen=True):
    """
    Everything one check saw. The same snapshot under the same policy gives the same verdict, today and in ten years.

    `exposure` is what stands in each stage of the order's own account, the order itself left out. `last_passed` is the day of
    the last check the order passed by itself, `passed_amount` what passed then; `passed_at` the moment it was last let go, by
    a check or a person. `waived` are the single reasons a person set aside. `secured` of the exposure counts for nothing: securities
    for single orders cover it.
    """

    as_of: date
    checkpoint: Checkpoint
    currency: str
    customer: CustomerFacts
    order: OrderFacts
    exposure: Exposure
    nodes: tuple[NodeFacts, ...]
    standing: StandingFacts = field(default_factory=StandingFacts)
    authorisation: AuthorisationFacts | None = None
    last_passed: date | None = None
    rates: tuple[RateUsed, ...] = ()
    passed_amount: Decimal | None = None
    passed_at: datetime | None = None
    failures: tuple[Failure, ...] = ()
    waived: tuple[Waived, ...] = ()
    secured: Decimal = ZERO
