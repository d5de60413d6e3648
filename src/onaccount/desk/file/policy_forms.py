"""What a credit file must hold as a form: one line for each thing asked, a few empty ones for more; and its retention."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.customers.labels import FACTS, NEEDS, PAPERS, PURPOSES, RETENTIONS
from onaccount.customers.rules.completeness import Need, NeedKind
from onaccount.customers.rules.file_policy import FilePolicy
from onaccount.customers.rules.retention import LONGEST, Retention, retention_as_json
from onaccount.desk.components.fields import AmountField, NoteField
from onaccount.desk.components.needs import named

MORE: Final = 5
YEARS: Final = ("1", "2", "3", "4", "5")
CODES: Final[Mapping[NeedKind, Iterable[str]]] = {
    NeedKind.FACT: FACTS,
    NeedKind.PAPER: PAPERS,
    NeedKind.STATEMENTS: YEARS,
    NeedKind.CONTACT: PURPOSES,
}


class NeedsForm(forms.Form):
    """Lines of what is asked, from which amount, of whom, with which weight; a line without a weight is left out."""

    note = NoteField(label=_("What changes and why"), max_length=180)

    def __init__(self, data: Any, *, policy: FilePolicy, note: str, classes: Mapping[str, str]) -> None:
        kept = retention_as_json(policy.retention)
        super().__init__(data, initial={"note": note, **{f"kept_{code}": months for code, months in kept.items()}})
        needs = policy.needs
        for code in kept:
            self.fields[f"kept_{code}"] = forms.IntegerField(label=RETENTIONS[code], min_value=1, max_value=LONGEST)
        self.lines = len(needs) + MORE
        things = [("", "--"), *((NEEDS[kind], _things(kind)) for kind in NeedKind)]
        whom = [("", _("every customer")), *classes.items()]
        for number in range(self.lines):
            held = needs[number] if number < len(needs) else None
            self.fields[f"what_{number}"] = forms.ChoiceField(
                label=_("What"), choices=things, required=False, initial=held and f"{held.kind} {held.code}"
            )
            self.fields[f"whom_{number}"] = forms.ChoiceField(
                label=_("Asked of"), choices=whom, required=False, initial=held and held.customer_class
            )
            self.fields[f"from_{number}"] = _figure(_("Asked from"), held.from_amount if held else None)
            self.fields[f"weight_{number}"] = _figure(_("Weight"), held.weight if held else None)

    def rows(self) -> Iterator[list[Any]]:
        """The fields of each line, in the order of the table's columns."""
        for number in range(self.lines):
            yield [self[f"{name}_{number}"] for name in ("what", "whom", "from", "weight")]

    def needs(self) -> list[Need]:
        """What was typed; lines with nothing chosen or without a weight are left out."""
        lines = range(self.lines)
        return [self._need(number) for number in lines if self._of("what", number) and self._of("weight", number)]

    def kept(self) -> list[Any]:
        """The fields of the retention, in months."""
        return [self[name] for name in self.fields if name.startswith("kept_")]

    def retention(self) -> Retention:
        """How long what is about people shall be kept."""
        return Retention(**{code: self.cleaned_data[f"kept_{code}"] for code in RETENTIONS})

    def _need(self, number: int) -> Need:
        kind, _space, code = self._of("what", number).partition(" ")
        start = self._of("from", number) or Decimal(0)
        return Need(NeedKind(kind), code, self._of("weight", number), start, self._of("whom", number))

    def _of(self, name: str, number: int) -> Any:
        return self.cleaned_data[f"{name}_{number}"]


def _things(kind: NeedKind) -> list[tuple[str, str]]:
    """What can be asked, each in the words of the page."""
    return [(f"{kind} {code}", named(kind, code)) for code in CODES[kind]]


def _figure(label: Any, held: Decimal | None) -> forms.Field:
    return AmountField(
        label=label, required=False, min_value=Decimal(0), initial=None if held is None else f"{held:,f}"
    )
