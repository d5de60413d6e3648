"""
Goods that stand at the customer and are still ours 寄售: how much of their value counts against a limit until they are used.

Terms: usage report 使用报告 (the customer says what it took out of the goods; that part becomes a receivable).
"""

from decimal import Decimal

from onaccount.kernel.money import Money

ZERO, HUNDRED = Decimal(0), Decimal(100)


def left_at_customer(amount: Decimal, *, counted_percent: Decimal | None, code: str) -> Decimal:
    """
    Say how much of so much at the customer counts against no limit; None: the goods were sold, all counts.

    >>> left_at_customer(Decimal("100.01"), counted_percent=Decimal(50), code="CNY")
    Decimal('50.01')
    """
    if counted_percent is None:
        return ZERO
    return Money(amount * (HUNDRED - counted_percent) / HUNDRED, code).rounded().amount
