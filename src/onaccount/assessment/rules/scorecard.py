"""
A scorecard as data, and what it says of one customer.

Terms: scorecard 评分卡, characteristic 评分项 (a data point with its weight and bands), points 得分 (0 to 100 in each band), effect 影响 (what a
characteristic adds to or takes from the neutral 50), cap 封顶 (a fact that allows no better grade), ladder 等级序列 (the grades a card
gives, with or without + and −), notch 调级 (one step on it), confidence 可信度 (how much of the weight rests on known and fresh facts).
Order: score, grade by score, notches, caps. The score is rounded half up to two decimals before it is graded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from onaccount.assessment.rules.altman import Clamp
from onaccount.assessment.rules.grades import SYMBOLS, moved_by, place_of, rank_of
from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.ratio import rounded
from onaccount.kernel.reasons import Reason, Refusal

ZERO, ONE, HALF = Decimal(0), Decimal(1), Decimal("0.5")
NEUTRAL = Decimal(50)
PLACES = 2
PARENT = "parent_grade"
"""The place of the parent's grade, known of a subsidiary that is not ring-fenced."""


class Missing(StrEnum):
    """What a fact nobody knows counts for: nothing, the neutral 50, not at all (the others weigh more), or no score at all."""

    ZERO = "zero"
    NEUTRAL = "neutral"
    REWEIGH = "reweigh"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Known:
    """One fact: its value, the day it speaks of, and where it was found."""

    value: Decimal
    as_of: date
    source: str


Facts = Mapping[str, Known]


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One line of a card; `fresh_days` is how long a fact counts as fresh, None for ever."""

    code: str
    weight: Decimal
    bands: BandTable[Decimal]
    missing: Missing
    fresh_days: int | None


@dataclass(frozen=True, slots=True)
class Cap:
    """The best grade each band of a fact allows, "" for any; `when_missing` is what not knowing it allows."""

    code: str
    bands: BandTable[str]
    when_missing: str


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a card is meant: with statements, without, or either (None); industries and classes, none meaning all."""

    has_statements: bool | None
    industries: tuple[str, ...]
    classes: tuple[str, ...]

    def holds(self, *, industry: str, classes: tuple[str, ...], has_statements: bool) -> bool:
        """Whether a customer of this industry and these classes is among them."""
        return (
            self.has_statements in {None, has_statements}
            and (not self.industries or industry in self.industries)
            and (not self.classes or bool(set(classes) & set(self.classes)))
        )


@dataclass(frozen=True, slots=True)
class Scorecard:
    """
    A model of one segment in one version. `scale` turns the score into a grade, `probabilities` a grade into its PD.

    Among the cards in use the first by `place` whose audience holds the customer is the one that counts. `follows_parent`: a
    subsidiary is graded no better than its parent, unless it is ring-fenced from it. `clamp` bounds Altman's ratios.
    """

    code: str
    name: str
    number: int
    is_in_use: bool
    place: int
    audience: Audience
    characteristics: tuple[Characteristic, ...]
    caps: tuple[Cap, ...]
    scale: BandTable[str]
    probabilities: tuple[tuple[str, Decimal], ...]
    most_notches: int
    valid_months: int
    follows_parent: bool
    clamp: Clamp

    @property
    def ladder(self) -> tuple[str, ...]:
        """The grades it gives, best first."""
        return tuple(grade for grade, _probability in self.probabilities)

    @property
    def all_caps(self) -> tuple[Cap, ...]:
        """Its caps, with that of the parent where it follows the parent."""
        return (*self.caps, parent_cap(self.ladder)) if self.follows_parent else self.caps


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one characteristic did: its points, its weight and share of what counted, and its effect on the neutral 50."""

    code: str
    value: Decimal | None
    points: Decimal
    weight: Decimal
    share: Decimal
    effect: Decimal
    is_missing: bool
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """The score and how it became a grade: by score alone, after notches, and after caps; the reasons say what did it."""

    score: Decimal
    grade_by_score: str
    grade_after_notches: str
    grade: str
    rank: int
    probability: Decimal
    confidence: Decimal
    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]


def scored(*, card: Scorecard, facts: Facts, notches: int, as_of: date) -> Scored:
    """
    Score a customer: the weighted mean of the points, graded, moved by notches (up is positive), then capped.

    Refuses `assessment.data_missing` where the card refuses to do without a fact, `assessment.nothing_known` where no weight is
    left, and `assessment.too_many_notches`.
    """
    if abs(notches) > card.most_notches:
        raise Refusal("assessment.too_many_notches", most=card.most_notches)
    contributions = tuple(_contributions(card, facts, as_of))
    score = rounded(NEUTRAL + sum((each.effect for each in contributions), ZERO), places=PLACES)
    by_score = card.scale.value_at(score)
    moved = moved_by(by_score, notches, ladder=card.ladder)
    allowed = [(best, cap) for cap in card.all_caps if (best := best_allowed(cap, facts))]
    caps = [(best, cap) for best, cap in allowed if place_of(best) > place_of(moved)]
    grade = max((best for best, _ in caps), key=place_of, default=moved)
    return Scored(
        score=score,
        grade_by_score=by_score,
        grade_after_notches=moved,
        grade=grade,
        rank=rank_of(grade),
        probability=dict(card.probabilities)[grade],
        confidence=_confidence(contributions),
        contributions=contributions,
        reasons=tuple(_reasons(contributions, notches, caps, facts)),
    )


def best_allowed(cap: Cap, facts: Facts) -> str:
    """Give the best grade a cap allows this customer, "" for any."""
    known = facts.get(cap.code)
    return cap.when_missing if known is None else cap.bands.value_at(known.value)


@lru_cache(maxsize=8)
def parent_cap(ladder: tuple[str, ...]) -> Cap:
    """Give the cap of a parent's grade: for each place of it, the best grade of the ladder not above it."""
    best = [next(grade for grade in ladder if place_of(grade) >= place) for place in range(1, len(SYMBOLS) + 1)]
    bounds = range(1, len(SYMBOLS))
    return Cap(PARENT, BandTable.rising(bounds=bounds, values=best, inclusive=Inclusive.UPPER), "")


