"""
What would lift the grade: the smallest change of one fact that makes it better 怎样提升等级.

Between two edges of its tables a fact changes nothing, so looking at every edge and at every stretch between two is exact: no step
is guessed. A change may go past an edge that does not belong to the better band; then the answer says "more than" or "less than".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from onaccount.assessment.rules.grades import place_of
from onaccount.assessment.rules.scorecard import Facts, Known, Scorecard, Scored, scored
from onaccount.kernel.bands import BandTable

ONE, TWO = Decimal(1), Decimal(2)


@dataclass(frozen=True, slots=True)
class Lift:
    """
    One fact that would lift the grade: its value now (None where nobody knows it), the edge it must reach, whether the edge is
    enough, whether the value must rise, and the grade and score that follow.
    """

    code: str
    value: Decimal | None
    edge: Decimal
    is_edge_enough: bool
    must_rise: bool
    grade: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of values that all tables of a fact treat alike: one edge alone, or all values between two edges."""

    lower: Decimal | None
    upper: Decimal | None
    sample: Decimal


def lifts(*, card: Scorecard, facts: Facts, notches: int, as_of: date) -> tuple[Lift, ...]:
    """
    Give, for each fact that alone can lift the grade, its smallest change that does; in the order of the card.

    Empty for the best grade, and where no single fact is enough. Refuses like `scored`.
    """
    now = scored(card=card, facts=facts, notches=notches, as_of=as_of)
    codes = dict.fromkeys([*(each.code for each in card.characteristics), *(cap.code for cap in card.all_caps)])
    found = []
    for code in codes:
        for stretch in _nearest_first(card, code, facts.get(code)):
            changed = {**facts, code: Known(stretch.sample, as_of, "")}
            then = scored(card=card, facts=changed, notches=notches, as_of=as_of)
            if place_of(then.grade) < place_of(now.grade):
                found.append(_lift(card, code, facts.get(code), stretch, then))
                break
    return tuple(found)


def _edges(card: Scorecard, code: str) -> list[Decimal]:
    bounds = {bound for table in _tables(card, code) for band in table.bands for bound in (band.lower, band.upper)}
    return sorted(bound for bound in bounds if bound is not None)


def _tables(card: Scorecard, code: str) -> list[BandTable[Any]]:
    lines = [each.bands for each in card.characteristics if each.code == code]
    return [*lines, *(cap.bands for cap in card.all_caps if cap.code == code)]


def _stretches(edges: list[Decimal]) -> Iterator[_Stretch]:
    """All values in rising order: below the first edge, each edge alone, between two, above the last."""
    yield _Stretch(None, edges[0], edges[0] - ONE)
    for lower, upper in pairwise(edges):
        yield _Stretch(lower, lower, lower)
        yield _Stretch(lower, upper, (lower + upper) / TWO)
    yield _Stretch(edges[-1], edges[-1], edges[-1])
    yield _Stretch(edges[-1], None, edges[-1] + ONE)


def _nearest_first(card: Scorecard, code: str, known: Known | None) -> list[_Stretch]:
    """The stretches the tables can hold, the nearest to the value first; of an unknown fact those that ask least first."""
    edges = _edges(card, code)
    if not edges:
        return []
    held = [each for each in _stretches(edges) if all(table.holds(each.sample) for table in _tables(card, code))]
    if known is not None:
        return sorted(held, key=lambda each: _distance(each, known.value))
    if _more_is_better(card, code):
        asked = [each for each in held if each.lower is not None]
    else:
        asked = [each for each in reversed(held) if each.upper is not None]
    return sorted(asked, key=lambda each: _worth(card, code, each))


def _more_is_better(card: Scorecard, code: str) -> bool:
    worths = [_worth(card, code, each) for each in _stretches(_edges(card, code))]
    return worths[-1] >= worths[0]


def _worth(card: Scorecard, code: str, stretch: _Stretch) -> Decimal:
    """The points a stretch earns; of a fact that only caps, the better the higher."""
    line = next((each for each in card.characteristics if each.code == code), None)
    if line is not None:
        return line.bands.value_at(stretch.sample)
    allowed = [cap.bands.value_at(stretch.sample) for cap in card.all_caps if cap.code == code]
    return -Decimal(max(place_of(best) if best else 0 for best in allowed))


def _distance(stretch: _Stretch, value: Decimal) -> tuple[Decimal, bool]:
    """How far the nearest value of a stretch lies, its own edge before the open stretch behind it."""
    if stretch.lower is not None and value <= stretch.lower:
        return stretch.lower - value, stretch.lower != stretch.upper
    if stretch.upper is not None and value >= stretch.upper:
        return value - stretch.upper, stretch.lower != stretch.upper
    return Decimal(0), False


def _lift(card: Scorecard, code: str, known: Known | None, stretch: _Stretch, then: Scored) -> Lift:
    rises = _more_is_better(card, code) if known is None else stretch.sample > known.value
    near = stretch.lower if rises else stretch.upper
    assert near is not None  # the way to a better stretch begins at its near edge
    enough = stretch.lower == stretch.upper
    return Lift(code, None if known is None else known.value, near, enough, rises, then.grade, then.score)
