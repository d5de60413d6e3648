"""
From fine score bins to bins that can be told apart 分箱合并: monotone, none too small, none one-sided, no cut that adds little.

Terms: cut 切点. Bins are cut one by one, each time where the information value grows most, so long as the rate of bads falls from bin
to bin as the score rises, every bin holds a twentieth of all and both kinds, and the cut adds a tenth to the information value (the
usual limits of scorecard tools: at least 5 % of all, at most eight bins, stop below a gain of 10 %).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from onaccount.assessment.rules.separation import Bins, ZeroCell, weight_of_evidence

MOST, LEAST_SHARE = 8, 20
GAIN = Decimal("1.1")


def merged(*, cells: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """
    Join fine cells of (goods, bads), the lowest score first, and give the places at which a new bin begins.

    None: all cells are one bin, since no cut keeps what is asked of it.
    """
    cuts: tuple[int, ...] = ()
    value = Decimal(0)
    while (found := _next(cells, cuts, value)) is not None:
        value, cuts = found
    return cuts


def _next(
    cells: Sequence[tuple[int, int]], cuts: tuple[int, ...], value: Decimal
) -> tuple[Decimal, tuple[int, ...]] | None:
    """The cuts with the one more that tells most, and their information value; None where none may be made or tells enough."""
    places = range(1, len(cells)) if len(cuts) < MOST - 1 else range(0)
    trials = [tuple(sorted((*cuts, place))) for place in places if place not in cuts]
    fitting = [(_value(bins), trial) for trial in trials if _holds(bins := joined(cells=cells, cuts=trial))]
    best, trial = max(fitting, default=(Decimal(0), cuts))
    return None if best == 0 or best < value * GAIN else (best, trial)


def joined(*, cells: Sequence[tuple[int, int]], cuts: Sequence[int]) -> Bins:
    """Add up the cells between the cuts."""
    return tuple(_sums(cells, (0, *cuts, len(cells))))


def _sums(cells: Sequence[tuple[int, int]], bounds: Sequence[int]) -> Iterator[tuple[Decimal, Decimal]]:
    for start, end in pairwise(bounds):
        part = cells[start:end]
        yield Decimal(sum(good for good, _ in part)), Decimal(sum(bad for _, bad in part))


def _holds(bins: Bins) -> bool:
    """Whether every bin is large enough, holds both kinds, and has fewer bads than the one below it."""
    whole = sum(good + bad for good, bad in bins)
    enough = all(good and bad and (good + bad) * LEAST_SHARE >= whole for good, bad in bins)
    return enough and all(low[1] * high[0] > high[1] * low[0] for low, high in pairwise(bins))


def _value(bins: Bins) -> Decimal:
    return weight_of_evidence(bins=bins, zero_cell=ZeroCell.REFUSE).iv
