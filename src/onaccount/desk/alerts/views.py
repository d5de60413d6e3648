"""What the night found, the pots across customers, and what two people decide to watch."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onaccount.desk.alerts.forms import WatchForm
from onaccount.desk.components.answers import accepted
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.lifecycle import exposure_watched
from onaccount.office.access.queries import full_names, may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.reporting import queries
from onaccount.reporting.labels import ALERT_KINDS
from onaccount.reporting.rules import PotKind

VIEW, DECIDE = "limits.view", "policy.edit"


@permission(VIEW)
def alerts(request: SignedRequest) -> HttpResponse:
    """Show the alerts that stand and concern the reader, each with the customers in it."""
    found = queries.alerts_for(person=request.person, today=request.today)
    rows = [
        {
            "alert": alert,
            "kind": ALERT_KINDS[alert.kind],
            "reason": Reason(alert.code, alert.facts),
            "lines": [
                line | {name: Money.from_fact(line[name]) for name in ("was", "now") if name in line}
                for line in alert.lines
            ],
        }
        for alert in found
    ]
    return render(request, "alerts/list.html", {"rows": rows})


@permission(VIEW)
def pots(request: SignedRequest) -> HttpResponse:
    """Show what customers occupy together through each salesperson and team, beside the limits."""
    filled = queries.pots_for(person=request.person, today=request.today)
    names = full_names(usernames=[pot.name for pot in filled.pots if pot.kind is PotKind.PERSON])
    rows = [
        {
            "name": names.get(pot.name, pot.name) if pot.kind is PotKind.PERSON else pot.name,
            "is_team": pot.kind is PotKind.TEAM,
            "pot": pot,
            "left": None if pot.limit is None else pot.limit - pot.used,
        }
        for pot in filled.pots
    ]
    may_decide = may(person=request.person, permission=DECIDE, today=request.today)
    context = {"rows": rows, "currency": filled.currency, "without": filled.without_rate, "may_decide": may_decide}
    return render(request, "alerts/pots.html", context)


@permission(DECIDE)
def limits(request: SignedRequest) -> HttpResponse:
    """Ask a second person for other limits of pots."""
    sent = request.POST if request.method == "POST" else None
    form = WatchForm(sent, initial=WatchForm.opened(queries.watch_limits(on=request.today)))
    if accepted(
        request,
        form,
        lambda: exposure_watched.ask_to_watch(limits=form.limits(), today=request.today, actor=request.actor),
        done=_("Sent for approval."),
    ):
        return redirect("alerts:pots")
    filled = queries.pots_for(person=request.person, today=request.today)
    return render(
        request, "alerts/limits.html", {"form": form, "rows": form.rows(filled.pots), "currency": filled.currency}
    )
