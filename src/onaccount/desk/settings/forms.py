"""Forms of the settings 设置: the company and its founding."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onaccount.desk.components.fields import AmountField, CurrencyField, SignInNameField
from onaccount.desk.components.paper_fields import a_day
from onaccount.office.access.rules import NewPerson
from onaccount.office.company import labels as company_labels
from onaccount.office.company.rules import Company
from onaccount.office.rates.rules import RateDraft
from onaccount.trade.labels import FED, FED_BY, FEEDERS
from onaccount.trade.rules import Fed, Feeder, Feeders


class CompanyForm(forms.Form):
    """Our own company."""

    name = forms.CharField(label=_("Name of your company"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    currency = CurrencyField(label=_("Currency of your books"))
    dimensions = forms.MultipleChoiceField(
        label=_("What you use"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(company_labels.DIMENSIONS.items()),
        help_text=_("Simple mode shows credit limit, credit days and days overdue only. Switch on what you need."),
    )

    def company(self) -> Company:
        """The form as a value."""
        given = self.cleaned_data
        return Company(given["name"], given["language"], given["currency"], frozenset(given.get("dimensions", ())))


def a_horizon() -> forms.IntegerField:
    """The field for the days of a horizon."""
    return forms.IntegerField(
        label=_("Orders count so many days before they ship"),
        required=False,
        min_value=0,
        max_value=3650,
        help_text=_("Empty: every open order counts at once."),
    )


class SegmentForm(forms.Form):
    """A credit segment."""

    code = forms.SlugField(
        label=_("Code"), max_length=20, help_text=_("As your ERP sends it with an order, such as export.")
    )
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=120)
    horizon_days = a_horizon()


class HorizonForm(forms.Form):
    """How far ahead the orders of a segment count, and why that changes."""

    horizon_days = a_horizon()
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class FeedersForm(forms.Form):
    """Who feeds each stage of a segment from now on, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *given: Any, now: Feeders, **more: Any) -> None:
        super().__init__(*given, **more)
        self.segment = now.segment
        for stage in Fed:
            field = forms.ChoiceField(label=FED[stage], choices=list(FEEDERS.items()), help_text=FED_BY[stage])
            self.fields[stage.value] = field
            self.initial[stage.value] = now.of(stage).value
        self.order_fields([*Fed, "reason"])

    def feeders(self) -> Feeders:
        """The choice as a value."""
        return Feeders(self.segment, **{stage.value: Feeder(self.cleaned_data[stage]) for stage in Fed})


class RateForm(forms.Form):
    """What one unit of a currency is worth in another from a day on."""

    currency = CurrencyField(label=_("Currency"))
    value = AmountField(
        label=_("Exchange rate"),
        max_digits=18,
        decimal_places=8,
        min_value=Decimal("0.00000001"),
        help_text=_("How much one unit of it is worth, such as 7.1 for one US dollar in renminbi."),
    )
    target = CurrencyField(label=_("In the currency"))
    valid_from = a_day(_("Holds from"))
    source = forms.CharField(label=_("Published by"), max_length=120)
    is_sure = forms.BooleanField(label=_("I have checked this rate"), required=False)

    def draft(self) -> RateDraft:
        """The rate as a value."""
        return RateDraft(**{name: value for name, value in self.cleaned_data.items() if name != "is_sure"})


class CalendarDayForm(forms.Form):
    """A day the company works, or rests, against the published calendar."""

    day = a_day(_("Date"))
    kind = forms.ChoiceField(
        label=_("This day is"), choices=[("rest", _("a day of rest")), ("work", _("a working day"))]
    )
    name = forms.CharField(label=_("Reason"), max_length=80)

    def is_working(self) -> bool:
        """Whether the day is worked."""
        return bool(self.cleaned_data["kind"] == "work")


class WelcomeForm(forms.Form):
    """The first page: the company and the first administrator."""

    name = forms.CharField(label=_("Name of your company"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    currency = CurrencyField(label=_("Currency of your books"))
    full_name = forms.CharField(label=_("Your name"), max_length=80)
    username = SignInNameField()
    email = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
        help_text=_("At least ten characters; a sentence is easy to remember."),
    )

    def company(self) -> Company:
        """The company as a value."""
        given = self.cleaned_data
        return Company(given["name"], given["language"], given["currency"])

    def administrator(self) -> NewPerson:
        """The administrator as a value."""
        given = self.cleaned_data
        return NewPerson(given["username"], given["full_name"], given["email"], given["language"])
