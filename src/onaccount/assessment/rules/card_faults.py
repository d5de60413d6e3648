"""What is wrong with a scorecard somebody wrote 评分卡检查: each fault with the line it stands in, so that a person can mend it."""

from collections import Counter
from collections.abc import Iterator

from onaccount.assessment.rules.data_points import BY_CODE
from onaccount.assessment.rules.grades import GRADES, SYMBOLS, place_of
from onaccount.assessment.rules.scorecard import Scorecard
from onaccount.kernel.reasons import Reason, Refusal

MOST_MONTHS = 36
LADDERS = (GRADES, SYMBOLS)


def faults(card: Scorecard) -> tuple[Reason, ...]:
    """Name every fault of a card; none means that it may be submitted."""
    return tuple(_faults(card))


def _faults(card: Scorecard) -> Iterator[Reason]:
    if not card.name.strip():
        yield Reason("assessment.card_unnamed")
    if not any(each.weight > 0 for each in card.characteristics):
        yield Reason("assessment.card_empty")
    if not 1 <= card.valid_months <= MOST_MONTHS:
        yield Reason("assessment.card_validity", {"most": MOST_MONTHS})
    if card.most_notches < 0:
        yield Reason("assessment.card_notches")
    if not card.clamp.lowest_ratio < 0 < card.clamp.highest_ratio:
        yield Reason("assessment.card_clamp")
    yield from _lines(card)
    yield from _caps(card)
    yield from _scale(card)


def _lines(card: Scorecard) -> Iterator[Reason]:
    for code, times in Counter(each.code for each in card.characteristics).items():
        if times > 1:
            yield Reason("assessment.card_twice", {"data_point": code})
    for each in card.characteristics:
        if each.code not in BY_CODE:
            yield Reason("assessment.card_unknown_point", {"data_point": each.code})
        if each.weight < 0:
            yield Reason("assessment.card_weight", {"data_point": each.code})
        if any(not 0 <= points <= 100 for points in each.bands.values):
            yield Reason("assessment.card_points", {"data_point": each.code})
        if each.bands.bands[0].lower is not None or each.bands.bands[-1].upper is not None:
            yield Reason("assessment.card_ends", {"data_point": each.code})


def _caps(card: Scorecard) -> Iterator[Reason]:
    for cap in card.caps:
        if cap.code not in BY_CODE:
            yield Reason("assessment.card_unknown_point", {"data_point": cap.code})
        if any(best not in (*_ladder(card), "") for best in (*cap.bands.values, cap.when_missing)):
            yield Reason("assessment.card_cap", {"data_point": cap.code})


def _scale(card: Scorecard) -> Iterator[Reason]:
    grades = card.scale.values
    if any(grade not in _ladder(card) for grade in grades):
        yield Reason("assessment.card_scale")
    elif [place_of(grade) for grade in grades] != sorted(map(place_of, grades), reverse=True):
        yield Reason("assessment.card_scale_order")
    chances = [chance for _grade, chance in card.probabilities]
    if card.ladder not in LADDERS or any(not 0 <= chance <= 1 for chance in chances):
        yield Reason("assessment.card_probabilities")
    elif chances != sorted(chances):
        yield Reason("assessment.card_probabilities_order")


def _ladder(card: Scorecard) -> tuple[str, ...]:
    """The grades that may be named: its own ladder, or every one while that is at fault itself."""
    return card.ladder if card.ladder in LADDERS else SYMBOLS


def refuse_faults(card: Scorecard) -> None:
    """Refuse a card with its first fault."""
    for fault in _faults(card):
        raise Refusal(fault.code, **fault.facts)
