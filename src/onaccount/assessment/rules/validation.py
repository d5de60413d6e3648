"""
Whether a score did what it promised 模型检验: past scores beside what became of the customers, and whether the scores moved since.

Terms: outcome 结果 (a past score, and whether the customer turned bad 坏 within the time looked at), score bin 分数段 (scores between
two edges that are quantiles of the outcomes, the edge itself in the upper one), merged bin 合并分箱 (cut where it tells, so that the rate
of bads falls from bin to bin), interval 置信区间 of the Gini (95 %, bootstrap). A higher score is safer. Below `FEW_BADS` bads nothing
should be concluded; bins hold at least a twentieth of all scores.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onaccount.assessment.rules.merging import joined, merged
from onaccount.assessment.rules.resampling import gini_interval
from onaccount.assessment.rules.separation import (
    BinOrder,
    Bins,
    Evidence,
    Separation,
    Stability,
    ZeroCell,
    population_stability,
    separation,
    weight_of_evidence,
)
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)
MOST_BINS, FINE_BINS, LEAST_SHARE = 8, 20, 20
FEW_BADS = 50
YES, NO = (
    frozenset({"1", "yes", "y", "true", "bad", "是", "坏"}),
    frozenset({"0", "no", "n", "false", "good", "否", "好"}),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A past score, and whether the customer turned bad."""

    score: Decimal
    is_bad: bool


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """The scores from `lower` to below `upper` (None: open): goods, bads, weight of evidence, its part of the information value."""

    lower: Decimal | None
    upper: Decimal | None
    goods: int
    bads: int
    woe: Decimal
    iv_part: Decimal
    breaks_order: bool

    @property
    def bad_rate(self) -> Decimal:
        """The share of bads in it; nothing where it is empty."""
        whole = self.goods + self.bads
        return Decimal(self.bads) / whole if whole else ZERO


@dataclass(frozen=True, slots=True)
class Validation:
    """
    The bins from the lowest score to the highest, what they tell together, the same merged, and the Gini's interval.

    `has_half_cells`: some bin held one kind only, so a half was counted on both sides of all; `has_few_bads`: fewer than `FEW_BADS`.
    """

    bins: tuple[ScoreBin, ...]
    evidence: Evidence
    merged_bins: tuple[ScoreBin, ...]
    merged_evidence: Evidence
    separation: Separation
    gini_from: Decimal
    gini_to: Decimal
    goods: int
    bads: int
    has_half_cells: bool
    has_few_bads: bool


@dataclass(frozen=True, slots=True)
class Movement:
    """How many scores fell into each bin then and now, and the stability index of the two."""

    then: tuple[int, ...]
    now: tuple[int, ...]
    stability: Stability


