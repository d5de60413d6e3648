"""
Whether a score did what it promised 模型检验: past scores beside what became of the customers, and whether the scores moved since.

Terms: outcome 结果 (a past score, and whether the customer turned bad 坏 within the time looked at), score bin 分数段 (scores between
two edges that are quantiles of the outcomes, the edge itself in the upper one), interval 置信区间 of the Gini (95 %, Hanley and McNeil
1982). A higher score is safer. Below `FEW_BADS` bads nothing should be concluded; bins hold at least a twentieth of all scores.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

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

ZERO, ONE, TWO = Decimal(0), Decimal(1), Decimal(2)
MOST_BINS, LEAST_SHARE = 8, 20
FEW_BADS = 50
NORMAL_95 = Decimal("1.96")
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
    The bins from the lowest score to the highest, what they tell together, and the Gini's interval.

    `has_half_cells`: some bin held one kind only, so a half was counted on both sides of all; `has_few_bads`: fewer than `FEW_BADS`.
    """

    bins: tuple[ScoreBin, ...]
    evidence: Evidence
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
    """This function will give edges that part the scores into at most eight bins as equal as ties allow, each a twentieth or more."""
    ordered = sorted(scores)
    edges: list[Decimal] = []
    start = 0
    for part in range(1, MOST_BINS):
        edge = ordered[len(ordered) * part // MOST_BINS] if ordered else ZERO
        below = bisect_right(ordered, edge) - ordered.count(edge)
        if min(below - start, len(ordered) - below) * LEAST_SHARE >= max(1, len(ordered)):
            edges.append(edge)
            start = below
    return tuple(edges)


def validated(*, outcomes: Sequence[Outcome], edges: tuple[Decimal, ...]) -> Validation:
    """This function will say how well scores told bads from goods. Refuses `assessment.one_sided` where all are of one kind."""
    counts = _counted(outcomes, edges)
    bins: Bins = tuple((Decimal(good), Decimal(bad)) for good, bad in counts)
    evidence = weight_of_evidence(bins=bins, zero_cell=ZeroCell.ADD_HALF)
    goods, bads = sum(good for good, _ in counts), sum(bad for _, bad in counts)
    told = separation(bins=_by_score(outcomes), bin_order=BinOrder.AS_LISTED)
    error = TWO * NORMAL_95 * _error_of(told.auc, goods=goods, bads=bads)
    return Validation(
        bins=_described(counts, edges, evidence),
        evidence=evidence,
        separation=told,
        gini_from=max(-ONE, told.gini - error),
        gini_to=min(ONE, told.gini + error),
        goods=goods,
        bads=bads,
        has_half_cells=any(ZERO in cells for cells in bins),
        has_few_bads=bads < FEW_BADS,
    )


def moved(*, then: Sequence[Decimal], now: Sequence[Decimal], edges: tuple[Decimal, ...]) -> Movement:
    """This function will compare the scores of two windows over the same bins. Refuses `assessment.window_empty`."""
    if not then or not now:
        raise Refusal("assessment.window_empty")
    before, after = _spread(then, edges), _spread(now, edges)
    return Movement(before, after, population_stability(actual=_decimals(after), expected=_decimals(before)))


def outcome_from_row(row: Mapping[str, str]) -> Outcome:
    """This function will read a row of a table with `score` and `bad` (1 or 0, yes or no). Refuses `assessment.outcome_unread`."""
    said = row.get("bad", "").strip().casefold()
    if said not in YES | NO:
        raise Refusal("assessment.outcome_unread")
    return Outcome(score_from_row(row), said in YES)


def score_from_row(row: Mapping[str, str]) -> Decimal:
    """This function will read the score of a row. Refuses `assessment.outcome_unread`."""
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


def _error_of(auc: Decimal, *, goods: int, bads: int) -> Decimal:
    """The standard error of an AUC by Hanley and McNeil."""
    first, second = auc / (TWO - auc), TWO * auc * auc / (ONE + auc)
    spread = auc * (ONE - auc) + (bads - 1) * (first - auc * auc) + (goods - 1) * (second - auc * auc)
    return (max(ZERO, spread) / (goods * bads)).sqrt()
