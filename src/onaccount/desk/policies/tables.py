"""The tables of a draft 政策表格: who may release how far, which orders are exempt, what passes while data are missing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.customers import queries as customers
from onaccount.desk.components.fields import AmountField
from onaccount.desk.policies.scopes import ScopedForm
from onaccount.office.access import queries as people
from onaccount.ordercheck.rules import AuthorityStep, Exemption, FailOpen, Leave

MOST_DAYS, MOST_ROWS = 3650, 40


def _list(text: str) -> tuple[str, ...]:
    """What stands between commas, Chinese or not, each once."""
    plain = text.replace("，", ",").replace("、", ",").split(",")
    return tuple(dict.fromkeys(part.strip() for part in plain if part.strip()))


class StepForm(forms.Form):
    """These roles may release so far; a row without roles is for whoever may release."""

    roles = forms.MultipleChoiceField(label=_("Roles"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}))
    amount = AmountField(label=_("Up to so much over the limit"), required=False, min_value=Decimal(0))
    days = forms.IntegerField(label=_("Up to so many days over"), required=False, min_value=0, max_value=MOST_DAYS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.fields["roles"]
        assert isinstance(found, forms.MultipleChoiceField)
        found.choices = [(role.code, str(role)) for role in people.roles()]

    def step(self) -> AuthorityStep:
        """The row as a value; an empty number has no end."""
        said = self.cleaned_data
        return AuthorityStep(tuple(said["roles"]), Leave(said["amount"], said["days"]))


class ExemptionForm(forms.Form):
    """Orders the credit rules leave alone, under a code that every verdict names."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    order_types = forms.CharField(label=_("Order types, parted by commas"), max_length=400, required=False)
    customer_classes = forms.CharField(
        label=_("Classes of customers, parted by commas"), max_length=400, required=False
    )

    def clean_customer_classes(self) -> str:
        """Every class exists."""
        text: str = self.cleaned_data["customer_classes"]
        unknown = set(_list(text)) - set(customers.classes().values_list("code", flat=True))
        if unknown:
            raise forms.ValidationError(_("There is no class %(codes)s."), params={"codes": ", ".join(sorted(unknown))})
        return text

    def exemption(self) -> Exemption:
        """The row as a value."""
        said = self.cleaned_data
        return Exemption(said["code"], _list(said["order_types"]), _list(said["customer_classes"]))


class FailOpenForm(ScopedForm):
    """For whom an order passes up to an amount although a source of facts is stale."""

    offers_everybody = True
    up_to = AmountField(label=_("Up to an order of"), min_value=Decimal(0))

    def fail_open(self) -> FailOpen:
        """The row as a value."""
        return FailOpen(self.scope, self.cleaned_data["up_to"])


Steps = forms.formset_factory(StepForm, extra=1, can_delete=True, max_num=MOST_ROWS)
Exemptions = forms.formset_factory(ExemptionForm, extra=1, can_delete=True, max_num=MOST_ROWS)
FailOpens = forms.formset_factory(FailOpenForm, extra=1, can_delete=True, max_num=MOST_ROWS)


class PartsField(forms.CharField):
    """Numbers by name, one a line: a code, then a number."""

    default_error_messages = {"line": _("Line %(line)s: write a code, a space, and a number: %(text)s")}

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 18}), **options)

    def to_python(self, value: Any) -> Any:
        """The numbers by their names."""
        lines = enumerate(str(value or "").splitlines(), start=1)
        return dict(self._line(place, line) for place, line in lines if line.strip())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Nothing typed where nothing was is no change."""
        try:
            return bool((initial or {}) != self.to_python(data))
        except forms.ValidationError:
            return True

    def prepare_value(self, value: Any) -> Any:
        """As it is typed: one a line."""
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{name} {number.normalize():f}" for name, number in value.items())

    def _line(self, place: int, line: str) -> tuple[str, Decimal]:
        name, _gap, number = line.strip().rpartition(" ")
        try:
            found: Any = AmountField(min_value=0).clean(number)
        except forms.ValidationError:
            found = None
        if not name.strip() or found is None:
            params = {"line": place, "text": line.strip()[:40]}
            raise forms.ValidationError(self.error_messages["line"], code="line", params=params)
        return name.strip(), found


def shown_steps(steps: tuple[AuthorityStep, ...]) -> Iterator[dict[str, Any]]:
    """Give the rows of an authority as the form opens with them."""
    for each in steps:
        yield {"roles": list(each.roles), "amount": each.leave.amount, "days": each.leave.days}


def shown_exemption(each: Exemption) -> dict[str, Any]:
    """Give an exemption as the form opens with it."""
    return {
        "code": each.code,
        "order_types": ", ".join(each.order_types),
        "customer_classes": ", ".join(each.customer_classes),
    }
