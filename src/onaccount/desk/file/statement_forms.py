"""Forms of financial statements: one period by hand, and workbooks to take in."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onaccount.customers.labels import CREDIBILITIES, SCOPES, SHEETS, STANDARDS
from onaccount.customers.rules.lines import LINES, SUMS, Sheet
from onaccount.customers.rules.statements import (
    Credibility,
    FinancialStatement,
    Period,
    Scope,
    Standard,
    StatementDraft,
)
from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import AmountField, DayField
from onaccount.desk.file.forms import blame
from onaccount.desk.file.words import in_figures
from onaccount.kernel.reasons import Refusal

UNITS = [("1", _("in 1 (元)")), ("1000", _("in 1,000 (千元)")), ("10000", _("in 10,000 (万元)"))]


class StatementForm(forms.Form):
    """One period: what it is, then every line; empty sums are computed."""

    end = DayField(label=_("Period end"))
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=18)
    scope = forms.ChoiceField(label=_("Scope"), choices=list(SCOPES.items()))
    currency = forms.CharField(label=_("Currency"), max_length=3)
    unit = forms.ChoiceField(label=_("Unit"), choices=UNITS)
    standard = forms.ChoiceField(label=_("Accounting standard"), choices=list(STANDARDS.items()))
    credibility = forms.ChoiceField(label=_("Credibility"), choices=list(CREDIBILITIES.items()))
    source = forms.CharField(label=_("Source"), max_length=160)
    received_on = DayField(label=_("Handed in on"))
    reason = forms.CharField(
        label=_("Why it is restated"),
        max_length=240,
        required=False,
        help_text=_("Needed where a period is on file with other figures, or where the figures jump."),
    )

    def __init__(self, data: Any, *, held: FinancialStatement | None, today: date) -> None:
        super().__init__(data, initial=_start(held, today))
        chinese = (get_language() or "zh").startswith("zh")
        for line in LINES:
            label = line.chinese if chinese else line.english
            field = AmountField(label=label, required=False, decimal_places=6, max_digits=24)
            field.widget.attrs["aria-label"] = label
            self.fields[f"line_{line.code}"] = field

    def sheets(self) -> list[dict[str, Any]]:
        """The lines by sheet, sums marked."""
        return [
            {
                "title": SHEETS[sheet],
                "lines": [(self[f"line_{line.code}"], line.code in SUMS) for line in LINES if line.sheet is sheet],
            }
            for sheet in Sheet
        ]

    def head(self) -> list[Any]:
        """The fields that say what the period is."""
        return [field for field in self if not field.name.startswith("line_")]

    def draft(self) -> StatementDraft:
        """What was filled in, as the rules take it, in full units."""
        said = self.cleaned_data
        factor = Decimal(said["unit"])
        lines = {line.code: said[f"line_{line.code}"] for line in LINES}
        return StatementDraft(
            period=Period(said["end"], said["months"], Scope(said["scope"])),
            currency=said["currency"].upper(),
            standard=Standard(said["standard"]),
            credibility=Credibility(said["credibility"]),
            amounts={code: amount * factor for code, amount in lines.items() if amount is not None},
            source=said["source"],
            received_on=said["received_on"],
            reason=said["reason"],
        )

    def blame(self, refusal: Refusal) -> None:
        """The refusal beside the line or the field it is about."""
        name = f"line_{refusal.facts.get('code')}"
        if name in self.fields:
            told = in_figures(refusal.facts, unit=Decimal(self.cleaned_data["unit"]))
            self.add_error(name, refused(Refusal(refusal.code, **told)))
        else:
            blame(refusal, self)


def _start(held: FinancialStatement | None, today: date) -> dict[str, Any]:
    plain: dict[str, Any] = {"unit": "1", "received_on": today}
    if held is None:
        return plain | {"end": date(today.year - 1, 12, 31), "months": 12, "currency": "CNY"}
    lines = {f"line_{code}": format(amount, "f") for code, amount in held.amounts.items() if code not in SUMS}
    told = {name: getattr(held, name) for name in ("months", "scope", "currency", "standard", "credibility", "source")}
    return plain | told | {"end": held.period_end} | lines


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file that was chosen."""
        return [super(_FilesField, self).clean(one, initial) for one in (data or [None])]


class ImportForm(forms.Form):
    """Workbooks of one or many companies."""

    workbooks = _FilesField(
        label=_("Workbooks"),
        help_text=_(
            "Excel or CSV; one or many companies in each. A company is named in the sheet or by the file's name."
        ),
    )
    received_on = DayField(label=_("Handed in on"))
    reason = forms.CharField(
        label=_("Why it is restated"),
        max_length=240,
        required=False,
        help_text=_("Needed where a period is on file with other figures."),
    )
