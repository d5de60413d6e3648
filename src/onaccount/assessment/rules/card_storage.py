"""A scorecard and the facts it saw as JSON 存储格式: what a policy version and a stored scoring keep, and the way back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onaccount.assessment.rules.altman import SHIPPED_CLAMP, Clamp
from onaccount.assessment.rules.grades import SYMBOLS
from onaccount.assessment.rules.scorecard import Audience, Cap, Characteristic, Facts, Known, Missing, Scorecard
from onaccount.kernel.bands import BandTable


def card_as_json(card: Scorecard) -> dict[str, Any]:
    """Write a card as it is kept in a policy version, without the number the version carries itself."""
    return {
        "code": card.code,
        "name": card.name,
        "is_in_use": card.is_in_use,
        "place": card.place,
        "audience": {
            "has_statements": card.audience.has_statements,
            "industries": list(card.audience.industries),
            "classes": list(card.audience.classes),
        },
        "characteristics": [
            {
                "code": each.code,
                "weight": format(each.weight, "f"),
                "bands": each.bands.as_json(write=str),
                "missing": each.missing.value,
                "fresh_days": each.fresh_days,
            }
            for each in card.characteristics
        ],
        "caps": [
            {"code": each.code, "bands": each.bands.as_json(write=str), "when_missing": each.when_missing}
            for each in card.caps
        ],
        "scale": card.scale.as_json(write=str),
        "probabilities": {grade: format(probability, "f") for grade, probability in card.probabilities},
        "most_notches": card.most_notches,
        "valid_months": card.valid_months,
        "follows_parent": card.follows_parent,
        "clamp": [format(card.clamp.lowest_ratio, "f"), format(card.clamp.highest_ratio, "f")],
    }


def card_from_json(data: Mapping[str, Any], *, number: int) -> Scorecard:
    """Read a card that `card_as_json` wrote. Refuses like the tables it holds."""
    whom = data["audience"]
    return Scorecard(
        code=data["code"],
        name=data["name"],
        number=number,
        is_in_use=data["is_in_use"],
        place=data["place"],
        audience=Audience(whom["has_statements"], tuple(whom["industries"]), tuple(whom["classes"])),
        characteristics=tuple(_characteristic(each) for each in data["characteristics"]),
        caps=tuple(
            Cap(each["code"], BandTable.from_json(each["bands"], read=str), each["when_missing"])
            for each in data["caps"]
        ),
        scale=BandTable.from_json(data["scale"], read=str),
        probabilities=_probabilities(data["probabilities"]),
        most_notches=data["most_notches"],
        valid_months=data["valid_months"],
        follows_parent=data.get("follows_parent", False),
        clamp=Clamp(*map(Decimal, data["clamp"])) if "clamp" in data else SHIPPED_CLAMP,
    )


def _probabilities(data: Mapping[str, str]) -> tuple[tuple[str, Decimal], ...]:
    """From the best grade to the worst: a database keeps the names of a JSON object in an order of its own."""
    return tuple((grade, Decimal(data[grade])) for grade in SYMBOLS if grade in data)


def _characteristic(data: Mapping[str, Any]) -> Characteristic:
    return Characteristic(
        code=data["code"],
        weight=Decimal(data["weight"]),
        bands=BandTable.from_json(data["bands"], read=Decimal),
        missing=Missing(data["missing"]),
        fresh_days=data["fresh_days"],
    )


def facts_as_json(facts: Facts) -> dict[str, list[str]]:
    """Write facts as they are kept with a scoring: value, day and source of each."""
    return {code: [format(known.value, "f"), known.as_of.isoformat(), known.source] for code, known in facts.items()}


def facts_from_json(data: Mapping[str, list[str]]) -> dict[str, Known]:
    """Read facts that `facts_as_json` wrote."""
    return {code: Known(Decimal(value), date.fromisoformat(day), source) for code, (value, day, source) in data.items()}
