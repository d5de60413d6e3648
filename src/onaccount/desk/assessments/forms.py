"""Forms of assessment: assess, override, the questionnaire, loading benchmark values, noting an industry 评估表单."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from onaccount.assessment import labels
from onaccount.assessment.rules import SYMBOLS
from onaccount.assessment.rules.asking import (
    HIGHEST,
    OUTLOOKS,
    SECTORS,
    AnswerDraft,
    BenchmarkDraft,
    IndustryDraft,
    OverrideDraft,
    benchmark_from_row,
    checked_answer,
)
from onaccount.assessment.rules.data_points import BY_CODE, QUESTIONS, Unit
from onaccount.customers.labels import CHOICES
from onaccount.desk.assessments.wording import name_words
from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import AmountField, DayField
from onaccount.kernel.period import end_after
from onaccount.kernel.reasons import Reason, Refusal

MOST_ROWS = 20_000
REMARK = forms.Textarea(attrs={"rows": 2})


class AssessForm(forms.Form):
    """By which card, moved by how much, and why."""

    card = forms.ChoiceField(label=_("Scorecard"), required=False)
    notches = forms.TypedChoiceField(
        label=_("Notches"),
        coerce=int,
        initial=0,
        help_text=_("Up to two notches for reasons the facts do not hold; a reason is required."),
    )
    remark = forms.CharField(label=_("Reason"), required=False, widget=REMARK, max_length=1000)

    def __init__(self, *args: Any, cards: Sequence[Any], asked_too: Reason | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_too = asked_too
        most = max((card.most_notches for card in cards), default=0)
        own = ("", _("the one meant for this customer"))
        offered(self, "card", [own, *((card.code, name_words(card.name)) for card in cards)])
        offered(self, "notches", [(step, f"{step:+d}" if step else "0") for step in range(-most, most + 1)])

    def said(self) -> dict[str, Any]:
        """What the lifecycle takes."""
        typed = self.cleaned_data
        return {"card_code": typed["card"] or None, "notches": typed["notches"], "remark": typed["remark"]}


class OverrideForm(forms.Form):
    """Another grade until a day, and why."""

    grade = forms.ChoiceField(label=_("Grade"), choices=[(grade, grade) for grade in SYMBOLS])
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), widget=REMARK, max_length=1000)

    def draft(self) -> OverrideDraft:
        """The override as the stage knows it."""
        typed = self.cleaned_data
        return OverrideDraft(typed["grade"], end_after(typed["last_day"]), typed["reason"])


class QuestionForm(forms.Form):
    """Every question with its evidence; what is left empty stays as it was."""

    def __init__(self, *args: Any, held: dict[str, tuple[Decimal, date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = held
        for code in QUESTIONS:
            value, _day, evidence = held.get(code, (None, None, ""))
            self.fields[f"{code}-value"] = _value_field(code, value)
            label = format_lazy("{}: {}", _("Evidence"), labels.DATA_POINTS[code])
            self.fields[f"{code}-evidence"] = forms.CharField(
                label=label, required=False, initial=evidence, max_length=400
            )

    def clean(self) -> dict[str, Any]:
        """Name every answer without evidence, and every evidence without an answer, where it stands."""
        typed = super().clean() or {}
        for code in QUESTIONS:
            value, evidence = typed.get(f"{code}-value"), typed.get(f"{code}-evidence", "").strip()
            is_known = code in self.held and self.held[code][2] == evidence
            if evidence and value in (None, "") and not is_known and f"{code}-value" not in self.errors:
                self.add_error(f"{code}-value", _("Give the answer that this evidence is for."))
        for draft in self.drafts():
            try:
                checked_answer(draft)
            except Refusal as refusal:
                named = {**refusal.facts, "data_point": str(labels.DATA_POINTS[draft.question])}
                self.add_error(f"{draft.question}-evidence", refused(Refusal(refusal.code, **named)))
        return typed

    def rows(self) -> Iterator[dict[str, Any]]:
        """The questions by part of the file, as the table draws them."""
        for code in QUESTIONS:
            part = BY_CODE[code].part
            yield {
                "code": code,
                "name": labels.DATA_POINTS[code],
                "part": labels.PARTS[part],
                "unit": "" if BY_CODE[code].unit is Unit.YES_NO else labels.UNITS[BY_CODE[code].unit],
                "value": self[f"{code}-value"],
                "evidence": self[f"{code}-evidence"],
                "day": self.held[code][1] if code in self.held else None,
            }

    def drafts(self) -> list[AnswerDraft]:
        """The answers that are new or changed."""
        typed = self.cleaned_data
        given = ((code, typed.get(f"{code}-value"), typed.get(f"{code}-evidence", "").strip()) for code in QUESTIONS)
        return [
            AnswerDraft(code, Decimal(value), evidence)
            for code, value, evidence in given
            if value not in (None, "") and (code not in self.held or self._is_changed(code, value, evidence))
        ]

    def _is_changed(self, code: str, value: Any, evidence: str) -> bool:
        held = self.held[code]
        return (Decimal(value), evidence) != (held[0], held[2])


def _value_field(code: str, value: Decimal | None) -> forms.Field:
    unit, name = BY_CODE[code].unit, str(labels.DATA_POINTS[code])
    if unit is Unit.YES_NO:
        choices = [("", "--"), ("0", _("no")), ("1", _("yes"))]
        return forms.ChoiceField(
            label=name, required=False, choices=choices, initial="" if value is None else str(int(value))
        )
    shown = None if value is None else f"{value.normalize():f}"
    widget = forms.NumberInput(attrs={"min": 0, "max": int(HIGHEST[unit]), "step": "any", "class": "answer-input"})
    bounded = partial(AmountField, min_value=Decimal(0), max_value=HIGHEST[unit], decimal_places=None)
    return bounded(label=name, required=False, initial=shown, widget=widget)


class BenchmarkForm(forms.Form):
    """A CSV of standard values: industry, ratio, year, excellent, good, average, low, poor."""

    source = forms.CharField(label=_("Where the values come from"), max_length=160)
    table = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "UTF-8, with the columns industry, ratio, year, excellent, good, average, low, poor; shares as fractions."
        ),
    )

    def drafts(self, *, today: date) -> list[BenchmarkDraft]:
        """The rows of the file. Refuses like `benchmark_from_row`, with the row's number."""
        rows = csv_rows(self.cleaned_data["table"])
        found = []
        for number, row in enumerate(rows, start=2):
            try:
                found.append(benchmark_from_row(row, today=today))
            except Refusal as refusal:
                raise row_refused(number, refusal) from refusal
        return found


