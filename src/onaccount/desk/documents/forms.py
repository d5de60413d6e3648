"""The forms of documents: what a person types."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField, CurrencyField
from onaccount.desk.components.in_segment import InSegmentForm
from onaccount.desk.components.paper_fields import (
    LARGEST,
    SMALLEST,
    OnceForm,
    a_company,
    a_day,
    a_number,
    a_text,
    an_amount,
)
from onaccount.kernel.money import Money
from onaccount.trade.labels import ACCEPTOR_CLASSES
from onaccount.trade.rules import (
    COUNTED,
    BillDraft,
    BillTerms,
    Confirming,
    FactoringDraft,
    RebateDraft,
    SetOffDraft,
    period_end,
)


def a_limit() -> AmountField:
    """How much is taken at most; nothing is an amount too."""
    return AmountField(min_value=Decimal(0), max_value=LARGEST, max_digits=16, decimal_places=2)


class ReasonForm(forms.Form):
    """Why."""

    reason = a_text(_("Reason"))


class PartForm(ReasonForm):
    """How much of an item, and why."""

    field_order = ("amount", "reason")
    amount = an_amount(_("Amount"))


class CreditNoteForm(forms.Form):
    """A credit note."""

    number = a_number(_("Credit note number"))
    amount = an_amount(_("Amount"))
    document_date = a_day(_("Date"))


class NewCreditForm(InSegmentForm, CreditNoteForm):
    """A credit note that names no item: it stays the customer's credit until it is allocated."""

    field_order = ("customer", "segment", "number", "amount", "currency")
    customer = a_company(_("Customer"))
    currency = CurrencyField(label=_("Currency"))


class PapersForm(forms.Form):
    """The papers under which an invoice is set off or sold."""

    number = a_number(_("Document number"))
    agreement = forms.CharField(
        label=_("Signed agreement"), max_length=120, help_text=_("Its number; without one nothing is netted.")
    )
    agreed_on = a_day(_("Signed on"))
    cleared_on = a_day(_("Date"))


class SetOffForm(PapersForm):
    """Set-off of an invoice against what we owe the customer."""

    field_order = ("number", "amount", "their_document", "agreement", "agreed_on", "cleared_on")
    amount = an_amount(_("Amount"))
    their_document = forms.CharField(label=_("Their document"), max_length=120, help_text=_("What we owe them by."))

    def draft(self) -> SetOffDraft:
        """The set-off as the stages know it."""
        return SetOffDraft(**{name: self.cleaned_data[name] for name in SetOffDraft.__struct_fields__})


class FactoringForm(PapersForm):
    """The sale of an invoice."""

    field_order = ("number", "factor", "pay_account", "has_recourse", "agreement", "agreed_on", "cleared_on")
    factor = forms.CharField(label=_("To whom"), max_length=120)
    pay_account = forms.CharField(
        label=_("Account the customer pays to"),
        max_length=120,
        required=False,
        help_text=_("Empty where payment still comes to us."),
    )
    has_recourse = forms.BooleanField(
        label=_("With recourse"), required=False, initial=True, help_text=_("They may come back to us.")
    )

    def draft(self) -> FactoringDraft:
        """The sale as the stages know it."""
        return FactoringDraft(**{name: self.cleaned_data[name] for name in FactoringDraft.__struct_fields__})


