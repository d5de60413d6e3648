"""The forms of a request for credit in four steps 业务员四步申请; each keeps what was typed with the draft."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField, DayField
from onaccount.desk.limits.forms import Checked, plain
from onaccount.limits import labels
from onaccount.limits.rules import Answers, WishKind

TITLES = (_("Customer"), _("Amount and term"), _("Papers and reasons"), _("Check and send"))
CUSTOMER, WISH, REASONS, SENDING = 1, 2, 3, 4


class CustomerStep(forms.Form):
    """Step 1: for whom, and what kind of wish."""

    customer = forms.CharField(label=_("Customer"), max_length=200, help_text=_("The number or the whole name."))
    kind = forms.ChoiceField(label=_("What you ask for"), choices=list(labels.WISHES.items()))


class WishStep(forms.Form):
    """Step 2: amount and term; a temporary limit has a last day and no term of its own."""

    amount = AmountField(label=_("Credit limit you ask for"), min_value=0)
    days = forms.IntegerField(label=_("Credit days you ask for"), min_value=0, max_value=3650, required=False)
    last_day = DayField(label=_("Last day"))

    def __init__(self, *args: Any, kind: WishKind, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if kind is WishKind.TEMPORARY:
            self.fields["amount"].label = _("Amount added for a time")
            del self.fields["days"]
        else:
            del self.fields["last_day"]
        if kind is WishKind.TERMS:
            del self.fields["amount"]
            self.fields["days"].required = True

    def clean_last_day(self) -> date:
        """A day that has passed adds nothing."""
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(str(labels.REASONS["limits.already_over"]))
        return day

    def filled(self, answers: Answers) -> Answers:
        """The answers with what this step said."""
        typed = self.cleaned_data
        return replace(answers, amount=typed.get("amount"), days=typed.get("days"), last_day=typed.get("last_day"))

    @staticmethod
    def begun(answers: Answers) -> dict[str, Any]:
        """What was filled in before."""
        return {"amount": plain(answers.amount), "days": answers.days, "last_day": answers.last_day}


class ReasonsStep(forms.Form):
    """Step 3: why; the papers stand beside it."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What the customer buys, what it offers as security, what changed. Everybody who decides reads it."
        ),
    )

    def filled(self, answers: Answers) -> Answers:
        """The answers with what this step said."""
        return replace(answers, reason=self.cleaned_data["reason"])


class SendStep(Checked):
    """Step 4: nothing to type; the effect was seen and every question answered."""
