"""
Exact small searches: the cheapest subset that is accepted, and the smallest amount that is.

Cheapest means least money first, then fewest parts. The search meets in the middle: both halves are sorted by their sums,
and their pairs are taken in rising order, so the first pair that is accepted is the answer and nothing is left out.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal
from heapq import heappop, heappush
from itertools import combinations

ZERO = Decimal(0)
EXACT_UP_TO = 20
"""More parts than this are not searched completely: 2 ** 20 subsets is what an answer within a page's time can bear."""

Accepts = Callable[[frozenset[int]], bool]
Half = list[tuple[Decimal, int, tuple[int, ...]]]


def cheapest_subset(amounts: Sequence[Decimal], *, least: Decimal, accepts: Accepts) -> frozenset[int] | None:
    """
    Find the accepted subset of positions with the least sum, then the fewest members; None if none is.

    `least` is a sum below which nothing can be accepted. At most twenty amounts, none negative.
    """
    middle = len(amounts) // 2
    first = _subsets(amounts, range(middle))
    second = _subsets(amounts, range(middle, len(amounts)))
    sums = [money for money, _, _ in second]
    heap: list[tuple[Decimal, int, int, int]] = []
    for one, (money, _, _) in enumerate(first):
        _push(heap, first, second, one, bisect_left(sums, least - money))
    while heap:
        _, _, one, two = heappop(heap)
        chosen = frozenset(first[one][2] + second[two][2])
        if accepts(chosen):
            return chosen
        _push(heap, first, second, one, two + 1)
    return None


def _subsets(amounts: Sequence[Decimal], positions: range) -> Half:
    found = [
        (sum((amounts[each] for each in chosen), ZERO), size, chosen)
        for size in range(len(positions) + 1)
        for chosen in combinations(positions, size)
    ]
    return sorted(found)


def _push(heap: list[tuple[Decimal, int, int, int]], first: Half, second: Half, one: int, two: int) -> None:
    if two < len(second):
        heappush(heap, (first[one][0] + second[two][0], first[one][1] + second[two][1], one, two))


def smallest(accepts: Callable[[int], bool], *, most: int) -> int | None:
    """Find the smallest whole number up to `most` that is accepted, where all above it are too."""
    if not accepts(most):
        return None
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if accepts(middle) else (middle, high)
    return high
