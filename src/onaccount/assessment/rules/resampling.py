"""
How far a Gini could be off by chance 自助法区间: drawn anew from the same customers, many times.

Terms: bootstrap 自助法 (Efron 1979): goods and bads are each drawn with replacement, as many as there are; the middle 95 % of the Ginis
found is the interval. No chance is asked: the draws follow Knuth's linear congruence from a fixed seed, so that the same table gives the
same interval.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

SEED: Final = 20260101
MOST_DRAWS, LEAST_DRAWS, WORK = 400, 100, 400_000
OUTSIDE: Final = 40  # one draw in forty is left out at each end


def gini_interval(*, goods: Sequence[Decimal], bads: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Give the interval of the Gini of these scores; a higher score is safer, and both kinds are needed."""
    places = {score: place for place, score in enumerate(sorted({*goods, *bads}))}
    safe, risky = ([places[score] for score in scores] for scores in (goods, bads))
    numbers = _numbers()
    draws = max(LEAST_DRAWS, min(MOST_DRAWS, WORK // (len(goods) + len(bads))))
    found = sorted(_gini(_drawn(safe, numbers), _drawn(risky, numbers), len(places)) for _ in range(draws))
    left_out = draws // OUTSIDE
    return found[left_out], found[-1 - left_out]


def _numbers() -> Iterator[int]:
    """Numbers of 31 bits that follow no pattern a sample would notice (Knuth's MMIX constants, the upper bits)."""
    state = SEED
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


def _drawn(places: Sequence[int], numbers: Iterator[int]) -> list[int]:
    """As many as there are, each drawn from all."""
    return [places[next(numbers) * len(places) >> 31] for _ in places]


def _gini(safe: Sequence[int], risky: Sequence[int], places: int) -> Decimal:
    """Of all pairs, those in order less those out of order; ties count for neither."""
    good, bad = Counter(safe), Counter(risky)
    below = twice = 0
    for place in range(places):
        twice += good[place] * (2 * below + bad[place])
        below += bad[place]
    return Decimal(twice) / (len(safe) * len(risky)) - 1
