"""The form that changes an order 改单: what it does not show stays as it was entered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from msgspec.structs import replace

from onaccount.desk.orders.forms import ChangeForm
from onaccount.desk.orders.lines import own
from onaccount.desk.orders.schedule import ScheduleForm, written
from onaccount.kernel.money import Money
from onaccount.trade import queries as trade
from onaccount.trade.rules import OrderDraft, rescaled

SHOWN = ("order_date", "ship_date", "credit_days", "ship_to", "order_type")
FIXED = _("What the lines of the order come to; so many are changed where the order was entered.")


class Changing:
    """An order on its way to another content: the form, and the draft that what is typed there makes of what stands."""

    def __init__(self, order: Any, *, typed: Any = None) -> None:
        self.order, self.stands = order, trade.draft_of(order=order)
        lines = own(self.stands.lines)
        whole = Money(order.amount, order.currency).rounded().amount
        costs = {} if lines else {"quantity": order.quantity or None, "amount": whole}
        opened = {name: getattr(order, name) for name in SHOWN} | costs
        schedule = written(self.stands.milestones, whole=order.amount)
        self.form = ChangeForm(typed, initial=opened | schedule, stands=lines, currency=order.currency)
        if lines:
            del self.form.fields["quantity"]
        if not self.form.lines.is_shown:
            self.form.initial["amount"] = whole
            self.form.fields["amount"].disabled = True
            self.form.fields["amount"].help_text = FIXED

    @property
    def draft(self) -> OrderDraft:
        """
        The order as the form would have it. Lines nobody touched stay, and so does a schedule, spread over the new whole; parts whose
        percentage changed keep their days.

        Refuses what `trade.rules.scheduled` refuses.
        """
        order, stands = self.order, self.stands
        days = {each.trigger: each.days for each in stands.milestones}
        draft = self.form.draft(
            number=order.number, salesperson_id=order.salesperson_id, currency=order.currency, days=days
        )
        if not set(self.form.changed_data) & set(ScheduleForm.base_fields):
            draft = replace(draft, milestones=rescaled(stands.milestones, whole=draft.amount, code=order.currency))
        return draft
