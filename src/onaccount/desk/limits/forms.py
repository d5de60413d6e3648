"""The forms of limits: what a person types. They read figures and days; whether these make sense is the rules' business."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField, CurrencyField, DayField
from onaccount.kernel.period import last_day_before
from onaccount.limits import labels
from onaccount.limits.queries import CustomerLimits
from onaccount.limits.rules import CreditLimit, Dimension, ErrorDraft, Expiry, LimitType, Reach, SuspensionKind
from onaccount.limits.wording.ways import DEPARTMENTS


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage somebody typed instead of a figure."""

    percent: Decimal


class FigureOrShare(AmountField):
    """A figure, or a percentage of the limit in force: "+10 %", "-20%". With `adds` it needs no sign, for it is only added."""

    def __init__(self, *, adds: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.adds = adds

    def clean(self, value: Any) -> Any:
        """The exact decimal, or the share."""
        text = value.strip().replace("％", "%").replace("＋", "+").replace("－", "-") if isinstance(value, str) else ""
        if not text.endswith("%"):
            return super().clean(value)
        if not self.adds and text[0] not in "+-":
            raise forms.ValidationError(_("Say whether it is more or less: +10 % or -10 %."))
        return Share(super().clean(text[:-1]))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A phone shows its letters too: its figures come without a sign and a per cent."""
        return {**super().widget_attrs(widget), "inputmode": "text"}


def _day(label: Any, *, required: bool) -> forms.DateField:
    return DayField(label=label, required=required)


def _figure(label: Any, *, kind: type[AmountField] = AmountField, **options: Any) -> AmountField:
    widget = forms.TextInput(attrs={"class": "num"})
    return kind(label=label, required=False, decimal_places=None, widget=widget, **options)


def _choice(label: Any, words: labels.Words, *, leave_out: tuple[str, ...] = (), **options: Any) -> forms.ChoiceField:
    choices = [pair for pair in words.items() if pair[0] not in leave_out]
    return forms.ChoiceField(label=label, choices=choices, **options)


def _reason(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class Checked(forms.Form):
    """A form whose effect is shown before it is sent: `seen` names the effect that was shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def ticked(self) -> frozenset[str]:
        """The questions the maker ticked."""
        return frozenset(self.data.getlist("confirmed") if isinstance(self.data, QueryDict) else ())

    def showing(self, token: str) -> None:
        """Keep the token of the effect that is about to be shown."""
        given = QueryDict(mutable=True)
        given.update(self.data)
        given["seen"] = token
        self.data = given


class LimitsForm(Checked):
    """The limits of one customer on one page. An empty largest order or quantity or credit days means none is set."""

    type = _choice(_("Kind of limit"), labels.TYPES)
    value = _figure(
        _("Credit limit"),
        kind=FigureOrShare,
        help_text=_("Tax included. 0 means no credit. Or so much more or less than now: +10 %, -20 %."),
    )
    order_amount = _figure(_("Largest order"))
    quantity = _figure(_("Largest quantity"))
    credit_days = forms.IntegerField(label=_("Credit days"), required=False, min_value=0)
    valid_from = _day(_("First day"), required=True)
    last_day = _day(_("Last day"), required=False)
    expiry = _choice(_("After the last day"), labels.EXPIRIES)
    fall_back = _figure(_("Amount after the last day"))
    reach = _choice(_("Binds"), labels.REACHES)
    segment = forms.CharField(required=False, widget=forms.HiddenInput)
    currency = CurrencyField(label=_("Currency"))
    reason = _reason(_("Reason"))

    @staticmethod
    def from_limits(*, found: CustomerLimits, reach: Reach, today: date) -> dict[str, Any]:
        """What stands in the form when it is opened: what is in force."""

        def value(dimension: Dimension) -> Decimal | None:
            return found.limit(dimension, reach).value

        credit = found.limit(Dimension.EXPOSURE, reach)
        return {
            "type": _type_of(credit),
            "value": plain(_base_of(credit)),
            "order_amount": plain(value(Dimension.ORDER_AMOUNT)),
            "quantity": plain(value(Dimension.QUANTITY)),
            "credit_days": plain(value(Dimension.CREDIT_DAYS)),
            "valid_from": today,
            "last_day": last_day_before(credit.valid_to),
            "expiry": Expiry.NOTHING,
            "reach": reach,
            "segment": found.segment.code if found.segment else "",
            "currency": credit.currency or found.customer.currency,
        }


class TemporaryForm(Checked):
    """What is added to the limit for a while, and its last day; `end` stops the one that is running."""

    value = _figure(
        _("Amount added"),
        kind=FigureOrShare,
        adds=True,
        help_text=_(
            "Comes on top of the limit and lapses by itself after its last day. Or a share of the limit: 20 %."
        ),
    )
    valid_from = _day(_("First day"), required=True)
    last_day = _day(_("Last day"), required=False)
    end = forms.BooleanField(label=_("End the running temporary limit on the first day"), required=False)
    reason = _reason(_("Reason"))

    def __init__(self, *args: Any, running: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("value", "last_day"):
            self.fields[name].required = not running


class CorrectionForm(Checked):
    """What a wrong line should have said, and how it came about."""

    type = _choice(_("Kind of limit"), labels.TYPES)
    value = _figure(_("Right figure"))
    valid_from = _day(_("First day"), required=True)
    last_day = _day(_("Last day"), required=False)
    expiry = _choice(_("After the last day"), labels.EXPIRIES, leave_out=(Expiry.KEEP,), required=False)
    fall_back = _figure(_("Amount after the last day"))
    cause = _choice(_("Cause of the error"), labels.CAUSES)
    verified_with = forms.CharField(
        label=_("Verified with"),
        max_length=160,
        required=False,
        help_text=_("Where the source was wrong: the paper or the person that the right figure comes from."),
    )
    reason = _reason(_("What happened"))
    departments = forms.MultipleChoiceField(
        label=_("Departments told"),
        choices=list(DEPARTMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever speaks for them gets a task and a mail once the correction is approved."),
    )
    measure = forms.CharField(
        label=_("Against the next one"),
        max_length=160,
        help_text=_("What is done so that it does not happen again; it becomes your task on the day below."),
    )
    follow_up_on = _day(_("Its effect is looked at on"), required=True)

    def draft(self) -> ErrorDraft:
        """What is recorded about the error."""
        typed = self.cleaned_data
        told = tuple(typed["departments"])
        return ErrorDraft(typed["cause"], told, typed["verified_with"], typed["measure"], typed["follow_up_on"])


class SuspensionForm(forms.Form):
    """A standing hold and its reason."""

    kind = forms.ChoiceField(label=_("Standing hold"), choices=[(kind.value, kind.value) for kind in SuspensionKind])
    reason = forms.CharField(label=_("Reason"), max_length=2000)


class OpeningForm(Checked):
    """The first limits of many customers: one figure each, an empty one leaves the customer without a limit."""

    valid_from = _day(_("First day"), required=True)
    reason = _reason(_("Reason"))

    def __init__(self, *args: Any, customer_ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.customer_ids = customer_ids
        for customer_id in customer_ids:
            self.fields[f"limit_{customer_id}"] = _figure(_("Credit limit"))

    def figures(self) -> dict[int, Decimal]:
        """The figures that were typed, by customer."""
        typed = {pk: self.cleaned_data[f"limit_{pk}"] for pk in self.customer_ids}
        return {pk: figure for pk, figure in typed.items() if figure is not None}


def plain(figure: Decimal | None) -> str:
    """A figure as it is typed, without separators and without trailing zeros."""
    if figure is None:
        return ""
    return f"{figure:.2f}" if figure != figure.to_integral_value() else f"{figure:.0f}"


def _type_of(credit: CreditLimit) -> LimitType:
    """A temporary limit over nothing leaves the base unset."""
    return LimitType.NONE if credit.temporary and not credit.value else credit.type


def _base_of(credit: CreditLimit) -> Decimal | None:
    return None if _type_of(credit) is LimitType.NONE else credit.value
