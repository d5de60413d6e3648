"""
A scorecard as a form and as a table 评分卡编辑: each line is a data point with its weight, its edges and the points between them.

Edges and points are lists a person types: "0.8, 1, 1.3" cut four bands, so they need four points "0, 25, 45, 65". A cap has grades in the
place of points, and "--" where a band allows any.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.assessment import labels
from onaccount.assessment.rules import GRADES, SYMBOLS
from onaccount.assessment.rules.altman import Clamp
from onaccount.assessment.rules.ladders import coarsened, is_fine, refined
from onaccount.assessment.rules.scorecard import Audience, Cap, Characteristic, Missing, Scorecard
from onaccount.desk.assessments.wording import (
    band_words,
    chance_words,
    is_worded,
    name_words,
    percent_of,
    point_name,
    typed_edge,
    unit_words,
)
from onaccount.desk.components.fields import AmountField
from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import figure_in

_PARTING = re.compile(r"[,，;；\s]+")
ANY = "--"
WHOM = {"": None, "yes": True, "no": False}
MEANT_FOR = {
    None: _("everybody"),
    True: _("customers with statements"),
    False: _("customers without statements"),
}
SIDES = [(Inclusive.LOWER.value, _("the edge and above")), (Inclusive.UPPER.value, _("above the edge"))]


def lines_table(card: Scorecard) -> list[dict[str, Any]]:
    """Write the lines of a card in words: weight, bands with their points, what is done without the fact."""
    return [
        {
            "name": point_name(each.code),
            "unit": "" if is_worded(each.code) else unit_words(each.code),
            "weight": each.weight,
            "bands": _bands(each.code, each.bands),
            "missing": labels.MISSING[each.missing],
            "fresh_days": each.fresh_days,
        }
        for each in card.characteristics
    ]


def caps_table(card: Scorecard) -> list[dict[str, Any]]:
    """Write the caps of a card in words."""
    return [
        {
            "name": point_name(each.code),
            "bands": [(label, best) for label, best in _bands(each.code, each.bands) if best],
            "missing": each.when_missing,
        }
        for each in card.caps
    ]


def _bands(code: str, table: BandTable[Any]) -> list[tuple[str, Any]]:
    return [(band_words(code, band, inclusive=table.inclusive), band.value) for band in table.bands]


def scale_table(card: Scorecard) -> list[tuple[str, str, str]]:
    """Write the grades of a card in words, best first: grade, points, probability of default within a year."""
    chances = dict(card.probabilities)
    bands = reversed(card.scale.bands)
    return [(band.value, card.scale.label(band), chance_words(chances[band.value])) for band in bands]


class CardForm(forms.Form):
    """A card somebody edits; a line with weight 0 is taken off, one further line can be added."""

    name = forms.CharField(label=_("Name of the scorecard"), max_length=120)
    is_in_use = forms.BooleanField(label=_("In use"), required=False)
    place = forms.IntegerField(
        label=_("Order of choice"),
        min_value=1,
        max_value=999,
        help_text=_("The first card in use that fits a customer counts."),
    )
    has_statements = forms.ChoiceField(
        label=_("Meant for"),
        required=False,
        choices=[(typed, MEANT_FOR[meant]) for typed, meant in WHOM.items()],
    )
    industries = forms.CharField(
        label=_("Only these industries"), required=False, help_text=_("Parted by commas; empty means all.")
    )
    classes = forms.CharField(
        label=_("Only these classes"), required=False, help_text=_("Parted by commas; empty means all.")
    )
    most_notches = forms.IntegerField(label=_("Notches allowed"), min_value=0, max_value=5)
    valid_months = forms.IntegerField(label=_("A grade holds, months"), min_value=1, max_value=36)
    follows_parent = forms.BooleanField(
        label=_("No better than the parent"),
        required=False,
        help_text=_("A subsidiary is graded no better than its parent, unless its file says that it is ring-fenced."),
    )
    lowest_ratio = AmountField(
        decimal_places=None,
        label=_("Altman's ratios: lowest"),
        help_text=_("A ratio beyond a bound counts as the bound, so that one freak figure does not decide."),
    )
    highest_ratio = AmountField(decimal_places=None, label=_("Altman's ratios: highest"))
    is_fine = forms.TypedChoiceField(
        label=_("Grades"),
        choices=[("no", _("ten letters")), ("yes", _("with + and −"))],
        coerce=lambda said: said == "yes",
        help_text=_("When it changes, points and probabilities are worked out anew for you to look at."),
    )
    scale = forms.CharField(label=_("Points above which a grade begins, from C to AAA"))
    probabilities = forms.CharField(label=_("Probability of default of AAA to D, %"))
    note = forms.CharField(label=_("What changes and why"), required=False, max_length=200)

    def __init__(self, *args: Any, card: Scorecard, note: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        for name, value in _opened(card, note).items():
            self.fields[name].initial = value
        for at, each in enumerate((*card.characteristics, None)):
            self._add_line(at, each)
        for at, cap in enumerate((*card.caps, None)):
            self._add_cap(at, cap)

    def _add_cap(self, at: int, each: Cap | None) -> None:
        codes = [("", "--"), *labels.DATA_POINTS.items()]
        given = _cap_opened(each)
        self.fields[f"cap-code-{at}"] = forms.ChoiceField(choices=codes, initial=given["code"], required=False)
        for part in ("edges", "grades"):
            self.fields[f"cap-{part}-{at}"] = forms.CharField(initial=given[part], required=False)
        self.fields[f"cap-side-{at}"] = forms.ChoiceField(choices=SIDES, initial=given["side"])
        grades = [("", ANY), *((grade, grade) for grade in self.card.ladder)]
        self.fields[f"cap-missing-{at}"] = forms.ChoiceField(choices=grades, initial=given["missing"], required=False)

    def cap_rows(self) -> Iterator[dict[str, Any]]:
        """The caps as the table draws them."""
        for at in range(len(self.card.caps) + 1):
            code = self[f"cap-code-{at}"]
            parts = ("edges", "grades", "side", "missing")
            cells = [self[f"cap-{part}-{at}"] for part in parts]
            name, unit = point_name(str(code.value() or "")), unit_words(str(code.value() or ""))
            yield {"code": code, "name": name, "unit": unit, "cells": cells}

    def _add_line(self, at: int, each: Characteristic | None) -> None:
        given = _line_opened(each)
        codes = list(labels.DATA_POINTS.items())
        choices = codes if each is not None else [("", "--"), *codes]
        self.fields[f"code-{at}"] = forms.ChoiceField(choices=choices, initial=given["code"], required=each is not None)
        self.fields[f"weight-{at}"] = AmountField(
            min_value=Decimal(0), decimal_places=None, initial=given["weight"], required=each is not None
        )
        for part in ("edges", "points"):
            self.fields[f"{part}-{at}"] = forms.CharField(initial=given[part], required=False)
        self.fields[f"side-{at}"] = forms.ChoiceField(choices=SIDES, initial=given["side"])
        self.fields[f"missing-{at}"] = forms.ChoiceField(choices=list(labels.MISSING.items()), initial=given["missing"])
        self.fields[f"fresh-{at}"] = forms.IntegerField(min_value=1, required=False, initial=given["fresh"])

    def rows(self) -> Iterator[dict[str, Any]]:
        """The lines as the table draws them."""
        for at in range(len(self.card.characteristics) + 1):
            code = self[f"code-{at}"]
            parts = ("weight", "edges", "points", "side", "missing", "fresh")
            yield {
                "code": code,
                "name": point_name(str(code.value() or "")),
                "unit": unit_words(str(code.value() or "")),
                "cells": [self[f"{part}-{at}"] for part in parts],
            }

    def edited(self) -> Scorecard:
        """The card as it was typed. Refuses `assessment.card_number` for what is no number, and like the tables."""
        typed = self.cleaned_data
        chances = [each / 100 for each in _numbers(typed["probabilities"])]
        ladder = SYMBOLS if len(chances) == len(SYMBOLS) else GRADES
        lines = tuple(self._line(at) for at in range(len(self.card.characteristics) + 1) if typed.get(f"weight-{at}"))
        card = replace(
            self.card,
            name=typed["name"],
            is_in_use=typed["is_in_use"],
            place=typed["place"],
            audience=Audience(WHOM[typed["has_statements"]], _words(typed["industries"]), _words(typed["classes"])),
            characteristics=lines,
            caps=tuple(self._cap(at) for at in range(len(self.card.caps) + 1) if typed.get(f"cap-code-{at}")),
            scale=BandTable.rising(bounds=_numbers(typed["scale"]), values=ladder[::-1], inclusive=Inclusive.UPPER),
            probabilities=tuple(zip(ladder, chances, strict=False)),
            most_notches=typed["most_notches"],
            valid_months=typed["valid_months"],
            follows_parent=typed["follows_parent"],
            clamp=Clamp(typed["lowest_ratio"], typed["highest_ratio"]),
        )
        return refined(card) if typed["is_fine"] else coarsened(card)

    def _cap(self, at: int) -> Cap:
        typed = self.cleaned_data
        table = BandTable.rising(
            bounds=[edge / percent_of(typed[f"cap-code-{at}"]) for edge in _numbers(typed[f"cap-edges-{at}"])],
            values=_grades(typed[f"cap-grades-{at}"]),
            inclusive=Inclusive(typed[f"cap-side-{at}"]),
        )
        return Cap(typed[f"cap-code-{at}"], table, typed[f"cap-missing-{at}"])

    def _line(self, at: int) -> Characteristic:
        typed = self.cleaned_data
        table = BandTable.rising(
            bounds=[edge / percent_of(typed[f"code-{at}"]) for edge in _numbers(typed[f"edges-{at}"])],
            values=_numbers(typed[f"points-{at}"]),
            inclusive=Inclusive(typed[f"side-{at}"]),
        )
        missing, fresh = Missing(typed[f"missing-{at}"]), typed[f"fresh-{at}"]
        return Characteristic(typed[f"code-{at}"], typed[f"weight-{at}"], table, missing, fresh)


def _opened(card: Scorecard, note: str) -> dict[str, Any]:
    whom = {None: "", True: "yes", False: "no"}[card.audience.has_statements]
    return {
        "name": name_words(card.name),
        "is_in_use": card.is_in_use,
        "place": card.place,
        "has_statements": whom,
        "industries": ", ".join(card.audience.industries),
        "classes": ", ".join(card.audience.classes),
        "most_notches": card.most_notches,
        "valid_months": card.valid_months,
        "follows_parent": card.follows_parent,
        "lowest_ratio": card.clamp.lowest_ratio,
        "highest_ratio": card.clamp.highest_ratio,
        "is_fine": "yes" if is_fine(card) else "no",
        "scale": _listed([band.lower for band in card.scale.bands[1:]]),
        "probabilities": _listed([chance * 100 for _grade, chance in card.probabilities]),
        "note": note,
    }


def _line_opened(each: Characteristic | None) -> dict[str, Any]:
    if each is None:
        return {
            "code": "",
            "weight": None,
            "edges": "",
            "points": "",
            "side": "lower",
            "missing": "reweigh",
            "fresh": None,
        }
    return {
        "code": each.code,
        "weight": _listed([each.weight]),
        "edges": _edges(each.code, each.bands),
        "points": _listed(list(each.bands.values)),
        "side": each.bands.inclusive.value,
        "missing": each.missing.value,
        "fresh": each.fresh_days,
    }


def _cap_opened(each: Cap | None) -> dict[str, Any]:
    if each is None:
        return {"code": "", "edges": "", "grades": "", "side": "lower", "missing": ""}
    return {
        "code": each.code,
        "edges": _edges(each.code, each.bands),
        "grades": ", ".join(best or ANY for best in each.bands.values),
        "side": each.bands.inclusive.value,
        "missing": each.when_missing,
    }


def _grades(text: str) -> list[str]:
    """Grades of a list; a dash allows any."""
    return ["" if not each.strip("-–—") else each.upper() for each in _PARTING.split(text.strip()) if each]


def _edges(code: str, table: BandTable[Any]) -> str:
    return ", ".join(typed_edge(code, band.lower) for band in table.bands[1:] if band.lower is not None)


def _listed(numbers: list[Any]) -> str:
    return ", ".join(f"{Decimal(each).normalize():f}" for each in numbers if each is not None)


def _numbers(text: str) -> list[Decimal]:
    try:
        return [figure_in(each) for each in _PARTING.split(text.strip()) if each]
    except ValueError as fault:
        raise Refusal("assessment.card_number", text=text[:60]) from fault


def _words(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in re.split(r"[,，;；]", text) if each.strip())


class CopyForm(forms.Form):
    """The code and the name of a card that begins as a copy."""

    new_code = forms.SlugField(
        label=_("Code"), max_length=24, help_text=_("Small letters, digits, - and _; it never changes.")
    )
    name = forms.CharField(label=_("Name of the scorecard"), max_length=120)
