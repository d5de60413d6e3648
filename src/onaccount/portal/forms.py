"""What the online application asks for, step by step; whether it makes sense is the rules' business."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.kernel.identity import uscc
from onaccount.kernel.reasons import Refusal
from onaccount.kernel.text import plain_figure
from onaccount.limits import labels
from onaccount.limits.queries.applications import Contact


class AmountField(forms.DecimalField):
    """An amount as applicants write it: "100,000", "１００，０００" and "100 000" are read alike."""

    def to_python(self, value: Any) -> Any:
        """The amount, or the field's own fault; 1e9 is none."""
        try:
            return super().to_python(plain_figure(value) if isinstance(value, str) else value)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def _amount(label: Any) -> AmountField:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "form-control num"})
    return AmountField(label=label, min_value=1, max_digits=14, decimal_places=2, widget=widget)


class CompanyForm(forms.Form):
    """Step 1: who applies, and whom we answer."""

    name = forms.CharField(label=_("Company name"), max_length=200)
    country = forms.ChoiceField(label=_("Country"), choices=[("CN", _("China")), ("XX", _("another country"))])
    uscc = forms.CharField(label=_("Unified social credit code"), max_length=40, required=False)
    industry = forms.CharField(label=_("Industry"), max_length=80, required=False)
    address = forms.CharField(label=_("Registered address"), max_length=240, required=False)
    contact_name = forms.CharField(label=_("Your name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        """The code as it is written, whichever way it was typed; told here what would stop the application at its end."""
        said = super().clean() or {}
        typed = said.get("uscc", "")
        if "uscc" in said and (typed or said.get("country") == "CN"):
            try:
                said["uscc"] = uscc(typed)
            except Refusal:
                self.add_error("uscc", str(labels.REASONS["application.uscc_wrong"]))
        return said

    def answers(self) -> dict[str, str]:
        """What may stand in plain."""
        return {name: self.cleaned_data[name] for name in ("name", "country", "uscc", "industry", "address")}

    def contact(self) -> dict[str, str]:
        """What names a person and is sealed."""
        typed = self.cleaned_data
        return {"name": typed["contact_name"], "email": typed["email"], "phone": typed["phone"]}

    @staticmethod
    def begun(answers: dict[str, str], contact: Contact) -> dict[str, str]:
        """What was filled in before."""
        return answers | {"contact_name": contact.name, "email": contact.email, "phone": contact.phone}


class WishForm(forms.Form):
    """Step 2: what is asked for."""

    amount = _amount(_("Credit limit you ask for"))
    monthly = _amount(_("Purchases you expect in a month"))
    days = forms.IntegerField(label=_("Credit days you ask for"), min_value=1, max_value=180)
    purpose = forms.CharField(
        label=_("What you want to buy, and for whom"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )

    def answers(self) -> dict[str, str]:
        """What may stand in plain."""
        return {name: str(value) for name, value in self.cleaned_data.items()}
