"""The forms of the import wizard: the file, how it is read, which column is which, and the answers asked once per source."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.connectors.ledger_files.fields import FIELDS
from onaccount.connectors.ledger_files.labels import FIELDS as FIELD_WORDS
from onaccount.connectors.ledger_files.labels import KINDS
from onaccount.connectors.tables.cells import Kind, Reading
from onaccount.connectors.tables.columns import CERTAIN, Assignment
from onaccount.connectors.tables.columns import Mapping as Columns
from onaccount.connectors.tables.delimiter import CANDIDATES
from onaccount.connectors.tables.encoding import OFFERED
from onaccount.desk.components.fields import CurrencyField, DayField
from onaccount.lifecycle.customers_imported import USUAL
from onaccount.office.trays.intake.models import IntakeRun

LARGEST_FILE = 256 * 1024 * 1024
DELIMITERS = {",": _("comma ,"), ";": _("semicolon ;"), "\t": _("tab"), "|": _("bar |")}
ORDERS = [
    ("", _("as detected")),
    ("ymd", _("year month day")),
    ("dmy", _("day month year")),
    ("mdy", _("month day year")),
]
MARKS = [(".", _("point 1,234.50")), (",", _("comma 1.234,50"))]
UNITS = [("", _("as it stands")), ("万元", _("in 10,000 (万元)")), ("千元", _("in 1,000 (千元)"))]
TAXES = [
    ("0", _("amounts include VAT")),
    ("0.13", _("net, add 13 %")),
    ("0.09", _("net, add 9 %")),
    ("0.06", _("net, add 6 %")),
]
MEANINGS = [
    ("no_credit", _("no credit")),
    ("unlimited", _("uncontrolled, no limit")),
    ("prepay", _("prepayment only")),
    ("unset", _("nothing is said; leave it open")),
]


class FileForm(forms.Form):
    """Step 1: a file or pasted rows, what they are, and where they come from."""

    kind = forms.ChoiceField(label=_("What is in the file"), choices=list(KINDS.items()))
    source = forms.CharField(
        label=_("Source"),
        max_length=40,
        help_text=_("The system the file comes from, such as SAP or 金蝶. Its columns and answers are remembered."),
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )
    file = forms.FileField(label=_("CSV or Excel file"), required=False, allow_empty_file=True)
    pasted = forms.CharField(
        label=_("Or paste rows with their header"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two must be given."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("file") and not given.get("pasted", "").strip():
            self.add_error("file", _("Choose a file or paste rows."))
        if given.get("file") and given["file"].size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than 256 MB."))
        return dict(given)

    def arrived(self) -> tuple[str, IO[bytes]]:
        """The name of what was given, and itself to be read."""
        file = self.cleaned_data["file"]
        if file:
            return str(file.name), file.file
        return "pasted.csv", BytesIO(self.cleaned_data["pasted"].encode())


class ReadingForm(forms.Form):
    """Step 2: how the file is read; what was detected is chosen already."""

    encoding = forms.ChoiceField(label=_("Encoding"))
    delimiter = forms.ChoiceField(label=_("Separator"))
    sheet = forms.ChoiceField(label=_("Sheet"))
    header_row = forms.IntegerField(label=_("Header in row"), min_value=0, max_value=1000, help_text=_("0: no header"))

    def __init__(self, *args: Any, run: IntakeRun, **options: Any) -> None:
        found = run.detected
        options["initial"] = {name: found.get(name) for name in self.base_fields}
        super().__init__(*args, **options)
        if found.get("format") == "csv":
            self._offer("encoding", [(name, name) for name in dict.fromkeys((found["encoding"], *OFFERED))])
            self._offer("delimiter", [(sign, DELIMITERS.get(sign, sign)) for sign in CANDIDATES])
            del self.fields["sheet"]
        else:
            del self.fields["encoding"], self.fields["delimiter"]
            self._offer("sheet", [(name, name) for name in found.get("sheets", ())])

    def choices(self, run: IntakeRun) -> dict[str, Any]:
        """What is to be kept: only what differs from what was detected, and what was chosen before."""
        chosen: dict[str, Any] = (
            dict.fromkeys(("encoding", "delimiter", "sheet", "header_row", "header_rows")) | run.choices
        )
        changed = {name: value for name, value in self.cleaned_data.items() if value != run.detected.get(name)}
        return chosen | changed

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ColumnsForm(forms.Form):
    """Step 3: a column for each field, and how dates and amounts are written in it."""

    def __init__(self, *args: Any, run: IntakeRun, **options: Any) -> None:
        super().__init__(*args, **options)
        self.run, self.mapping = run, Columns.from_json(run.mapping)
        offered = [("", _("not in the file"))] + [
            (str(i), f"{letter}  {title}") for i, letter, title in run.detected["columns"]
        ]
        for field in FIELDS[run.kind]:
            given = self.mapping.of(field=field.name)
            self.fields[field.name] = forms.ChoiceField(
                label=FIELD_WORDS[field.name],
                choices=offered,
                required=field.is_required,
                initial="" if given is None else str(given.index),
            )
            self._ask_reading(field.name, field.kind, given)

    def rows(self) -> list[dict[str, Any]]:
        """Each field with its selects and whether its column is only a suggestion."""
        told = []
        for field in FIELDS[self.run.kind]:
            given = self.mapping.of(field=field.name)
            told.append(
                {
                    "column": self[field.name],
                    "is_required": field.is_required,
                    "is_suggested": given is not None and given.confidence < CERTAIN,
                    "ways": [self[name] for name in self.fields if name.endswith(f"__{field.name}")],
                }
            )
        return told

    def chosen(self) -> list[dict[str, Any]]:
        """The mapping in the form in which it is kept."""
        titles = {str(index): title for index, _letter, title in self.run.detected["columns"]}
        given = [
            Assignment(field.name, int(place), titles[place], CERTAIN, self._reading(field.name))
            for field in FIELDS[self.run.kind]
            if (place := self.cleaned_data[field.name])
        ]
        return Columns(tuple(given)).as_json()

    def clean(self) -> dict[str, Any]:
        """A column fills one field."""
        given: dict[str, Any] = super().clean() or {}
        taken: dict[str, str] = {}
        for field in FIELDS[self.run.kind]:
            place = given.get(field.name)
            if place and taken.setdefault(place, field.name) != field.name:
                self.add_error(field.name, _("This column is chosen for another field already."))
        return given

    def _ask_reading(self, name: str, kind: Kind, given: Assignment | None) -> None:
        way = given.reading if given else None
        if kind is Kind.DATE:
            self._ask(f"order__{name}", _("Order of the date"), ORDERS, way.order if way else "")
        if kind is Kind.AMOUNT:
            self._ask(f"decimal__{name}", _("Decimal mark"), MARKS, (way.decimal if way else "") or ".")
            self._ask(f"unit__{name}", _("Unit"), UNITS, way.unit if way else "")

    def _ask(self, name: str, label: Any, choices: list[tuple[str, Any]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def _reading(self, name: str) -> Reading:
        given = self.mapping.of(field=name)
        data = self.cleaned_data
        return Reading(
            decimal=data.get(f"decimal__{name}") or ".",
            order=data.get(f"order__{name}") or "",
            unit=data.get(f"unit__{name}") or "",
            date_1904=bool(self.run.detected.get("date_1904")),
            two_digit_years=given.reading.two_digit_years if given else False,
        )


class AnswersForm(forms.Form):
    """Step 3, below: what the file cannot say; asked once per source."""

    balance_date = DayField(label=_("Balances as of"))
    currency = CurrencyField(label=_("Currency where the file names none"))
    credit_days = forms.IntegerField(
        label=_("Credit days where nothing is agreed"),
        min_value=0,
        max_value=720,
        help_text=_("Due dates computed so are marked."),
    )
    tax_rate = forms.ChoiceField(label=_("Tax"), choices=TAXES)
    drops_zeros = forms.BooleanField(label=_("0042 and 42 are the same customer"), required=False)
    is_full = forms.BooleanField(label=_("The file is complete: propose what is missing as settled"), required=False)
    good_rows_only = forms.BooleanField(label=_("Import the good rows although others are faulty"), required=False)

    limit_zero = forms.ChoiceField(label=_("A limit of 0 means"), choices=MEANINGS)
    limit_blank = forms.ChoiceField(label=_("A blank limit means"), choices=MEANINGS)
    limit_nines = forms.ChoiceField(label=_("A limit of 99999999 means"), choices=MEANINGS)

    def __init__(self, data: Any, *, run: IntakeRun) -> None:
        super().__init__(data, initial=_shown(run.options), prefix="answer")
        for name in NOT_ASKED.get(run.kind, ()):
            del self.fields[name]

    def options(self, run: IntakeRun) -> dict[str, Any]:
        """The answers in the form in which they are kept."""
        given = dict(self.cleaned_data)
        if "balance_date" in given:
            given["balance_date"] = given["balance_date"].isoformat()
        return {**run.options, **given}


LIMITS_ASKED = ("limit_zero", "limit_blank", "limit_nines")
ITEMS_ASKED = ("balance_date", "credit_days", "tax_rate", "is_full")
ROWS_ASKED = (*LIMITS_ASKED, *ITEMS_ASKED)
NOT_ASKED = {
    "open_items": LIMITS_ASKED,
    "customers": ITEMS_ASKED,
    "payments": ROWS_ASKED,
    "orders": ROWS_ASKED,
    "rebates": ROWS_ASKED,
}
"""What is not asked of each kind of file."""


def _shown(options: Mapping[str, Any]) -> dict[str, Any]:
    rate = format(Decimal(str(options["tax_rate"])).normalize(), "f")
    return {**{f"limit_{name}": meaning for name, meaning in USUAL.items()}, **options, "tax_rate": rate}
