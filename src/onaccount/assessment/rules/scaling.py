"""
Points, odds and probabilities of default.

Terms: odds 好坏比 (good to bad), points to double the odds PDO 翻倍分, probability of default PD 违约概率, offset 基准分偏移.
Score = offset + factor x ln(odds), factor = PDO / ln 2, offset = base score - factor x ln(base odds). Source: Siddiqi (2006).
"""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.ratio import positive

TWO = Decimal(2)


@dataclass(frozen=True, slots=True)
class Scale:
    """A line from odds to points."""

    factor: Decimal
    offset: Decimal

    def score_at(self, odds: Decimal) -> Decimal:
        """The points of these odds."""
        return self.offset + self.factor * odds.ln()

    def odds_at(self, score: Decimal) -> Decimal:
        """The odds of these points."""
        return ((score - self.offset) / self.factor).exp()


def scale(*, base_score: Decimal, base_odds: Decimal, pdo: Decimal) -> Scale:
    """Fix the line: so many points at these odds, and so many more when they double. Refuses `ratio.not_positive`."""
    factor = positive(pdo, of="pdo") / TWO.ln()
    return Scale(factor, base_score - factor * positive(base_odds, of="base_odds").ln())


def scores_at(
    *, base_score: Decimal, base_odds: Decimal, pdo: Decimal, odds: tuple[Decimal, ...]
) -> tuple[Decimal, ...]:
    """Give the points of several odds on one scale. Refuses `ratio.not_positive`."""
    line = scale(base_score=base_score, base_odds=base_odds, pdo=pdo)
    return tuple(line.score_at(positive(one, of="odds")) for one in odds)


def default_probability(*, odds: Decimal) -> Decimal:
    """Turn odds of good to bad into the probability of bad. Refuses `ratio.not_positive` for odds of -1 and below."""
    return 1 / positive(1 + odds, of="odds")


def odds_of(*, probability: Decimal) -> Decimal:
    """Turn a probability of default into odds of good to bad. Refuses `ratio.not_positive`."""
    return 1 / positive(probability, of="probability") - 1


@dataclass(frozen=True, slots=True)
class Attribute:
    """One bin of one characteristic of a fitted card: its weight of evidence and the characteristic's coefficient."""

    woe: Decimal
    beta: Decimal


def attribute_points(*, attribute: Attribute, alpha: Decimal, characteristics: int, line: Scale) -> Decimal:
    """
    Give the points of one attribute under a fitted regression on ln(good:bad), unrounded.

    Points = (WoE x beta + alpha / k) x factor + offset / k with k characteristics; round only at the end, and test the sum.
    """
    share = Decimal(characteristics)
    return (attribute.woe * attribute.beta + alpha / share) * line.factor + line.offset / share
