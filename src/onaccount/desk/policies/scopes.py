"""For whom a row of a policy counts 适用范围: one class, one customer by number, or everybody where that makes sense."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.customers import queries as customers
from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules import Scope

CLASS, CUSTOMER, EVERYBODY = "class", "customer", "everybody"
KINDS = [(CLASS, _("class")), (CUSTOMER, _("customer"))]


class ScopedForm(forms.Form):
    """For whom: one class, or one customer by number."""

    offers_everybody = False
    kind = forms.ChoiceField(label=_("For"), choices=KINDS, initial=CLASS)
    whom = forms.CharField(label=_("Code or number"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.offers_everybody:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [(EVERYBODY, _("everybody")), *KINDS]
            kind.initial = EVERYBODY
            self.fields["whom"].required = False

    def clean(self) -> dict[str, Any]:
        """The scope exists."""
        given: dict[str, Any] = super().clean() or {}
        kind, whom = given.get("kind"), given.get("whom", "")
        if kind == CLASS and whom and not customers.classes().filter(code=whom).exists():
            self.add_error("whom", _("There is no class of customers with this code."))
        if kind == CUSTOMER and whom and not _is_customer(whom):
            self.add_error("whom", _("There is no customer with this number."))
        if self.offers_everybody and kind != EVERYBODY and not whom:
            self.add_error("whom", _("Name the class or the customer."))
        return given

    @property
    def scope(self) -> Scope:
        """The scope as a value."""
        kind, whom = self.cleaned_data["kind"], self.cleaned_data["whom"]
        if kind == EVERYBODY:
            return Scope()
        return Scope(customer=whom) if kind == CUSTOMER else Scope(customer_class=whom)


def scope_shown(scope: Scope) -> dict[str, Any]:
    """Give a scope as a form opens with it."""
    if scope == Scope():
        return {"kind": EVERYBODY, "whom": ""}
    if scope.customer is not None:
        return {"kind": CUSTOMER, "whom": scope.customer}
    return {"kind": CLASS, "whom": scope.customer_class}


def _is_customer(number: str) -> bool:
    try:
        customers.customer_of(number)
    except Refusal:
        return False
    return True
