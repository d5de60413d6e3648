"""The lines of an order in a form 订单行: a table that opens with those that stand and one empty row, and grows while one types."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.answers import refused
from onaccount.desk.components.fields import AmountField
from onaccount.desk.components.paper_fields import LARGEST, PLAIN, a_day
from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import LineDraft, LineSaid, follows, priced, sum_of

if TYPE_CHECKING:
    _RowsOfLines = forms.BaseFormSet["LineForm"]
else:
    _RowsOfLines = forms.BaseFormSet

PREFIX, MOST, TYPED_ITEM = "line", 200, "1"
NOTHING, HUNDRED = Decimal(0), Decimal(100)


def a_figure(label: Any, *, places: int, most: Decimal = LARGEST, required: bool = False) -> AmountField:
    """A quantity, a price, a percentage; nothing is a figure too."""
    digits = 12 + places
    return AmountField(
        label=label, required=required, min_value=NOTHING, max_value=most, max_digits=digits, decimal_places=places
    )


class LineForm(forms.Form):
    """One line; a row that stands and that nobody touched stays as it was entered, to the last digit."""

    item = forms.CharField(label=_("Item code"), max_length=60, validators=[PLAIN])
    description = forms.CharField(label=_("Description"), max_length=200, required=False, validators=[PLAIN])
    quantity = a_figure(_("Quantity"), places=3, required=True)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False, validators=[PLAIN])
    unit_price = a_figure(_("Unit price"), places=6)
    amount = a_figure(_("Amount"), places=3)
    tax_percent = a_figure(_("Tax percent, if net"), places=4, most=HUNDRED)
    ship_date = a_day(_("Ships on"), required=False)
    is_prepaid = forms.BooleanField(label=_("Prepaid"), required=False)

    def __init__(
        self, *args: Any, currency: str, stands: Sequence[LineDraft], place: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.line = currency, 0 if place is None else place + 1
        self.before = stands[place] if place is not None and place < len(stands) else None
        self.draft = self.before

    @property
    def counts(self) -> bool:
        """Whether the row stood there or was filled in, and was not struck out."""
        is_struck = self.is_bound and bool(self.cleaned_data.get("DELETE"))
        return not is_struck and (self.before is not None or self.has_changed())

    @property
    def cost(self) -> Decimal | None:
        """What the line comes to, tax included; none where it does not count or does not say yet."""
        return self.draft.amount if not self.errors and self.draft is not None and self.counts else None

    def clean(self) -> dict[str, Any]:
        """What the line costs; a line that contradicts itself is told so at its amount."""
        said = super().clean() or {}
        if self.errors or not self.has_changed():
            return said
        told = {name: said[name] for name in LineSaid.__struct_fields__}
        try:
            self.draft = priced(LineSaid(**told), code=self.currency)
            self.fields["unit_price"].clean(self.draft.unit_price)
        except Refusal as refusal:
            self.add_error("amount", refused(refusal))
        except forms.ValidationError as error:
            self.add_error("unit_price", error)
        return said


class _Rows(_RowsOfLines):
    """The rows, each told its place."""

    def add_fields(self, form: LineForm, index: int | None) -> None:
        """The box that strikes a row out, in our words."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Strike out")

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The place of a row among those that stand; the blank one to be copied has none."""
        return super().get_form_kwargs(index) | {"place": index}


Rows = forms.formset_factory(
    LineForm, formset=_Rows, extra=1, can_delete=True, max_num=MOST, absolute_max=MOST, validate_max=True
)


class OrderLines:
    """
    The rows of a form and the lines they make. A form that was sent without the table, as of an order with more lines than are shown,
    leaves the lines that stand.
    """

    def __init__(self, typed: Mapping[str, Any] | None, *, stands: Sequence[LineDraft], currency: str) -> None:
        self.stands, self.currency = tuple(stands), currency
        self.typed = {name: typed[name] for name in typed if name.startswith(f"{PREFIX}-")} if typed else {}
        told = {"currency": currency, "stands": self.stands}
        opened = [shown(line, code=currency) for line in self.stands]
        self.rows = Rows(self.typed or None, prefix=PREFIX, initial=opened, form_kwargs=told)

    @property
    def is_shown(self) -> bool:
        """Whether the table is drawn: with very many lines an order is changed where it was entered."""
        return len(self.stands) <= MOST

    def is_valid(self) -> bool:
        """Whether every row reads; nothing typed is nothing wrong."""
        return not self.typed or self.rows.is_valid()

    @property
    def errors(self) -> list[str]:
        """What is wrong, row by row with the number of the line and the word of the field, for the summary above the form."""
        told = [str(error) for error in self.rows.non_form_errors()]
        for row in self._kept:
            told += [self._told(row, name, error) for name, errors in row.errors.items() for error in errors]
        return told

    @property
    def drafts(self) -> tuple[LineDraft, ...]:
        """The lines as the stages know them; rows that cannot be read yet are left out."""
        if not self.typed:
            return self.stands
        return tuple(row.draft for row in self._kept if row.draft is not None and not row.errors)

    @property
    def sum(self) -> Decimal | None:
        """What all lines come to; none without lines."""
        found = self.drafts
        return sum_of(found) if found else None

    @property
    def _kept(self) -> list[LineForm]:
        """The rows that stood there or were filled in, without those struck out."""
        assert self.rows.errors is not None  # each row has read what was typed
        return [row for row in self.rows.forms if row.counts]

    def _told(self, row: LineForm, name: str, error: object) -> str:
        label = row.fields[name].label if name in row.fields else ""
        return str(_("Line %(line)s, %(field)s: %(said)s") % {"line": row.line, "field": label, "said": error})


def own(lines: Sequence[Any]) -> tuple[Any, ...]:
    """Keep the lines of an order that say more than the one which stands for a typed quantity."""
    is_quantity = len(lines) == 1 and not _is_of_its_own(lines[0])
    return () if is_quantity else tuple(lines)


def shown(line: LineDraft, *, code: str) -> dict[str, Any]:
    """Give the fields of a line as the form opens with them; an amount or a price that follows from the other stays empty."""
    words = ("item", "description", "unit", "ship_date", "is_prepaid")
    fields = {name: getattr(line, name) for name in words}
    figures = {"quantity": line.quantity, "unit_price": line.unit_price, "amount": line.amount}
    if follows(line, code=code):
        del figures["amount"]
    return fields | {name: Decimal(f"{value.normalize():f}") for name, value in figures.items()}


def _is_of_its_own(line: Any) -> bool:
    said = (line.description, line.unit, line.ship_date, line.is_prepaid)
    return line.item != TYPED_ITEM or any(said)
