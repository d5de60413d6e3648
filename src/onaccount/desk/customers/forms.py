"""What people fill in about a customer: the file, a contact, a letter."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.customers.models import Contact, Customer
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person

LETTER_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]


class FileForm(forms.ModelForm):  # type: ignore[type-arg]
    """The company's data; what makes a number or name valid is judged by the rules, not here."""

    salesperson = forms.ModelChoiceField(
        label=_("Salesperson"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody yet")
    )
    language = forms.ChoiceField(label=_("Language of letters"), choices=LETTER_LANGUAGES)

    class Meta:
        model = Customer
        fields = (
            "number",
            "name",
            "name_en",
            "uscc",
            "vat_number",
            "lei",
            "country",
            "region",
            "industry",
            "address",
            "language",
            "currency",
            "opened_on",
            "salesperson",
        )
        widgets = {"opened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["salesperson"].queryset = access.people()  # type: ignore[attr-defined]
        self.fields["opened_on"].initial = today

    def validate_unique(self) -> None:
        """Left to the action, which says whose number it is."""

    def draft(self) -> CustomerDraft:
        """What was filled in, as the rules take it."""
        said = dict(self.cleaned_data)
        salesperson = said.pop("salesperson")
        return CustomerDraft(**said, salesperson_id=salesperson.pk if salesperson else None)


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    """Somebody to write to."""

    class Meta:
        model = Contact
        fields = ("purpose", "name", "title", "email", "phone")

    def draft(self) -> ContactDraft:
        """What was filled in, as the rules take it."""
        return ContactDraft(**self.cleaned_data)


class LetterForm(forms.Form):
    """Which dunning letter to send."""

    language = forms.ChoiceField(label=_("Language"), choices=LETTER_LANGUAGES)
    currency = forms.ChoiceField(label=_("Currency"))

    def __init__(self, *given: Any, currencies: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]
