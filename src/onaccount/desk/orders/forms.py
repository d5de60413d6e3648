"""The forms of orders: what a person types. Whether it may go on is the check's business."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField, CurrencyField
from onaccount.desk.components.in_segment import InSegmentForm
from onaccount.desk.components.paper_fields import LARGEST, OnceForm, a_company, a_day, a_number, a_text, an_amount
from onaccount.desk.orders.lines import TYPED_ITEM, OrderLines
from onaccount.desk.orders.schedule import ScheduleForm
from onaccount.kernel.currencies import CURRENCIES
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import Policy, Release, ReleaseKind, Waiving
from onaccount.trade.rules import LineDraft, OrderDraft, Parting, Trigger, scheduled, sum_of

NO_DAYS: Mapping[Trigger, int] = {}


class ChangeForm(OnceForm, ScheduleForm):
    """What an order says; where it has lines and its amount is left empty, that is what they come to."""

    amount = an_amount(_("Amount"), required=False)
    amount.help_text = _("Empty: what the lines come to.")
    order_date = a_day(_("Ordered on"))
    ship_date = a_day(_("Ships on"))
    quantity = AmountField(
        label=_("Quantity"), required=False, min_value=Decimal(0), max_value=LARGEST, decimal_places=3
    )
    credit_days = forms.IntegerField(label=_("Credit days asked for"), required=False, min_value=0, max_value=3650)
    ship_to = forms.CharField(label=_("Ship to"), max_length=240, required=False)
    order_type = forms.CharField(
        label=_("Order type"),
        max_length=20,
        required=False,
        validators=[RegexValidator(r"^[a-z0-9_-]+$")],
        help_text=_("A word of your own, such as sample; an exemption of the policy may name it."),
    )

    def __init__(
        self, typed: Any = None, *, stands: Sequence[LineDraft] = (), currency: str = "", **kwargs: Any
    ) -> None:
        super().__init__(typed, **kwargs)
        code = currency or (typed or self.initial).get("currency", "")
        self.lines = OrderLines(typed, stands=stands, currency=code if code in CURRENCIES else "CNY")

    def clean(self) -> dict[str, Any]:
        """The rows read, and the order says what it costs: itself or by its lines."""
        said = super().clean() or {}
        for error in self.lines.errors:
            self.add_error(None, error)
        if self.lines.is_valid():
            self._sum_up(said)
        return said

    def _sum_up(self, said: dict[str, Any]) -> None:
        lines = self.lines.drafts
        if said.get("amount") is None and "amount" not in self.errors:
            self._come_to(said, sum_of(lines) if lines else None)
        quantity = sum((line.quantity for line in lines), Decimal(0))
        if lines and said.get("quantity") and said["quantity"] != quantity:
            told = {"quantity": f"{quantity.normalize():f}"}
            self.add_error("quantity", _("The lines come to %(quantity)s; leave this empty.") % told)

    def _come_to(self, said: dict[str, Any], whole: Decimal | None) -> None:
        try:
            said["amount"] = an_amount("").clean(whole)
        except forms.ValidationError as error:
            self.add_error("amount", error)

    def draft(
        self, *, number: str, salesperson_id: int | None, currency: str, days: Mapping[Trigger, int] = NO_DAYS
    ) -> OrderDraft:
        """
        The order as the stages know it; a quantity alone becomes one line, and `days` are those of its schedule that nobody types.

        Refuses what `trade.rules.scheduled` refuses.
        """
        said = self.cleaned_data
        quantity, whole = said.get("quantity"), said["amount"]
        alone = (LineDraft(TYPED_ITEM, quantity, whole / quantity, whole),) if quantity else ()
        return OrderDraft(
            number=number,
            amount=whole,
            order_date=said["order_date"],
            ship_date=said["ship_date"],
            lines=self.lines.drafts or alone,
            credit_days=said["credit_days"],
            ship_to=said["ship_to"],
            salesperson_id=salesperson_id,
            order_type=said["order_type"],
            milestones=scheduled(self.shares(days=days), whole=whole, code=currency),
        )


class OrderForm(InSegmentForm, ChangeForm):
    """A new order."""

    field_order = ("customer", "payer", "segment", "number", "amount", "currency")
    customer = a_company(_("Customer"))
    payer = a_company(_("Who pays, if another company"), required=False)
    number = a_number(_("Order number"))
    currency = CurrencyField(label=_("Currency"))


class QuoteForm(OrderForm):
    """A new quote."""

    number = a_number(_("Quote number"))
    order_date = a_day(_("Quoted on"))


class ReleaseForm(forms.Form):
    """Why a held order shall go on, how much above, and for how long; a special one also on whose word."""

    reason_code = forms.ChoiceField(label=_("Reason"))
    remark = a_text(_("Remark"), required=False)
    tolerance_percent = AmountField(label=_("Tolerance in percent"), min_value=Decimal(0), decimal_places=2)
    valid_until = a_day(_("Valid until"))
    review_date = a_day(_("Look at it again on"), required=False)
    kind = forms.ChoiceField(label=_("Kind of release"), required=False, choices=labels.RELEASE_KINDS.items())
    promised_date = a_day(_("Payment promised by"), required=False)
    vouched_by = forms.ChoiceField(label=_("Salesperson who vouches"), required=False)

    def __init__(
        self,
        *args: Any,
        policy: Policy,
        today: date,
        vouchers: Iterable[Any] = (),
        seller: int | None = None,
        **kwargs: Any,
    ) -> None:
        discipline = policy.release
        opened = {
            "tolerance_percent": 0,
            "valid_until": discipline.usual_day(today=today),
            "vouched_by": seller or "",
        }
        super().__init__(*args, **{"initial": opened, **kwargs})
        people = [("", "--"), *((str(person.pk), str(person)) for person in vouchers)]
        self._offer("vouched_by", people)
        self._offer("reason_code", [(code, labels.RELEASE_REASONS.get(code, code)) for code in discipline.reason_codes])
        self.fields["remark"].required = discipline.remark_required
        furthest = discipline.furthest_day(today=today)
        self.fields["valid_until"].widget.attrs |= {"min": today.isoformat(), "max": furthest.isoformat()}
        self.fields["valid_until"].help_text = _(
            "Through %(furthest)s at most; on a payment slip for %(days)s days, unless the money comes."
        ) % {"furthest": furthest.isoformat(), "days": discipline.slip_days}

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def word(self) -> Release:
        """What the person says."""
        said = self.cleaned_data
        return Release(
            reason_code=said["reason_code"],
            remark=said["remark"],
            tolerance_percent=said["tolerance_percent"],
            valid_until=said["valid_until"],
            kind=ReleaseKind(said["kind"] or "ordinary"),
            promised_date=said["promised_date"],
            vouched_by=int(said["vouched_by"]) if said["vouched_by"] else None,
            review_date=said["review_date"],
        )


class AskReleaseForm(forms.Form):
    """Why somebody else shall let a held order go; the fields are the dialog's."""

    reason_code = forms.ChoiceField(label=_("Reason"))
    reason = a_text(_("Remark"), required=True)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, labels.RELEASE_REASONS.get(code, code)) for code in policy.release.reason_codes]


