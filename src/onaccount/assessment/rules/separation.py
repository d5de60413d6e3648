"""
How well a characteristic or a score tells good payers from bad ones, and whether the population has moved.

Terms: weight of evidence 证据权重 WoE, information value 信息值 IV, KS 区分度, Gini 基尼系数, AUC, population stability index
群体稳定性 PSI, bin 分箱, good 好客户 (no event), bad 坏客户 (event). One sign holds everywhere: WoE = ln(share of goods / share of
bads), so more is safer. Missing and special values are bins of their own and count. Sources: Siddiqi (2006); Lewis (1994) for PSI.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.ratio import quotient
from onaccount.kernel.reasons import Refusal

ZERO = Decimal(0)
EMPTY_SHARE = Decimal("0.000001")


class BinOrder(StrEnum):
    """In which order bins are walked: by falling rate of bads, as one should, or as listed, as some tables do."""

    BY_BAD_RATE = "by_bad_rate"
    AS_LISTED = "as_listed"


class ZeroCell(StrEnum):
    """What to do with a bin that has no goods or no bads: refuse it, or count a half on both sides."""

    REFUSE = "refuse"
    ADD_HALF = "add_half"


class Strength(StrEnum):
    """How an information value reads."""

    NONE = "none"
    WEAK = "weak"
    MEDIUM = "medium"
    STRONG = "strong"
    SUSPICIOUS = "suspicious"


class Shift(StrEnum):
    """How a stability index reads: below 0.10 none, through 0.25 minor, above it major."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"


Bins = tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Per bin the weight of evidence and its part of the information value; then the whole and how it reads."""

    woe: tuple[Decimal, ...]
    iv_bins: tuple[Decimal, ...]
    iv: Decimal
    strength: Strength


def weight_of_evidence(*, bins: Bins, zero_cell: ZeroCell) -> Evidence:
    """
    Compute the weight of evidence of bins given as (goods, bads).

    Refuses `assessment.empty_cell` with the bin's position where one side is empty, `assessment.one_sided` where all are of
    one kind, and `assessment.negative_count`.
    """
    counts = _counts(bins, zero_cell=zero_cell)
    goods, bads = sum(good for good, _ in counts), sum(bad for _, bad in counts)
    woe, parts = [], []
    for good, bad in counts:
        good_share, bad_share = good / goods, bad / bads
        weight = (good_share / bad_share).ln()
        woe.append(weight)
        parts.append((good_share - bad_share) * weight)
    value = sum(parts, ZERO)
    return Evidence(tuple(woe), tuple(parts), value, strength_of(iv=value))


def _counts(bins: Bins, *, zero_cell: ZeroCell) -> Bins:
    _refuse_one_sided(bins)
    if zero_cell is ZeroCell.ADD_HALF and any(ZERO in cells for cells in bins):
        half = Decimal("0.5")
        return tuple((good + half, bad + half) for good, bad in bins)
    for position, cells in enumerate(bins, start=1):
        if ZERO in cells:
            raise Refusal("assessment.empty_cell", position=position)
    return bins


def _refuse_one_sided(bins: Bins) -> None:
    if any(count < 0 for cells in bins for count in cells):
        raise Refusal("assessment.negative_count")
    if not sum(good for good, _ in bins) or not sum(bad for _, bad in bins):
        raise Refusal("assessment.one_sided")


def strength_of(*, iv: Decimal) -> Strength:
    """Read an information value by the usual words; above one half it is more likely a leak than a find."""
    cuts = ((Decimal("0.02"), Strength.NONE), (Decimal("0.1"), Strength.WEAK), (Decimal("0.3"), Strength.MEDIUM))
    for cut, word in cuts:
        if iv < cut:
            return word
    return Strength.STRONG if iv <= Decimal("0.5") else Strength.SUSPICIOUS


@dataclass(frozen=True, slots=True)
class Separation:
    """The chance that a bad scores worse than a good (ties half), twice that less one, and the widest gap of the two curves."""

    auc: Decimal
    gini: Decimal
    ks: Decimal


def separation(*, bins: Bins, bin_order: BinOrder) -> Separation:
    """Measure bins of (goods, bads), the riskiest first unless told otherwise. Refuses `assessment.one_sided`."""
    _refuse_one_sided(bins)
    walked = sorted(bins, key=_bad_rate, reverse=True) if bin_order is BinOrder.BY_BAD_RATE else list(bins)
    goods, bads = sum(good for good, _ in bins), sum(bad for _, bad in bins)
    seen_good = seen_bad = area = widest = ZERO
    for good, bad in walked:
        area += good / goods * (seen_bad + bad / bads / 2)
        seen_good, seen_bad = seen_good + good / goods, seen_bad + bad / bads
        widest = max(widest, abs(seen_bad - seen_good))
    return Separation(area, 2 * area - 1, widest)


def _bad_rate(cells: tuple[Decimal, Decimal]) -> Decimal:
    good, bad = cells
    return bad / (good + bad) if good + bad else ZERO


@dataclass(frozen=True, slots=True)
class Stability:
    """The index, how it reads, and whether an empty share had to be replaced by a millionth."""

    psi: Decimal
    shift: Shift
    has_empty_share: bool


def population_stability(*, actual: tuple[Decimal, ...], expected: tuple[Decimal, ...]) -> Stability:
    """
    Compare two populations over the same bins, given as shares or as counts.

    Refuses `assessment.bins_differ`, `assessment.negative_count` and `ratio.nothing_below`. The bins come from the sample the
    score was made on.
    """
    if any(count < 0 for count in (*actual, *expected)):
        raise Refusal("assessment.negative_count")
    if len(actual) != len(expected):
        raise Refusal("assessment.bins_differ", actual=len(actual), expected=len(expected))
    pairs = list(zip(_shares(actual, of="actual"), _shares(expected, of="expected"), strict=True))
    index = sum(((now - then) * (now / then).ln() for now, then in pairs), ZERO)
    return Stability(index, _shift(index), ZERO in actual or ZERO in expected)


def _shares(counts: tuple[Decimal, ...], *, of: str) -> list[Decimal]:
    whole = sum(counts, ZERO)
    return [max(EMPTY_SHARE, quotient(count, whole, of=of)) for count in counts]


def _shift(index: Decimal) -> Shift:
    if index < Decimal("0.10"):
        return Shift.NONE
    return Shift.MINOR if index <= Decimal("0.25") else Shift.MAJOR
