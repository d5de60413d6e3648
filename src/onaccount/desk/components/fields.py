"""
Form fields that read figures the way people type and paste them.

Terms: amount 金额. Thousands separators, full-width digits and spaces are taken; letters and units are refused, so that
nobody's 万 is guessed. Day 日期: the browser's own picker, which knows one spelling of a day in every language.
Currency 币种: chosen by code and name, those that most invoices are in first.
"""

from datetime import date
from functools import cache
from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from onaccount.kernel.currencies import CURRENCIES
from onaccount.kernel.text import plain_figure
from onaccount.office.words import titled

EARLIEST, LATEST = date(1800, 1, 1), date(2999, 12, 31)
USUAL_CURRENCIES = ("CNY", "USD", "EUR", "HKD", "JPY", "GBP")


class AmountField(forms.DecimalField):
    """A decimal amount with two places unless said otherwise: "1,284,000.50", "１２８４０００" and "1 284 000" are read alike."""

    widget = forms.TextInput

    def __init__(self, *, max_digits: int = 18, decimal_places: int | None = 2, **options: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **options)

    def to_python(self, value: Any) -> Any:
        """The amount, or the field's own fault; 1e9 is none."""
        try:
            return super().to_python(plain_figure(value) if isinstance(value, str) else value)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A phone shows its figures; a wheel over the field changes nothing."""
        return {**super().widget_attrs(widget), "inputmode": "decimal", "autocomplete": "off"}


class DayField(forms.DateField):
    """A day. The browser shows it the reader's way but takes it only as 2026-03-02; any other spelling leaves it empty."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_validators = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


def day_in(text: str) -> date:
    """Read a day from an address; `ValueError` for what is none or lies where no arithmetic of days can follow."""
    day = date.fromisoformat(text)
    if not EARLIEST <= day <= LATEST:
        raise ValueError(text)
    return day


class NoteField(forms.CharField):
    """What a person notes. What the program noted as a code stands there in words, and stays the code while nobody changes it."""

    def prepare_value(self, value: Any) -> Any:
        """Say a code in the reader's language."""
        return titled(value) if isinstance(value, str) else value


def noted(form: forms.Form, *, name: str = "note") -> str:
    """Give what was typed, or the code that stood there where it was left as it was."""
    typed, before = str(form.cleaned_data[name]), str(form.initial.get(name) or "")
    return before if typed == titled(before) else typed


class SignInNameField(forms.CharField):
    """The name somebody signs in with; letters of any script."""

    default_validators = [RegexValidator(r"^[\w.@+-]+$", _("Letters, digits and . @ + - _ only."))]

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Sign-in name"), max_length=80, **options)


class CurrencyField(forms.ChoiceField):
    """A currency by its code, shown with its name in the reader's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=lambda: _named(to_locale(get_language() or "en")), **options)


@cache
def _named(locale: str) -> tuple[tuple[str, str], ...]:
    named = {code: get_currency_name(code, locale=locale) for code in (*USUAL_CURRENCIES, *sorted(CURRENCIES))}
    return tuple((code, code if name == code else f"{code} {name}") for code, name in named.items())
