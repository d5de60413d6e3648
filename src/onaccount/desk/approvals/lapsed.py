"""A release asked for whose last day has passed 已过有效期: whoever approves it names another, inside what the policy allows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import DayField
from onaccount.lifecycle import opinion_given, release_requested
from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval.rules import Outcome
from onaccount.ordercheck.queries import policy_in_force


@dataclass(frozen=True, slots=True)
class Lapsed:
    """The day asked for, today, the usual day from today on, and the furthest the policy allows."""

    asked: date
    today: date
    usual: date
    furthest: date


class OpinionForm(forms.Form):
    """What an approver says; a last day only of a release."""

    outcome = forms.CharField(required=False)
    content_hash = forms.CharField(required=False)
    reason = forms.CharField(label=_("Reason"), max_length=2000, required=False)
    valid_until = DayField(label=_("Valid until"), required=False)


def lapsed_of(asked: Any, *, today: date) -> Lapsed | None:
    """Say which day an open request to release an order asked for, where that has passed."""
    if asked.outcome or asked.kind != release_requested.KIND:
        return None
    day = release_requested.release_asked(request=asked).valid_until
    if day >= today:
        return None
    discipline = policy_in_force(on=today).release
    return Lapsed(day, today, discipline.usual_day(today=today), discipline.furthest_day(today=today))


def spoken(request: SignedRequest, asked: Any, said: dict[str, Any]) -> Any:
    """Give the opinion that was typed. Refuses what `opinion_given.give_opinion` refuses."""
    told = {"request_id": asked.pk, "remark": said["reason"], "content_hash": said["content_hash"]}
    who: dict[str, Any] = {"actor": request.actor, "today": request.today}
    if said["valid_until"] is None or said["outcome"] != Outcome.APPROVED:
        return opinion_given.give_opinion(outcome=said["outcome"], **told, **who)
    return opinion_given.approve_through(last_day=said["valid_until"], **told, **who)