class PartForm(forms.Form):
    """What of a held order is split off: lines, or an amount of an order without lines."""

    off_lines = forms.TypedMultipleChoiceField(
        label=_("Keep these lines held"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-long"}),
    )
    off_amount = AmountField(label=_("Keep this amount held"), required=False, min_value=Decimal(0), max_value=LARGEST)

    def __init__(self, *args: Any, lines: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.fields["off_lines"]
        assert isinstance(found, forms.TypedMultipleChoiceField)
        found.choices = [
            (line.position, f"{line.position}. {line.item} {line.description}".strip() + f": {line.amount:,.2f}")
            for line in lines
        ]

    def off(self) -> Parting | None:
        """What is split off; none where nothing was chosen."""
        said = self.cleaned_data
        chosen, amount = frozenset(said["off_lines"]), said["off_amount"] or Decimal(0)
        return Parting(chosen, amount) if chosen or amount else None


class WaiveForm(forms.Form):
    """Why one reason of a hold shall not count for this order, and through which day."""

    reason = a_text(_("Why this reason may be set aside"), required=True)
    valid_until = a_day(_("Valid until"))

    def __init__(self, *args: Any, policy: Policy, today: date, **kwargs: Any) -> None:
        discipline = policy.release
        super().__init__(*args, **{"initial": {"valid_until": discipline.usual_day(today=today)}, **kwargs})
        days = {"min": today.isoformat(), "max": discipline.furthest_day(today=today).isoformat()}
        self.fields["valid_until"].widget.attrs |= days

    def waiving(self, *, rule: str) -> Waiving:
        """What the person says about this reason."""
        return Waiving(rule, self.cleaned_data["reason"], self.cleaned_data["valid_until"])


class LookAgainForm(forms.Form):
    """The day on which somebody looks at a hold again."""

    review_date = a_day(_("Look at it again on"))
    remark = a_text(_("Remark"), required=False)


class ShippingForm(forms.Form):
    """Goods of which order or to whom would leave, and of what value."""

    customer = forms.CharField(
        label=_("Customer or order"), max_length=200, help_text=_("Number of either, or the customer's full name.")
    )
    amount = AmountField(label=_("Value of the goods"), required=False, min_value=Decimal(0), max_value=LARGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"].widget.attrs |= {"list": "known-customers", "autocomplete": "off"}


class ReasonForm(forms.Form):
    """Why an order ends; the field is the dialog's."""

    reason = a_text(_("Reason"), required=True)


class PickForm(OnceForm):
    """Goods about to be picked."""

    amount = an_amount(_("Amount"))


class DeliveryForm(OnceForm):
    """Goods about to leave."""

    number = a_number(_("Delivery number"))
    amount = an_amount(_("Amount"))
    delivery_date = a_day(_("Leaves on"))
    is_consigned = forms.BooleanField(
        label=_("On consignment"), required=False, help_text=_("Ours until the customer reports their use.")
    )


class UsageForm(OnceForm):
    """What a customer used of goods on consignment."""

    delivery = forms.ChoiceField(label=_("Delivery"))
    number = a_number(_("Invoice number"))
    amount = an_amount(_("Amount used"))
    document_date = a_day(_("Used on"))

    def __init__(self, *args: Any, deliveries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivery"].choices = [(each.number, each.number) for each in deliveries]  # type: ignore[attr-defined]


class InvoiceForm(OnceForm):
    """An invoice for what left."""

    number = a_number(_("Invoice number"))
    amount = an_amount(_("Amount"))
    document_date = a_day(_("Invoice date"))
    due_date = a_day(_("Due date"), required=False)
    delivery = a_number(_("Delivery number"), required=False)
    is_unbooked = forms.BooleanField(label=_("Not in the books yet"), required=False)


class PaymentForm(InSegmentForm, OnceForm):
    """Money that came in."""

    customer = a_company(_("Customer"))
    number = a_number(_("Number of the receipt"))
    amount = an_amount(_("Amount"))
    currency = CurrencyField(label=_("Currency"))
    received_date = a_day(_("Received on"))
    reference = forms.CharField(label=_("What the payer wrote"), max_length=200, required=False)
    allocate = forms.BooleanField(label=_("Settle the oldest due items"), required=False, initial=True)
