"""
From ten grades to twenty and back 细分等级: a card's scale and probabilities with + and −, worked out from those without.

Each parted grade takes a third of its points for its plus, its middle and its minus. Probabilities of default lie between those of
the letters at equal steps of their logarithm, as master scales do; where one is 0 %, at equal steps.
"""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from onaccount.assessment.rules.grades import GRADES, PARTED, SYMBOLS, letter_of
from onaccount.assessment.rules.scorecard import Scorecard
from onaccount.kernel.bands import BandTable
from onaccount.kernel.ratio import rounded

PLACES, DIGITS = 2, 6
Chances = tuple[tuple[str, Decimal], ...]


def is_fine(card: Scorecard) -> bool:
    """Say whether a card gives grades with + and −."""
    return card.ladder == SYMBOLS


def refined(card: Scorecard) -> Scorecard:
    """Give the card with + and −; every letter keeps its points and its probability."""
    if is_fine(card):
        return card
    bounds: list[Decimal] = []
    for band in card.scale.bands[:-1]:
        lower, upper = band.lower, band.upper
        assert upper is not None  # only the last band of a scale is endless above
        if band.value in PARTED and lower is not None:
            third = (upper - lower) / 3
            bounds += [rounded(lower + third, places=PLACES), rounded(lower + 2 * third, places=PLACES)]
        bounds.append(upper)
    values = SYMBOLS[::-1]
    scale = BandTable.rising(bounds=bounds, values=values, inclusive=card.scale.inclusive)
    return replace(card, scale=scale, probabilities=_between(card.probabilities))


def coarsened(card: Scorecard) -> Scorecard:
    """Give the card without + and −: a letter begins where its minus began."""
    if not is_fine(card):
        return card
    begins: dict[str, Decimal] = {}
    for band in card.scale.bands[1:]:
        assert band.lower is not None  # only the first band of a scale is endless below
        begins.setdefault(letter_of(band.value), band.lower)
    bounds = [begins[grade] for grade in GRADES[-2::-1]]
    scale = BandTable.rising(bounds=bounds, values=GRADES[::-1], inclusive=card.scale.inclusive)
    chances = dict(card.probabilities)
    return replace(card, scale=scale, probabilities=tuple((grade, chances[grade]) for grade in GRADES))


def _between(chances: Chances) -> Chances:
    known = dict(chances)
    steps = [place for place, symbol in enumerate(SYMBOLS) if symbol in known]
    for better, worse in pairwise(steps):
        for place in range(better + 1, worse):
            share = Decimal(place - better) / (worse - better)
            mean = _mean(known[SYMBOLS[better]], known[SYMBOLS[worse]], share)
            known[SYMBOLS[place]] = rounded(mean, places=DIGITS)
    return tuple((symbol, known[symbol]) for symbol in SYMBOLS)


def _mean(better: Decimal, worse: Decimal, share: Decimal) -> Decimal:
    if not better or not worse:
        return better + (worse - better) * share
    return (better.ln() * (1 - share) + worse.ln() * share).exp()
