"""
Securities for single orders 单笔订单担保, such as a letter of credit: how much of what stands of an order they cover.

What is covered counts for no limit: not for that of the account the order stands on, nor for any above it. A security in the order's own
currency covers the same part of the order, whatever that part stands for at its first rate; one in another currency covers what
it is worth on the day.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec import Struct

from onaccount.kernel.money import Money
from onaccount.ordercheck.rules.facts import ZERO, OrderFacts


class OrderCover(Struct, frozen=True):
    """
    A security for one order alone: it covers up to `value` of the standing's currency, converted at the rate of the day; its paper says
    `amount` of `currency`.
    """

    order_number: str
    value: Decimal
    currency: str = ""
    amount: Decimal = ZERO


class Stood(Struct, frozen=True):
    """
    What counts on one account of an order that has a security of its own: an amount in the order's currency, and what that is worth
    in the one the account is kept in. `account` None: the one on which the order under check stands.
    """

    order_number: str
    account: int | None
    currency: str
    amount: Decimal
    worth: Decimal

    def with_more(self, *, amount: Decimal, worth: Decimal) -> "Stood":
        """So much more of the same order on the same account."""
        return Stood(self.order_number, self.account, self.currency, self.amount + amount, self.worth + worth)


Rates = Mapping[int | None, Decimal | None]


def covered(covers: Iterable[OrderCover], *, currency: str, amount: Decimal, worth: Decimal, into: str) -> Decimal:
    """
    Say how much the securities of one order cover together of an amount of it, which is `worth` so much of the currency `into`;
    never more than all of it.
    """
    own = others = ZERO
    for each in covers:
        if each.currency == currency:
            own += each.amount
        else:
            others += each.value
    part = worth if own >= amount else Money(worth * own / amount, into).rounded().amount
    return min(worth, part + others)


def covered_on(
    covers: Iterable[OrderCover], *, stood: Iterable[Stood], rates: Rates, into: str
) -> dict[int | None, Decimal]:
    """
    Say how much is covered on each account, in the currency `into`; `rates` bring the accounts' currencies into it (None: the same),
    and an account that is not among them is left out.
    """
    found: dict[int | None, Decimal] = {}
    for number, mine in _by_order(covers).items():
        parts = [(each, _worth(each, rates, into)) for each in stood if _is_of(each, number, rates)]
        left = _covered(mine, parts, into) if parts else ZERO
        for each, worth in parts:
            taken = min(worth, left)
            left -= taken
            found[each.account] = found.get(each.account, ZERO) + taken
    return found


def covered_of(
    order: OrderFacts, *, covers: Iterable[OrderCover], stood: Iterable[Stood], rates: Rates, into: str
) -> Decimal:
    """Say how much of what a step asks for is covered: what is covered with the step, less what is without it."""
    mine = [each for each in covers if each.order_number == order.number]
    asks, own, currency = order.amount - order.uncounted, order.amount - order.uncounted, into
    if order.foreign is not None:
        own, currency = order.foreign.amount - order.foreign.uncounted, order.foreign.currency
    if not mine or asks <= ZERO:
        return ZERO
    before = [(each, _worth(each, rates, into)) for each in stood if _is_of(each, order.number, rates)]
    with_it = [*before, (Stood(order.number, None, currency, own, asks), asks)]
    more = _covered(mine, with_it, into) - (_covered(mine, before, into) if before else ZERO)
    return min(asks, max(ZERO, more))


def _covered(covers: Iterable[OrderCover], parts: list[tuple[Stood, Decimal]], into: str) -> Decimal:
    amount, worth = sum((each.amount for each, _ in parts), ZERO), sum((worth for _, worth in parts), ZERO)
    return covered(covers, currency=parts[0][0].currency, amount=amount, worth=worth, into=into)


def _is_of(each: Stood, number: str, rates: Rates) -> bool:
    return each.order_number == number and each.account in rates


def _worth(each: Stood, rates: Rates, into: str) -> Decimal:
    rate = rates[each.account]
    return each.worth if rate is None else Money(each.worth * rate, into).rounded().amount


def _by_order(covers: Iterable[OrderCover]) -> dict[str, list[OrderCover]]:
    found: dict[str, list[OrderCover]] = {}
    for each in covers:
        found.setdefault(each.order_number, []).append(each)
    return found
