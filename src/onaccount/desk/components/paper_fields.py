"""The fields every form of a document 单据 asks alike: its number, its amount, its day, its reason, the company it names."""

from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField, DayField

SMALLEST, LARGEST = Decimal("0.001"), Decimal(10**12)
PLAIN = RegexValidator(r"^[^\x00-\x1f\x7f]+$")
DAYS = (MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


class NumberField(forms.CharField):
    """A document's number, half width as files bring it: "ＣＮ－１" and "CN-1" are one paper."""

    def to_python(self, value: Any) -> Any:
        """The number as it is kept."""
        return normalize("NFKC", super().to_python(value) or "").strip()


def a_number(label: Any, *, required: bool = True) -> forms.CharField:
    """A document's number."""
    return NumberField(label=label, max_length=60, validators=[PLAIN], required=required)


def an_amount(label: Any, *, required: bool = True) -> AmountField:
    """An amount above zero, VAT included."""
    return AmountField(
        label=label, required=required, min_value=SMALLEST, max_value=LARGEST, max_digits=16, decimal_places=3
    )


class PaperDayField(DayField):
    """A day of a paper: a calendar day people mean."""

    default_validators = list(DAYS)


def a_day(label: Any, *, required: bool = True) -> forms.DateField:
    """A calendar day people mean."""
    return PaperDayField(label=label, required=required)


def a_text(label: Any, *, required: bool = True) -> forms.CharField:
    """A sentence or two."""
    return forms.CharField(label=label, max_length=500, required=required, widget=forms.Textarea(attrs={"rows": 2}))


def a_company(label: Any, *, required: bool = True) -> forms.CharField:
    """A customer by number or full name."""
    return forms.CharField(label=label, max_length=200, required=required, help_text=_("Number or full name."))


class OnceForm(forms.Form):
    """A form that is sent once: a second click under the same key is answered as the first."""

    key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
