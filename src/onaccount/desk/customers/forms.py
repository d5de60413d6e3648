"""What people fill in about a customer: the file, a contact, a letter. What makes a value valid is judged by the rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.customers.labels import PURPOSES
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.desk.components.fields import DayField
from onaccount.office.access import queries as access

LETTER_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]


def _people() -> list[tuple[str, Any]]:
    return [("", _("Nobody yet")), *((str(person.pk), person.full_name) for person in access.people())]


class FileForm(forms.Form):
    """The company's data."""

    number = forms.CharField(label=_("Customer number"), max_length=40)
    name = forms.CharField(label=_("Customer name"), max_length=200)
    name_en = forms.CharField(label=_("English name"), max_length=200, required=False)
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=40, required=False)
    vat_number = forms.CharField(label=_("VAT number"), max_length=40, required=False)
    lei = forms.CharField(label=_("LEI"), max_length=40, required=False)
    country = forms.CharField(label=_("Country"), max_length=2)
    region = forms.CharField(label=_("Region"), max_length=80, required=False)
    industry = forms.CharField(label=_("Industry"), max_length=80, required=False)
    address = forms.CharField(label=_("Registered address"), max_length=240, required=False)
    language = forms.ChoiceField(label=_("Language of letters"), choices=LETTER_LANGUAGES)
    currency = forms.CharField(label=_("Currency"), max_length=3)
    opened_on = DayField(label=_("Customer since"))
    salesperson = forms.ChoiceField(label=_("Salesperson"), choices=_people, required=False)

    def draft(self) -> CustomerDraft:
        """What was filled in, as the rules take it."""
        said = dict(self.cleaned_data)
        salesperson = said.pop("salesperson")
        return CustomerDraft(**said, salesperson_id=int(salesperson) if salesperson else None)


class GroupForm(forms.Form):
    """Under which company this one stands; none makes it a group of its own."""

    parent = forms.CharField(
        label=_("Parent company"), max_length=200, required=False, help_text=_("Number or full name; empty: none.")
    )


class ContactForm(forms.Form):
    """Somebody to write to."""

    purpose = forms.ChoiceField(label=_("For"), choices=list(PURPOSES.items()))
    name = forms.CharField(label=_("Name"), max_length=80)
    title = forms.CharField(label=_("Position"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

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


def said_of(*, customer: Any) -> dict[str, Any]:
    """Give what the file says now, as the form shows it."""
    plain = {name: getattr(customer, name) for name in FileForm.base_fields if name != "salesperson"}
    plain["opened_on"] = customer.opened_on.isoformat()
    return {**plain, "salesperson": customer.salesperson_id or ""}
