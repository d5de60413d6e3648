"""Values of data points, bands and changes in the reader's words 数据点的文字表述."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from onaccount.assessment import labels
from onaccount.assessment.rules import SYMBOLS
from onaccount.assessment.rules.altman import EDITIONS, Model, Zone, zone_of
from onaccount.assessment.rules.asking import SECTORS
from onaccount.assessment.rules.data_points import BY_CODE, Unit
from onaccount.assessment.rules.lifting import Lift
from onaccount.assessment.rules.on_file import SIZES, TAX_GRADES
from onaccount.customers.labels import CHOICES
from onaccount.desk.components.figures import MISSING
from onaccount.desk.components.sentences import reason_sentence
from onaccount.kernel.bands import Band, Inclusive
from onaccount.kernel.reasons import Reason

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


def point_name(code: str) -> str:
    """Name a data point; one nobody knows shows its code."""
    return str(labels.DATA_POINTS.get(code, code))


def unit_words(code: str) -> str:
    """Name the unit of a data point; yes or no and letters have none."""
    return str(labels.UNITS[BY_CODE[code].unit]) if code in BY_CODE else ""


def value_words(code: str, value: Decimal | None) -> str:
    """Write a value in the unit of its data point: 33.7 %, 12 days, yes."""
    if value is None:
        return MISSING
    unit = BY_CODE[code].unit if code in BY_CODE else Unit.SCORE
    if unit in _WORDED:
        return _WORDED[unit](value)
    if unit in {Unit.DAYS, Unit.MONTHS, Unit.COUNT}:
        return f"{_rounded(value, Decimal(1))} {labels.UNITS[unit]}".strip()
    if unit is Unit.YEARS:
        return f"{_rounded(value, TENTH)} {labels.UNITS[unit]}"
    return _rounded(value, TENTH if unit is Unit.POINTS else HUNDREDTH)


def band_words(code: str, band: Band[Any], *, inclusive: Inclusive) -> str:
    """Write a band of a data point in its unit: "≤ 30 %", "≥ B … < A", "yes"; an endless band is "…"."""
    if code in BY_CODE and BY_CODE[code].unit is Unit.YES_NO:
        return _("no") if band.lower is None else _("yes")
    above, below = (">", "≤") if inclusive is Inclusive.UPPER else ("≥", "<")
    ends = ((above, band.lower), (below, band.upper))
    return " … ".join(f"{sign} {_edge_words(code, bound)}" for sign, bound in ends if bound is not None) or "…"


def _edge_words(code: str, edge: Decimal) -> str:
    if is_worded(code):
        return value_words(code, edge)
    return typed_edge(code, edge) + (" %" if percent_of(code) != 1 else "")


def is_worded(code: str) -> bool:
    """Whether the values of a data point are words or letters, not figures."""
    return code in BY_CODE and BY_CODE[code].unit in {Unit.TAX_GRADE, Unit.SIZE, Unit.SECTOR, Unit.YES_NO}


def typed_edge(code: str, edge: Decimal) -> str:
    """Write an edge as it is typed: a share in percent, anything else as it is."""
    return f"{(edge * percent_of(code)).normalize():f}"


def percent_of(code: str) -> Decimal:
    """By how much a typed edge exceeds the stored one: a hundred for a share, which people type in percent."""
    is_share = code in BY_CODE and BY_CODE[code].unit is Unit.SHARE
    return Decimal(100) if is_share else Decimal(1)


def sector_words(grade: Decimal | int) -> str:
    """Write a sector grade as its letter."""
    return _class_words(Decimal(grade), {letter: Decimal(number) for letter, number in SECTORS.items()})


def _class_words(value: Decimal, classes: Mapping[str, Decimal]) -> str:
    """The letter of a tax credit grade or the word of a size; a number between two of them stays one."""
    word = {number: code for code, number in classes.items()}.get(value, f"{value.normalize():f}")
    return str(CHOICES.get(word, word))


_WORDED: Mapping[Unit, Callable[[Decimal], str]] = {
    Unit.SHARE: lambda value: f"{_rounded(value * 100, TENTH)} %",
    Unit.YES_NO: lambda value: _("yes") if value else _("no"),
    Unit.TAX_GRADE: lambda value: _class_words(value, TAX_GRADES),
    Unit.ANSWER: lambda value: f"{_rounded(value, TENTH)}".removesuffix(".0"),
    Unit.GRADE: lambda value: SYMBOLS[int(value) - 1],
    Unit.SECTOR: sector_words,
    Unit.SIZE: lambda value: _class_words(value, SIZES),
}


def lift_words(lift: Lift) -> str:
    """Say how far a fact must go: at least 78, more than 60, at most 30.0 %, less than 1."""
    if lift.code in BY_CODE and BY_CODE[lift.code].unit is Unit.GRADE:
        return _("%(grade)s or better") % {"grade": value_words(lift.code, lift.edge)}
    words = {
        (True, True): _("at least %(edge)s"),
        (True, False): _("more than %(edge)s"),
        (False, True): _("at most %(edge)s"),
        (False, False): _("less than %(edge)s"),
    }
    return words[lift.must_rise, lift.is_edge_enough] % {"edge": value_words(lift.code, lift.edge)}


def reason_words(reason: Reason, manner: Any) -> str:
    """Say a reason with the data point's name and value in words."""
    facts: dict[str, Any] = dict(reason.facts)
    code = facts.get("data_point")
    if code is not None:
        facts["data_point"] = point_name(str(code))
        if facts.get("value") is not None:
            facts["value"] = value_words(str(code), Decimal(str(facts["value"])))
    return reason_sentence(reason=Reason(reason.code, facts), manner=manner)


def chance_words(probability: Decimal) -> str:
    """Write a probability of default with the digits a small one needs: 0.14 %, 9.79 %."""
    return f"{_rounded(probability * 100, HUNDREDTH)} %"


def zone_words(model: Model, score: Decimal) -> tuple[Zone, str]:
    """Name the zone a score of an edition lies in."""
    zone = zone_of(score, edition=EDITIONS[model])
    return zone, str(labels.ZONES[zone])


def bounds_words(model: Model, shift: Decimal) -> str:
    """Write the bounds of the grey zone of an edition."""
    edition = EDITIONS[model]
    return f"{edition.grey_from + shift} – {edition.grey_through + shift}"


def source_words(source: str) -> str:
    """Say where a fact was found."""
    return str(labels.SOURCES.get(source, source)) or MISSING


def card_words(names: Mapping[str, str], code: str, number: int) -> str:
    """Name a card with its version; 0 is the one the program came with."""
    version = _("as shipped") if number == 0 else _("version %(number)s") % {"number": number}
    return f"{name_words(names.get(code, code))} · {version}"


def name_words(name: str) -> str:
    """Say the name of a card: those the program came with in the reader's language."""
    return str(labels.CARDS.get(name, name))


def _rounded(value: Decimal, step: Decimal) -> str:
    return f"{value.quantize(step, ROUND_HALF_UP):,}"
