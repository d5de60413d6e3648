"""The payment schedule of an order in a form 付款节点: one percentage for each event, together the whole."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField
from onaccount.desk.components.status import Status, Tone
from onaccount.trade.labels import MILESTONES
from onaccount.trade.rules import Milestone, Progress, Share, Trigger

HUNDRED = Decimal(100)


def a_share(trigger: Trigger) -> AmountField:
    """How much of the price is due by an event, in percent."""
    return AmountField(
        label=MILESTONES[trigger.value], required=False, min_value=Decimal(0), max_value=HUNDRED, decimal_places=4
    )


class ScheduleForm(forms.Form):
    """The parts of an order's price by the event that makes them due; nothing at all where no schedule was agreed."""

    on_order = a_share(Trigger.ON_ORDER)
    before_shipment = a_share(Trigger.BEFORE_SHIPMENT)
    on_delivery = a_share(Trigger.ON_DELIVERY)
    on_acceptance = a_share(Trigger.ON_ACCEPTANCE)
    retention = a_share(Trigger.RETENTION)
    retention_days = forms.IntegerField(label=_("Retention kept for"), required=False, min_value=0, max_value=3650)

    def clean(self) -> dict[str, Any]:
        """The parts are the whole, or nothing is agreed."""
        said = super().clean() or {}
        parts = sum((said.get(each.value) or Decimal(0) for each in Trigger), Decimal(0))
        if parts not in (0, HUNDRED):
            self.add_error(
                "on_order", _("The parts come to %(parts)s percent, not to 100.") % {"parts": parts.normalize()}
            )
        return said

    def shares(self) -> list[Share]:
        """What was agreed."""
        said = self.cleaned_data
        days = {Trigger.RETENTION: said["retention_days"] or 0}
        return [Share(each, said[each.value], None, days.get(each, 0)) for each in Trigger if said[each.value]]


def written(milestones: Iterable[Milestone], *, whole: Decimal) -> dict[str, Any]:
    """Give the fields of the form for a schedule that stands; amounts become percentages of the whole."""
    found: dict[str, Any] = {}
    for each in milestones:
        percent = each.percent or each.amount * HUNDRED / whole
        found[each.trigger.value] = percent.quantize(Decimal("0.0001")).normalize()
        if each.trigger is Trigger.RETENTION:
            found["retention_days"] = each.days
    return found


def told(found: Iterable[Progress]) -> list[tuple[Progress, Any, Status]]:
    """Give each milestone with its name and whether it is paid."""
    return [(each, MILESTONES[each.milestone.trigger.value], _status(each)) for each in found]


def _status(each: Progress) -> Status:
    if not each.open:
        return Status(Tone.GOOD, _("Paid"))
    return Status(Tone.WATCH, _("Paid in part")) if each.paid else Status(Tone.CLOSED, _("Not paid yet"))
