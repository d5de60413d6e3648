"""
Lines of an order as a person says them 订单行: a quantity with a price, an amount, or both; what is not said is worked out.

A machine says all three, and its amount stands whatever its price comes to; a person who says both and contradicts themselves
slipped, and is asked which figure is meant.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.documents import PRICE, ZERO, LineDraft, with_tax


class LineSaid(Struct, frozen=True, kw_only=True):
    """One line as it was typed; with `tax_percent` price and amount are net of it 不含税."""

    item: str
    quantity: Decimal
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    tax_percent: Decimal | None = None
    description: str = ""
    is_prepaid: bool = False
    unit: str = ""
    ship_date: date | None = None


def priced(said: LineSaid, *, code: str) -> LineDraft:
    """
    Complete a line: its amount is quantity times price, rounded half up to minor units of the currency, or its price the amount for
    one, to six places; then it is grossed up.

    Refuses `trade.line_unpriced` where neither is said and `trade.line_contradicts` where both are and neither follows from the other.
    """
    if said.unit_price is None and said.amount is None:
        raise Refusal("trade.line_unpriced", item=said.item)
    price = _price_for_one(said) if said.unit_price is None else said.unit_price
    comes_to = Money(said.quantity * price, code).rounded().amount
    amount = comes_to if said.amount is None else said.amount
    if amount != comes_to and price != _price_for_one(said):
        raise Refusal("trade.line_contradicts", item=said.item, comes_to=comes_to, amount=amount)
    rest = (said.description, said.is_prepaid, said.unit, said.ship_date)
    draft = LineDraft(said.item, said.quantity, price, amount, *rest)
    return draft if said.tax_percent is None else with_tax(draft, tax_percent=said.tax_percent, code=code)


def sum_of(lines: Sequence[LineDraft]) -> Decimal:
    """Add up what the lines cost, tax included."""
    return sum((each.amount for each in lines), ZERO)


def follows(line: LineDraft, *, code: str) -> bool:
    """Say whether a line costs what its quantity comes to at its price, so that its amount need not be said."""
    return Money(line.quantity * line.unit_price, code).rounded().amount == line.amount


def _price_for_one(said: LineSaid) -> Decimal:
    """The price that gives the amount said; nothing for one of nothing."""
    if not said.quantity or said.amount is None:
        return ZERO
    return (said.amount / said.quantity).quantize(PRICE, ROUND_HALF_UP)