def edges_of(scores: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Give edges that part the scores into at most eight bins as equal as ties allow, each a twentieth or more."""
    return _edges(scores, MOST_BINS)


def _edges(scores: Sequence[Decimal], most: int) -> tuple[Decimal, ...]:
    ordered = sorted(scores)
    edges: list[Decimal] = []
    start = 0
    for part in range(1, most):
        edge = ordered[len(ordered) * part // most] if ordered else ZERO
        below = bisect_right(ordered, edge) - ordered.count(edge)
        if min(below - start, len(ordered) - below) * LEAST_SHARE >= max(1, len(ordered)):
            edges.append(edge)
            start = below
    return tuple(edges)


def validated(*, outcomes: Sequence[Outcome], edges: tuple[Decimal, ...]) -> Validation:
    """Say how well scores told bads from goods. Refuses `assessment.one_sided` where all are of one kind."""
    counts = _counted(outcomes, edges)
    bins: Bins = tuple((Decimal(good), Decimal(bad)) for good, bad in counts)
    evidence = weight_of_evidence(bins=bins, zero_cell=ZeroCell.ADD_HALF)
    goods, bads = sum(good for good, _ in counts), sum(bad for _, bad in counts)
    told = separation(bins=_by_score(outcomes), bin_order=BinOrder.AS_LISTED)
    low, high = gini_interval(
        goods=[each.score for each in outcomes if not each.is_bad],
        bads=[each.score for each in outcomes if each.is_bad],
    )
    kept, merged_evidence = _merged(outcomes)
    return Validation(
        bins=_described(counts, edges, evidence),
        evidence=evidence,
        merged_bins=kept,
        merged_evidence=merged_evidence,
        separation=told,
        gini_from=min(low, told.gini),
        gini_to=max(high, told.gini),
        goods=goods,
        bads=bads,
        has_half_cells=any(ZERO in cells for cells in bins),
        has_few_bads=bads < FEW_BADS,
    )


def _merged(outcomes: Sequence[Outcome]) -> tuple[tuple[ScoreBin, ...], Evidence]:
    """Fine bins of a twentieth each, joined."""
    edges = _edges([each.score for each in outcomes], FINE_BINS)
    cells = _counted(outcomes, edges)
    cuts = merged(cells=cells)
    bins = joined(cells=cells, cuts=cuts)
    evidence = weight_of_evidence(bins=bins, zero_cell=ZeroCell.REFUSE)
    counts = [(int(good), int(bad)) for good, bad in bins]
    return _described(counts, tuple(edges[cut - 1] for cut in cuts), evidence), evidence


def moved(*, then: Sequence[Decimal], now: Sequence[Decimal], edges: tuple[Decimal, ...]) -> Movement:
    """Compare the scores of two windows over the same bins. Refuses `assessment.window_empty`."""
    if not then or not now:
        raise Refusal("assessment.window_empty")
    before, after = _spread(then, edges), _spread(now, edges)
    return Movement(before, after, population_stability(actual=_decimals(after), expected=_decimals(before)))


def outcome_from_row(row: Mapping[str, str]) -> Outcome:
    """Read a row of a table with `score` and `bad` (1 or 0, yes or no). Refuses `assessment.outcome_unread`."""
    said = row.get("bad", "").strip().casefold()
    if said not in YES | NO:
        raise Refusal("assessment.outcome_unread")
    return Outcome(score_from_row(row), said in YES)


def score_from_row(row: Mapping[str, str]) -> Decimal:
    """Read the score of a row. Refuses `assessment.outcome_unread`."""
    try:
        score = Decimal(row.get("score", "").strip())
    except ArithmeticError as fault:
        raise Refusal("assessment.outcome_unread") from fault
    if not score.is_finite():
        raise Refusal("assessment.outcome_unread")
    return score


def _counted(outcomes: Sequence[Outcome], edges: tuple[Decimal, ...]) -> list[tuple[int, int]]:
    counts = Counter((bisect_right(edges, each.score), each.is_bad) for each in outcomes)
    return [(counts[at, False], counts[at, True]) for at in range(len(edges) + 1)]


def _spread(scores: Sequence[Decimal], edges: tuple[Decimal, ...]) -> tuple[int, ...]:
    counts = Counter(bisect_right(edges, score) for score in scores)
    return tuple(counts[at] for at in range(len(edges) + 1))


def _decimals(counts: tuple[int, ...]) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, counts))


def _by_score(outcomes: Sequence[Outcome]) -> Bins:
    """Every score a bin of its own, the lowest first, so that no edge decides the figures."""
    counts = Counter((each.score, each.is_bad) for each in outcomes)
    scores = sorted({score for score, _ in counts})
    return tuple((Decimal(counts[score, False]), Decimal(counts[score, True])) for score in scores)


def _described(counts: list[tuple[int, int]], edges: tuple[Decimal, ...], evidence: Evidence) -> tuple[ScoreBin, ...]:
    bounds = [None, *edges, None]
    found: list[ScoreBin] = []
    for at, (good, bad) in enumerate(counts):
        woe = evidence.woe[at]
        is_worse = bool(at) and woe < evidence.woe[at - 1]
        found.append(ScoreBin(bounds[at], bounds[at + 1], good, bad, woe, evidence.iv_bins[at], is_worse))
    return tuple(found)
