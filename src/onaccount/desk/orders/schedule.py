"""The payment schedule of an order in a form 付款节点: one percentage for each event, together the whole."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import AmountField
from onaccount.desk.components.status import Status, Tone
from onaccount.trade.labels import MILESTONES
from onaccount.trade.rules import Milestone, Progress, Share, Trigger

HUNDRED = Decimal(100)
FINEST = Decimal("0.0001")


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
                "on_order", _("The parts come to %(parts)s percent, not to 100.") % {"parts": f"{parts.normalize():f}"}
            )
        return said

    def shares(self, *, days: Mapping[Trigger, int]) -> list[Share]:
        """What was agreed; `days` after their events stay with parts for which nobody types them."""
        said = self.cleaned_data
        known = {**days, Trigger.RETENTION: said["retention_days"] or 0}
        return [Share(each, said[each.value], None, known.get(each, 0)) for each in Trigger if said[each.value]]


def written(milestones: Sequence[Milestone], *, whole: Decimal) -> dict[str, Any]:
    """Give the fields of the form for a schedule that stands; amounts become percentages of the whole, together 100."""
    percents = [(each.percent or each.amount * HUNDRED / whole).quantize(FINEST) for each in milestones]
    percents[-1:] = [HUNDRED - sum(percents[:-1])] if percents else []
    both = zip(milestones, percents, strict=True)
    found: dict[str, Any] = {each.trigger.value: Decimal(f"{percent.normalize():f}") for each, percent in both}
    retention = [each.days for each in milestones if each.trigger is Trigger.RETENTION]
    return found | ({"retention_days": retention[0]} if retention else {})


def told(found: Iterable[Progress]) -> list[tuple[Progress, Any, Status]]:
    """Give each milestone with its name and whether it is paid."""
    return [(each, MILESTONES[each.milestone.trigger.value], _status(each)) for each in found]


def _status(each: Progress) -> Status:
    if not each.open:
        return Status(Tone.GOOD, _("Paid"))
    return Status(Tone.WATCH, _("Paid in part")) if each.paid else Status(Tone.CLOSED, _("Not paid yet"))
