"""The form that changes an order 改单: what it does not show stays as it was entered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from onaccount.desk.orders.forms import TYPED_ITEM, ChangeForm
from onaccount.desk.orders.schedule import ScheduleForm, written
from onaccount.kernel.money import Money
from onaccount.trade import queries as trade
from onaccount.trade.rules import LineDraft, OrderDraft, rescaled

SHOWN = ("order_date", "ship_date", "credit_days", "ship_to", "order_type")
FIXED = _("What the lines of the order come to; they are changed where the order was entered.")


class Changing:
    """An order on its way to another content: the form, and the draft that what is typed there makes of what stands."""

    def __init__(self, order: Any, *, typed: Any = None) -> None:
        self.order, self.stands = order, trade.draft_of(order=order)
        whole = Money(order.amount, order.currency).rounded().amount
        opened = {name: getattr(order, name) for name in SHOWN} | {"quantity": order.quantity or None, "amount": whole}
        schedule = written(self.stands.milestones, whole=order.amount)
        self.form = ChangeForm(typed, initial=opened | schedule)
        self.has_lines = any(map(_is_of_its_own, self.stands.lines)) or len(self.stands.lines) > 1
        if self.has_lines:
            del self.form.fields["quantity"]
            self.form.fields["amount"].disabled = True
            self.form.fields["amount"].help_text = FIXED

    @property
    def draft(self) -> OrderDraft:
        """
        The order as the form would have it. Lines of its own stay, and so does a schedule nobody touched, spread over the new whole;
        parts whose percentage changed keep their days.

        Refuses what `trade.rules.scheduled` refuses.
        """
        order, stands = self.order, self.stands
        days = {each.trigger: each.days for each in stands.milestones}
        draft = self.form.draft(
            number=order.number, salesperson_id=order.salesperson_id, currency=order.currency, days=days
        )
        if not set(self.form.changed_data) & set(ScheduleForm.base_fields):
            draft = replace(draft, milestones=rescaled(stands.milestones, whole=draft.amount, code=order.currency))
        return replace(draft, amount=stands.amount, lines=stands.lines) if self.has_lines else draft


def _is_of_its_own(line: LineDraft) -> bool:
    """Whether a line says more than the one that stands for a typed quantity."""
    return line.item != TYPED_ITEM or bool(line.description) or line.is_prepaid