def card_for(
    *, cards: tuple[Scorecard, ...], industry: str, classes: tuple[str, ...], has_statements: bool
) -> Scorecard:
    """Choose the card that counts for a customer. Refuses `assessment.no_card`."""
    for card in sorted(cards, key=lambda each: (each.place, each.code)):
        whom = card.audience
        if card.is_in_use and whom.holds(industry=industry, classes=classes, has_statements=has_statements):
            return card
    raise Refusal("assessment.no_card")


def _contributions(card: Scorecard, facts: Facts, as_of: date) -> Iterator[Contribution]:
    counted = [each for each in card.characteristics if _counts(each, facts)]
    whole = sum((each.weight for each in counted), ZERO)
    if not whole:
        raise Refusal("assessment.nothing_known")
    for each in card.characteristics:
        known = facts.get(each.code)
        share = each.weight / whole if _counts(each, facts) else ZERO
        points = _points(each, known)
        yield Contribution(
            code=each.code,
            value=None if known is None else known.value,
            points=points,
            weight=each.weight,
            share=share,
            effect=(points - NEUTRAL) * share,
            is_missing=known is None,
            is_stale=known is not None and _is_stale(each, known, as_of),
        )


def _counts(each: Characteristic, facts: Facts) -> bool:
    if each.code in facts or each.missing in {Missing.ZERO, Missing.NEUTRAL}:
        return True
    if each.missing is Missing.REFUSE:
        raise Refusal("assessment.data_missing", data_point=each.code)
    return False


def _points(each: Characteristic, known: Known | None) -> Decimal:
    if known is not None:
        return each.bands.value_at(known.value)
    return ZERO if each.missing is Missing.ZERO else NEUTRAL


def _is_stale(each: Characteristic, known: Known, as_of: date) -> bool:
    return each.fresh_days is not None and as_of - known.as_of > timedelta(days=each.fresh_days)


def _confidence(contributions: tuple[Contribution, ...]) -> Decimal:
    """Of the weight of the card, how much rests on what is known; what is stale counts by half."""
    sure = sum((each.weight * _sureness(each) for each in contributions), ZERO)
    return rounded(sure / sum((each.weight for each in contributions), ZERO), places=PLACES)


def _sureness(each: Contribution) -> Decimal:
    if each.is_missing:
        return ZERO
    return HALF if each.is_stale else ONE


def _reasons(
    contributions: tuple[Contribution, ...], notches: int, caps: list[tuple[str, Cap]], facts: Facts
) -> Iterator[Reason]:
    for best, cap in caps:
        known = facts.get(cap.code)
        if known is None:
            yield Reason("assessment.capped_unknown", {"data_point": cap.code, "grade": best})
        else:
            yield Reason("assessment.capped", {"data_point": cap.code, "value": known.value, "grade": best})
    if notches:
        yield Reason("assessment.notched", {"notches": notches})
    missing = [each.code for each in contributions if each.is_missing]
    stale = [each.code for each in contributions if each.is_stale]
    if missing:
        yield Reason("assessment.facts_missing", {"count": len(missing)})
    if stale:
        yield Reason("assessment.facts_stale", {"count": len(stale)})
