"""
The payment index 付款指数: how promptly a customer pays, from 0 to 100.

Every payment falls into a class by its days beyond terms, and the index is the mean of the classes' scores, weighted by amount.
80 is prompt, more is early, 50 is a month late. Source: the classes of the payment indices that credit bureaus publish.
"""

from collections.abc import Iterable
from decimal import Decimal

CLASSES = (
    (-30, 100),
    (-20, 90),
    (0, 80),
    (15, 70),
    (22, 60),
    (30, 50),
    (60, 40),
    (90, 30),
    (120, 20),
)
WORST = 10
FEWEST = 3


def payment_index(paid: Iterable[tuple[int, Decimal]]) -> Decimal | None:
    """The index of payments given as days beyond terms (early ones negative) and amount; None for fewer than three."""
    known = [(score_of(days), amount) for days, amount in paid]
    whole = sum((amount for _, amount in known), Decimal(0))
    if len(known) < FEWEST or not whole:
        return None
    return sum((score * amount for score, amount in known), Decimal(0)) / whole


def score_of(days: int) -> int:
    """The score of a payment so many days beyond terms."""
    return next((score for most, score in CLASSES if days <= most), WORST)