class AllocateForm(forms.Form):
    """What a payment or credit note shall settle: so much of each open item, nothing where the field stays empty."""

    def __init__(self, *args: Any, claims: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in claims:
            label = _("%(number)s, due %(due)s, open %(open)s") % {
                "number": item.number,
                "due": item.due_date,
                "open": f"{Money(item.open_amount, item.currency).rounded().amount:,}",
            }
            self.fields[f"item_{item.pk}"] = AmountField(
                label=label, required=False, min_value=SMALLEST, max_value=LARGEST, decimal_places=3
            )

    def chosen(self) -> list[tuple[int, Decimal]]:
        """The items named, in the order shown, with their amounts."""
        said = self.cleaned_data.items()
        return [(int(name.removeprefix("item_")), value) for name, value in said if value is not None]


class PayerForm(OnceForm):
    """Who pays from now on."""

    payer = a_company(_("Who pays"))


class AheadForm(forms.Form):
    """Money that came in ahead of an order."""

    number = a_number(_("Number of the receipt"))
    amount = an_amount(_("Amount"))
    received_date = a_day(_("Received on"))
    reference = forms.CharField(label=_("What the payer wrote"), max_length=200, required=False)


class ReturnForm(forms.Form):
    """Goods that came back."""

    number = a_number(_("Return number"))
    amount = an_amount(_("Amount"))
    return_date = a_day(_("Came back on"))
    credit_number = a_number(_("Credit note number"), required=False)
    reason = a_text(_("Reason"))


class BillForm(InSegmentForm):
    """A bill a customer pays with."""

    field_order = ("customer", "segment")

    customer = a_company(_("Customer"))
    number = a_number(_("Bill number"))
    amount = an_amount(_("Amount"))
    currency = CurrencyField(label=_("Currency"))
    received_date = a_day(_("Received on"))
    due_date = a_day(_("Due date"))
    acceptor = forms.CharField(label=_("Acceptor"), max_length=120)
    acceptor_class = forms.ChoiceField(label=_("Class of acceptor"), choices=list(ACCEPTOR_CLASSES.items()))
    allocate = forms.BooleanField(label=_("Settle the oldest due items"), required=False, initial=True)

    def draft(self) -> BillDraft:
        """The bill as the stages know it."""
        said = self.cleaned_data
        told = ("number", "amount", "received_date", "due_date", "acceptor", "acceptor_class")
        return BillDraft(**{name: said[name] for name in told})


class PassOnForm(forms.Form):
    """To whom a bill goes."""

    counterparty = forms.CharField(label=_("To whom"), max_length=120)
    has_recourse = forms.BooleanField(
        label=_("With recourse"), required=False, initial=True, help_text=_("They may come back to us.")
    )
    step_date = a_day(_("Date"))


class HonourForm(forms.Form):
    """The day a bill was paid."""

    step_date = a_day(_("Date"))


class DishonourForm(HonourForm):
    """The day a bill was not paid, and what the bank said."""

    reason = a_text(_("Reason"))


class SplitForm(forms.Form):
    """The parts of a bill."""

    amounts = forms.CharField(label=_("Parts"), max_length=400, help_text=_("One amount per line; together the bill."))
    step_date = a_day(_("Date"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amounts"].widget = forms.Textarea(attrs={"rows": 4})

    def clean_amounts(self) -> list[Decimal]:
        """Each line is an amount."""
        field = an_amount("")
        return [field.clean(line) for line in self.cleaned_data["amounts"].splitlines() if line.strip()]


class RebateForm(InSegmentForm):
    """A rebate that is accrued for a period."""

    field_order = ("customer", "segment")

    customer = a_company(_("Customer"))
    number = a_number(_("Rebate number"))
    agreement = forms.CharField(label=_("Agreement"), max_length=120, help_text=_("The contract it is earned by."))
    period_from = a_day(_("Period from"))
    period_to = a_day(_("Period to"))
    amount = an_amount(_("Amount"))
    currency = CurrencyField(label=_("Currency"))
    accrued_on = a_day(_("Accrued on"))

    def draft(self) -> RebateDraft:
        """The rebate as the stages know it: its period ends the day after the last."""
        said = self.cleaned_data
        told = {name: said[name] for name in ("number", "agreement", "period_from", "amount", "accrued_on")}
        return RebateDraft(period_to=period_end(last_day=said["period_to"]), **told)


class ConfirmForm(CreditNoteForm):
    """The credit note that confirms a rebate."""

    def confirming(self) -> Confirming:
        """The confirmation as the stages know it."""
        return Confirming(**self.cleaned_data)


class TermsForm(forms.Form):
    """How much of a bill counts against the limit, how much we take of a class of acceptors and of single ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in COUNTED:
            label = _("%(name)s: percent that counts") % {"name": ACCEPTOR_CLASSES[name]}
            self.fields[name] = AmountField(label=label, min_value=Decimal(0), max_value=Decimal(100), decimal_places=2)
        for name in COUNTED:
            label = _("%(name)s: at most") % {"name": ACCEPTOR_CLASSES[name]}
            self.fields[f"most_{name}"] = AmountField(
                label=label, required=False, min_value=Decimal(0), max_value=LARGEST, decimal_places=2
            )
        self.fields["acceptors"] = forms.CharField(
            label=_("Single acceptors"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One acceptor on each line: its name, a colon, and the most we take of it."),
        )

    def clean_acceptors(self) -> dict[str, Decimal]:
        """Each line is a name and an amount."""
        found: dict[str, Decimal] = {}
        for line in self.cleaned_data["acceptors"].splitlines():
            name, colon, amount = line.replace("：", ":").rpartition(":")
            if line.strip() and not (colon and name.strip()):
                raise forms.ValidationError(_("“%(line)s” is no name and amount.") % {"line": line})
            if line.strip():
                found[name.strip()] = a_limit().clean(amount.strip())
        return found

    def terms(self) -> BillTerms:
        """What shall be decided."""
        said = self.cleaned_data
        most = {name: said[f"most_{name}"] for name in COUNTED if said[f"most_{name}"] is not None}
        return BillTerms({name: said[name] for name in COUNTED}, most, said["acceptors"])

    @staticmethod
    def opened(terms: BillTerms) -> dict[str, Any]:
        """The fields as they say what is in force."""
        most = {f"most_{name}": limit for name, limit in terms.class_limits.items()}
        single = "\n".join(f"{name}: {limit:f}" for name, limit in terms.acceptor_limits.items())
        return {**terms.percents, **most, "acceptors": single}
