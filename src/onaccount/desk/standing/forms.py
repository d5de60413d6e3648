"""The plain forms of standing: what a person types. What may stand is the rules' business."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onaccount.assessment.rules import SYMBOLS, GradeDraft
from onaccount.cover import labels as cover_words
from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers.labels import DETAILS
from onaccount.desk.components.fields import AmountField, CurrencyField, DayField
from onaccount.desk.components.paper_fields import NumberField
from onaccount.kernel.period import end_after
from onaccount.limits.labels import LISTINGS
from onaccount.limits.rules import ListingDraft, ListingKind
from onaccount.trade import labels as trade_words
from onaccount.trade.rules import LEVELS, DemandDraft, DisputeCause, DisputeDraft, Ending, PromiseDraft

BOUNDS = (MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


def _day(label: Any, *, required: bool = True, **options: Any) -> DayField:
    return DayField(label=label, required=required, validators=[*BOUNDS], **options)


def _words(label: Any, *, required: bool = True, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=160, required=required, **options)


def _remark(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, required=required, widget=forms.Textarea(attrs={"rows": 2}))


class CoverForm(forms.Form):
    """Something that secures us, from its paper."""

    kind = forms.ChoiceField(label=_("Kind of security"), choices=[*cover_words.KINDS.items()])
    value = AmountField(label=_("Secured value"), min_value=Decimal("0.01"))
    currency = CurrencyField(label=_("Currency"))
    percent = AmountField(
        label=_("Share that counts, in percent"), max_digits=5, min_value=Decimal("0.01"), max_value=Decimal(100)
    )
    is_in_exposure = forms.BooleanField(
        label=_("The value is inside the exposure already"),
        required=False,
        help_text=_("Then only the missing share is taken off: value × percent − value."),
    )
    valid_from = _day(_("First day"))
    last_day = _day(_("Last day"), required=False, help_text=_("Empty: until it is revoked."))
    giver = _words(_("Giver"), help_text=_("The guarantor, bank or insurer."))
    reference = forms.CharField(label=_("Number of the paper"), max_length=80, required=False)
    order_number = NumberField(
        label=_("Only for order"), max_length=60, required=False, help_text=_("Empty: it secures the whole customer.")
    )
    remark = _remark(_("Remark"))

    def draft(self) -> CoverDraft:
        """The security as the stage knows it."""
        said = dict(self.cleaned_data)
        return CoverDraft(kind=CoverKind(said.pop("kind")), valid_to=end_after(said.pop("last_day")), **said)


class ListingForm(forms.Form):
    """A list the customer is put on."""

    kind = forms.ChoiceField(label=_("List"), choices=[*LISTINGS.items()])
    source = _words(_("Source"), required=False, help_text=_("The register or paper that names the customer."))
    reason = _remark(_("Reason"), required=True)
    valid_from = _day(_("First day"))
    last_day = _day(_("Last day"), required=False, help_text=_("Only the positive list lapses by itself."))

    def draft(self) -> ListingDraft:
        """The listing as the stage knows it."""
        said = dict(self.cleaned_data)
        return ListingDraft(kind=ListingKind(said.pop("kind")), valid_to=end_after(said.pop("last_day")), **said)


class GradeForm(forms.Form):
    """A grade a person gives."""

    grade = forms.ChoiceField(label=_("Grade"), choices=[(grade, grade) for grade in SYMBOLS])
    given_on = _day(_("Graded on"))
    last_day = _day(_("Last day"), required=False, help_text=_("Empty: until the next grade."))
    source = _words(_("What it rests on"))
    remark = _remark(_("Remark"))

    def draft(self) -> GradeDraft:
        """The grade as the stage knows it."""
        said = dict(self.cleaned_data)
        return GradeDraft(valid_to=end_after(said.pop("last_day")), **said)


class ReviewForm(forms.Form):
    """The day of the next review."""

    review_date = _day(_("Review by"), required=False, help_text=_("Empty: no review is planned."))
    reason = _remark(_("Reason"))


class ClassesForm(forms.Form):
    """The classes a customer belongs to."""

    codes = forms.MultipleChoiceField(label=_("Classes"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, classes: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered(self, "codes", [(each.code, f"{each.name} ({each.code})") for each in classes])


class NewClassForm(forms.Form):
    """A class that rules can be written for."""

    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Small letters, digits and hyphens."))
    name = forms.CharField(label=pgettext_lazy("thing", "Name"), max_length=80)


class DetailForm(forms.Form):
    """A new ship-to address, or new bank details."""

    kind = forms.ChoiceField(label=_("What changed"), choices=[*DETAILS.items()])
    value = forms.CharField(label=_("What holds from now on"), max_length=240)
    told_by = _words(
        _("Told by"),
        help_text=_("Who told us and how. Call back on a number known before, never on the one in the mail."),
    )


class ItemsForm(forms.Form):
    """Open items to choose from."""

    items = forms.TypedMultipleChoiceField(
        label=_("Open items"), coerce=int, widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-long"})
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered(self, "items", choices)


class DisputeForm(forms.Form):
    """An objection to one item."""

    item = forms.TypedChoiceField(label=_("Open item"), coerce=int)
    cause = forms.ChoiceField(label=_("Cause of the dispute"), choices=[*trade_words.DISPUTE_CAUSES.items()])
    amount = AmountField(label=_("Disputed amount"), required=False, help_text=_("Empty: all that is open."))
    raised_on = _day(_("Raised on"))
    remark = _remark(_("What the customer says"))

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered(self, "item", choices)

    def draft(self) -> DisputeDraft:
        """The dispute as the stage knows it."""
        said = self.cleaned_data
        return DisputeDraft(DisputeCause(said["cause"]), said["amount"], said["raised_on"], said["remark"])


class PromiseForm(ItemsForm):
    """A day by which items are promised to be paid."""

    promised_date = _day(_("Promised for"))
    given_on = _day(_("Promise given on"))
    given_by = forms.CharField(label=_("Promised by"), max_length=80, required=False)
    remark = _remark(_("Remark"))

    def draft(self) -> PromiseDraft:
        """The promise as the stage knows it."""
        said = self.cleaned_data
        return PromiseDraft(said["given_on"], said["given_by"], said["promised_date"], said["remark"])


class DemandForm(ItemsForm):
    """A demand that went out."""

    level = forms.TypedChoiceField(label=_("Level"), coerce=int, choices=[(level, level) for level in LEVELS])
    sent_on = _day(_("Sent on"))
    remark = _remark(_("Remark"))

    def draft(self) -> DemandDraft:
        """The demand as the stage knows it."""
        said = self.cleaned_data
        return DemandDraft(said["level"], said["sent_on"], said["remark"])


class EndForm(forms.Form):
    """How something ended: the outcome where there are several, the day, why."""

    outcome = forms.ChoiceField(label=_("Outcome"))
    ended_on = _day(_("Ended on"))
    reason = _remark(_("Reason"))

    def __init__(self, *args: Any, outcomes: Any = (), needs_reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        if outcomes:
            offered(self, "outcome", [*outcomes])
        else:
            del self.fields["outcome"]

    def ending(self) -> Ending:
        """The end of a mark."""
        return Ending(self.cleaned_data["ended_on"], self.cleaned_data["reason"])


class LiftForm(forms.Form):
    """Why a customer is taken off a list."""

    reason = _remark(_("Reason"), required=True)


def offered(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    """Give a field of choices what it offers."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
