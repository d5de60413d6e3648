"""What people fill in about a file: a fact of any kind, a correction, a paper. What makes a value valid is judged by the rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.customers.labels import CAUSES, CHOICES, FIELDS, PAPERS
from onaccount.customers.rules.facts import Ask, Cause, CorrectionDraft, FactDraft, FactKind, Field
from onaccount.customers.rules.papers import PaperDraft
from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import DayField
from onaccount.kernel.period import end_after
from onaccount.kernel.reasons import Refusal

LONG_ROWS = 4


_ABOUT = {
    "facts.source_missing": "source",
    "facts.dated_wrong": "dated",
    "facts.period_empty": "valid_through",
    "facts.paper_unknown": "document",
    "facts.verify_again": "verified_with",
    "facts.told_missing": "departments_told",
    "facts.measure_missing": "measure",
    "facts.follow_up_past": "follow_up_on",
    "papers.type_unknown": "type",
    "papers.period_empty": "valid_through",
    "papers.too_large": "file",
    "papers.not_taken": "file",
    "papers.empty": "file",
    "papers.known_already": "file",
    "statements.period_wrong": "end",
    "statements.received_wrong": "received_on",
    "statements.source_missing": "source",
    "statements.reason_missing": "reason",
    "currency.unknown": "currency",
}


def blame(refusal: Refusal, *among: forms.Form) -> None:
    """Say a refusal beside the field it is about, in the first of the forms that has it; one about no field stands on top."""
    said = refusal.facts.get("field") or _ABOUT.get(refusal.code, "")
    name = str(FIELDS.get(str(said), said))
    words = refused(Refusal(refusal.code, **{**refusal.facts, "field": name}))
    at = next((form for form in among if said in form.fields), None)
    if at is None:
        among[-1].add_error(None, words)
    else:
        at.add_error(str(said), words)


def _input(field: Field) -> forms.Field:
    label = FIELDS[field.code]
    match field.ask:
        case Ask.CHOICE:
            choices = [("", "--"), *((code, CHOICES[code]) for code in field.choices)]
            return forms.ChoiceField(label=label, required=field.is_required, choices=choices)
        case Ask.DAY:
            return DayField(label=label, required=field.is_required)
        case Ask.LONG:
            area = forms.Textarea(attrs={"rows": LONG_ROWS})
            return forms.CharField(label=label, required=field.is_required, max_length=2000, widget=area)
    return forms.CharField(label=label, required=field.is_required, max_length=240)


class FactForm(forms.Form):
    """A fact of one kind: its values, then where it comes from and until when it holds."""

    source = forms.CharField(label=_("Source"), max_length=160)
    dated = DayField(label=_("As of"))
    valid_through = DayField(label=_("Valid through"), required=False)
    document = forms.ChoiceField(label=_("Paper it rests on"), required=False)

    def __init__(self, *given: Any, kind: FactKind, documents: Sequence[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind = kind
        own = {field.code: _input(field) for field in kind.fields}
        self.fields = own | self.fields
        papers = [(str(one.pk), f"{PAPERS[one.type]} · {one.title}") for one in documents]
        self.fields["document"].choices = [("", "--"), *papers]  # type: ignore[attr-defined]

    def draft(self) -> FactDraft:
        """What was filled in, as the rules take it."""
        said = self.cleaned_data
        through = said["valid_through"]
        return FactDraft(
            kind=self.kind.code,
            values={field.code: str(said[field.code] or "") for field in self.kind.fields},
            source=said["source"],
            dated=said["dated"],
            valid_to=end_after(through),
            document_id=int(said["document"]) if said["document"] else None,
        )


class CorrectionForm(forms.Form):
    """Why a fact was wrong and what follows; the right fact is filled in beside it."""

    cause = forms.ChoiceField(label=_("Cause"), choices=list(CAUSES.items()))
    verified_with = forms.CharField(
        label=_("Verified again with"),
        max_length=160,
        required=False,
        help_text=_("Needed where the source was wrong."),
    )
    departments_told = forms.CharField(label=_("Departments told"), max_length=160)
    measure = forms.CharField(label=_("What prevents the next one"), max_length=240)
    follow_up_on = DayField(label=_("Look again on"), help_text=_("You get a task for that day."))
    withdrawn = forms.BooleanField(label=_("Nothing takes its place"), required=False)

    def correction(self) -> CorrectionDraft:
        """What was filled in, as the rules take it."""
        said = self.cleaned_data
        return CorrectionDraft(
            Cause(said["cause"]), said["verified_with"], said["departments_told"], said["measure"], said["follow_up_on"]
        )


class PaperForm(forms.Form):
    """A paper with its type and validity."""

    type = forms.ChoiceField(label=_("Type"), choices=list(PAPERS.items()))
    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    file = forms.FileField(label=_("File"), help_text=_("PDF, PNG, JPEG, office document or text, up to 20 MB."))
    valid_from = DayField(label=_("Valid from"))
    valid_through = DayField(label=_("Valid through"), required=False)

    def draft(self) -> PaperDraft:
        """What was handed in, as the rules take it."""
        said = self.cleaned_data
        through, file = said["valid_through"], said["file"]
        return PaperDraft(
            type=said["type"],
            title=said["title"],
            file_name=file.name[:200],
            content=file.read(),
            valid_from=said["valid_from"],
            valid_to=end_after(through),
        )


class BankStatementForm(forms.Form):
    """A customer's own bank statement as rows."""

    file = forms.FileField(
        label=_("CSV, Excel or PDF file"),
        help_text=_(
            "Columns for the day, what came in and went out (or one amount), and if printed the balance and the other party."
        ),
    )
    title = forms.CharField(label=_("Bank and account"), max_length=160)

    def draft(self, today: date) -> PaperDraft:
        """The file as a paper of today."""
        file = self.cleaned_data["file"]
        name, title = file.name[:200], self.cleaned_data["title"]
        return PaperDraft("bank_statement", title, name, file.read(), valid_from=today, valid_to=None)
