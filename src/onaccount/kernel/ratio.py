"""
Quotients that may have nothing below the line.

Terms: ratio 比率, denominator 分母. A formula over a customer's figures meets zero balances every day; the answer is then a
refusal that names the figure, never infinity and never a guess.
"""

from decimal import ROUND_HALF_UP, Decimal

from onaccount.kernel.reasons import Refusal


def quotient(above: Decimal, below: Decimal, *, of: str) -> Decimal:
    """The exact quotient. Refuses `ratio.nothing_below` with the name of the figure that is zero."""
    if not below:
        raise Refusal("ratio.nothing_below", figure=of)
    return above / below


def positive(number: Decimal, *, of: str) -> Decimal:
    """The number, if it is above zero. Refuses `ratio.not_positive` with the name of the figure."""
    if number <= 0:
        raise Refusal("ratio.not_positive", figure=of)
    return number


def rounded(number: Decimal, *, places: int) -> Decimal:
    """The number half up to so many decimals: 0.125 to two is 0.13, and -0.125 is -0.13."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
