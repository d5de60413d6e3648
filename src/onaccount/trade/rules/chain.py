"""
Where the value of one order stands 订单价值所处环节: still ordered, delivered and not invoiced, or on to an item.

Terms: chain 单据链 (an order, its deliveries, its invoices), over-delivery 超发, delivered not invoiced 发货未开票, taking over 承接 (an
invoice takes value from the documents before it).
A part of what stands may be kept without counting against a limit 不计占用: what is due before the goods leave, or an exempt order.
The chain is always worked out whole from its documents, so that no sequence of part deliveries, invoices that name only
the order, excesses and cancellations can count a piece of value twice or drop it.
"""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.consignment import left_at_customer

ZERO = Decimal(0)


class Shipped(Struct, frozen=True):
    """
    One delivery that was not cancelled, and what of it invoices that name it took over. On consignment 寄售 the goods count with
    so many percent.
    """

    amount: Decimal
    invoiced: Decimal
    consigned_percent: Decimal | None = None


class Chain(Struct, frozen=True):
    """What stands open: of the order, and of each delivery in the order given."""

    order: Decimal
    deliveries: tuple[Decimal, ...]


class Ahead(Struct, frozen=True):
    """
    What of an order asks for no credit: `due` before its goods leave, of which `settled` has come in or is invoiced already.

    An exempt order asks for none at all.
    """

    due: Decimal = ZERO
    settled: Decimal = ZERO
    is_exempt: bool = False

    def of_order(self, amount: Decimal) -> Decimal:
        """
        How much of so much that is still to be delivered counts against no limit.

        Money that came in ahead stands as a credit beside the order, so the part it pays counts like any other.
        """
        return amount if self.is_exempt else min(amount, max(ZERO, self.due - self.settled))


def where_value_stands(
    *, ordered: Decimal, occupies: bool, shipped: Sequence[Shipped], invoiced_directly: Decimal
) -> Chain:
    """
    Say what of an order and its deliveries has not been handed on.

    `invoiced_directly` are invoices that name the order and no delivery: they take from the deliveries first, the oldest
    first, then from the order. What exceeds the document before it is new value and takes from nothing else. An order
    that does not occupy (held, rejected, cancelled) has nothing open, while its deliveries still stand.
    """
    deliveries, gone = _taken_over(shipped, invoiced_directly)
    return Chain(max(ZERO, ordered - gone) if occupies else ZERO, deliveries)


def _taken_over(shipped: Sequence[Shipped], invoiced_directly: Decimal) -> tuple[tuple[Decimal, ...], Decimal]:
    """Say what stands of each delivery, and how much deliveries and invoices together take from their order, or exceed it by."""
    left = invoiced_directly
    deliveries: list[Decimal] = []
    for delivery in shipped:
        own = max(ZERO, delivery.amount - delivery.invoiced)
        taken = min(own, left)
        left -= taken
        deliveries.append(own - taken)
    delivered = sum((delivery.amount for delivery in shipped), ZERO)
    return tuple(deliveries), delivered + left


def left_uncounted(chain: Chain, *, ahead: Ahead) -> Chain:
    """
    Say how much of what stands counts against no limit, document by document.

    Goods that left without the money that was due before are given on credit like all others; only an exempt order goes on
    uncounted, until it is invoiced.
    """
    delivered = chain.deliveries if ahead.is_exempt else tuple(ZERO for _ in chain.deliveries)
    return Chain(ahead.of_order(chain.order), delivered)


class Stand(Struct, frozen=True):
    """What of a document stands open, and how much of that counts against no limit."""

    amount: Decimal
    uncounted: Decimal


class OrderChain(Struct, frozen=True):
    """All that says where the value of one order stands: the order, its deliveries, the oldest first, and its invoices."""

    code: str
    ordered: Decimal
    occupies: bool
    shipped: tuple[Shipped, ...]
    invoiced_directly: Decimal
    ahead: Ahead

    def stands(self) -> tuple[Stand, ...]:
        """Say what stands of the order, and then of each delivery."""
        chain = where_value_stands(
            ordered=self.ordered,
            occupies=self.occupies,
            shipped=self.shipped,
            invoiced_directly=self.invoiced_directly,
        )
        plain = left_uncounted(chain, ahead=self.ahead)
        kept = (
            left_at_customer(amount, counted_percent=goods.consigned_percent, code=self.code)
            for goods, amount in zip(self.shipped, chain.deliveries, strict=True)
        )
        left_out = (plain.order, *map(max, plain.deliveries, kept))
        return tuple(map(Stand, (chain.order, *chain.deliveries), left_out))

    def invoiced(self, amount: Decimal, *, delivery: int | None) -> "OrderChain":
        """Add an invoice that names a delivery, by its place, or the order alone; below zero it is taken back."""
        ahead = replace(self.ahead, settled=self.ahead.settled + amount) if self.ahead.due else self.ahead
        if delivery is None:
            return replace(self, ahead=ahead, invoiced_directly=self.invoiced_directly + amount)
        shipped = list(self.shipped)
        shipped[delivery] = replace(shipped[delivery], invoiced=shipped[delivery].invoiced + amount)
        return replace(self, ahead=ahead, shipped=tuple(shipped))

    @property
    def gone(self) -> Decimal:
        """What was delivered of the order, less what came back uninvoiced, or invoiced ahead of its goods: no piece of it twice."""
        return _taken_over(self.shipped, self.invoiced_directly)[1]

    def gives(self, amount: Decimal, *, delivery: int | None) -> Decimal:
        """Say how much of an invoice's amount it would take over; the rest of it would be new value."""
        after = self.invoiced(amount, delivery=delivery)
        return given_up([stand.amount for stand in self.stands()], after.stands())


def refuse_below_goods(chain: OrderChain, *, number: str, amount: Decimal) -> None:
    """
    Refuse `trade.below_goods` where an order shall come to less than is delivered or invoiced of it already.

    Goods beyond the order are a fact that leaves it as it is: such an order may stand, and rise, and is not lowered further.
    """
    if amount < min(chain.ordered, chain.gone):
        asked, gone = (Money(figure, chain.code).rounded() for figure in (amount, chain.gone))
        raise Refusal("trade.below_goods", number=number, amount=asked, gone=gone)


def given_up(before: Sequence[Decimal], after: Sequence[Stand]) -> Decimal:
    """Sum up what left documents that stood so high before, in their order."""
    return sum((max(ZERO, old - new.amount) for old, new in zip(before, after, strict=True)), ZERO)
