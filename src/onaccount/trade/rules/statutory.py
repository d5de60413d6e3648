"""
How a payment is spread where nobody said what it is for: the order of the Civil Code.

Terms: designation 指定, default order 法定抵充顺序, costs 实现债权的费用, unapplied 未核销. Source: Civil Code articles 560 (between debts: due
first, then least secured, then most burdensome, then earliest due, and in proportion on the same day) and 561 (inside one debt:
costs, then interest, then principal). What the debtor designated with the payment goes before all of this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from onaccount.kernel.ratio import rounded
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)
CENTS = 2


@dataclass(frozen=True, slots=True)
class Debt:
    """One of several debts; `burden` is its yearly late rate, 0 where none is known."""

    name: str
    due_date: date
    is_secured: bool
    amount: Decimal
    burden: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the payment goes to one debt, and why."""

    name: str
    amount: Decimal
    ground: str


@dataclass(frozen=True, slots=True)
class Spread:
    """One share per debt in the order given, and what is left over."""

    shares: tuple[Share, ...]
    unapplied: Decimal


def allocate_by_law(*, payment: Decimal, debts: tuple[Debt, ...], designated: tuple[str, ...], as_of: date) -> Spread:
    """
    Spread a payment over debts: those the debtor named, then by article 560.

    Debts of equal standing that fall due on the same day share in proportion, the rounding on the largest. Refuses
    `allocation.not_positive` and `allocation.item_not_open` for a name that is no debt.
    """
    if payment <= 0:
        raise Refusal("allocation.not_positive", amount=payment)
    names = {debt.name for debt in debts}
    for name in designated:
        if name not in names:
            raise Refusal("allocation.item_not_open", item=name)
    given: dict[str, Decimal] = {}
    left = payment
    for equals in _in_order(debts, designated=designated, as_of=as_of):
        for debt, amount in _shared(left, equals):
            given[debt.name] = amount
            left -= amount
    ground = dict.fromkeys(designated, "designation")
    shares = tuple(Share(debt.name, given[debt.name], ground.get(debt.name, "article_560")) for debt in debts)
    return Spread(shares, left)


def _in_order(debts: Iterable[Debt], *, designated: tuple[str, ...], as_of: date) -> list[list[Debt]]:
    """Groups of equal standing, the first to be served first."""

    def standing(debt: Debt) -> tuple[int, bool, bool, Decimal, date]:
        named = designated.index(debt.name) if debt.name in designated else len(designated)
        return named, debt.due_date > as_of, debt.is_secured, -debt.burden, debt.due_date

    return [list(group) for _, group in groupby(sorted(debts, key=standing), key=standing)]


def _shared(left: Decimal, equals: list[Debt]) -> list[tuple[Debt, Decimal]]:
    whole = sum((debt.amount for debt in equals), ZERO)
    if left >= whole:
        return [(debt, debt.amount) for debt in equals]
    parts = {debt.name: rounded(left * debt.amount / whole, places=CENTS) for debt in equals}
    largest = max(equals, key=lambda debt: debt.amount)
    parts[largest.name] += left - sum(parts.values(), ZERO)
    return [(debt, parts[debt.name]) for debt in equals]


@dataclass(frozen=True, slots=True)
class InsideOneDebt:
    """How a payment meets costs, interest and principal, what is owed of each after it, and what is left over."""

    to_costs: Decimal
    to_interest: Decimal
    to_principal: Decimal
    new_costs: Decimal
    new_interest: Decimal
    new_principal: Decimal
    unapplied: Decimal


def allocate_inside(*, principal: Decimal, interest: Decimal, costs: Decimal, payment: Decimal) -> InsideOneDebt:
    """Serve costs, then interest, then principal (article 561). Refuses `allocation.not_positive`."""
    if payment <= 0:
        raise Refusal("allocation.not_positive", amount=payment)
    to_costs = min(payment, costs)
    to_interest = min(payment - to_costs, interest)
    to_principal = min(payment - to_costs - to_interest, principal)
    return InsideOneDebt(
        to_costs,
        to_interest,
        to_principal,
        costs - to_costs,
        interest - to_interest,
        principal - to_principal,
        payment - to_costs - to_interest - to_principal,
    )