class IndustryForm(forms.Form):
    """What is thought of an industry, and where that comes from."""

    industry = forms.CharField(
        label=_("Industry"), max_length=80, help_text=_("As it is written in the customers' files.")
    )
    sector_grade = forms.TypedChoiceField(
        label=_("Sector grade"),
        coerce=int,
        choices=[(number, letter) for letter, number in SECTORS.items()],
        help_text=_("How safe it is to sell on account into it, A the safest."),
    )
    outlook = forms.ChoiceField(label=_("Outlook"), choices=[(code, CHOICES[code]) for code in OUTLOOKS])
    competition = forms.CharField(label=_("Competition in it"), required=False, widget=REMARK, max_length=400)
    policy = forms.CharField(label=_("Policy of the state"), required=False, widget=REMARK, max_length=400)
    dated = DayField(label=_("As of"))
    source = forms.CharField(label=_("Source"), max_length=160)

    def draft(self) -> IndustryDraft:
        """The note as the stage knows it."""
        return IndustryDraft(**self.cleaned_data)


def row_refused(number: int, refusal: Refusal) -> Refusal:
    """Say in which row of a table what is refused."""
    return Refusal("assessment.row_refused", row=number, said=refused(refusal).rstrip(".。"))


def csv_rows(upload: Any) -> list[dict[str, str]]:
    """Read an uploaded CSV as rows by column. Refuses `assessment.not_a_table`."""
    try:
        text = upload.read().decode("utf-8-sig")
        rows = [
            {str(name).strip(): str(cell or "") for name, cell in row.items() if name is not None}
            for row in csv.DictReader(io.StringIO(text))
        ]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise Refusal("assessment.not_a_table") from fault
    if not rows or len(rows) > MOST_ROWS:
        raise Refusal("assessment.not_a_table")
    return rows


def offered(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a field of choices what it offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
