"""What holds from a day on 汇率与工作日: exchange rates, and days the company works or rests against the published calendar."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import refusal_in
from onaccount.desk.settings.forms import CalendarDayForm, RateForm
from onaccount.lifecycle import calendar_changed, rate_entered
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.clock.queries import declared_days
from onaccount.office.company.queries import own_currency
from onaccount.office.rates.queries import exchange_rates

SHOWN = 200
"""Rates on the page, the newest first: half a year of the usual currencies."""


@permission("settings.manage", "imports.run")
def rates(request: SignedRequest) -> HttpResponse:
    """Show the exchange rates that were entered, the newest first, and enter another."""
    books = own_currency(on=request.today)
    usual = {"currency": "USD" if books != "USD" else "EUR", "target": books, "valid_from": request.today}
    form = RateForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            rate_entered.enter_exchange_rate(
                draft=form.draft(), is_sure=form.cleaned_data["is_sure"], today=request.today, actor=request.actor
            )
            messages.success(request, _("Saved. Waiting orders are looked at again."))
            return redirect("settings:rates")
    return render(request, "settings/rates.html", {"form": form, "rates": exchange_rates(at_most=SHOWN)})


@permission("settings.manage")
def calendar(request: SignedRequest) -> HttpResponse:
    """Show the days that were declared against the published calendar, and declare another."""
    form = CalendarDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        calendar_changed.declare_day(
            day=given["day"], is_working=form.is_working(), name=given["name"], actor=request.actor
        )
        messages.success(request, _("Saved."))
        return redirect("settings:calendar")
    return render(request, "settings/calendar.html", {"form": form, "days": declared_days()})


@permission("settings.manage")
@require_POST
def withdraw(request: SignedRequest, day: str) -> HttpResponse:
    """Give a day back to the published calendar."""
    try:
        found = date.fromisoformat(day)
    except ValueError as malformed:
        raise Http404 from malformed
    calendar_changed.withdraw_day(day=found, actor=request.actor)
    messages.success(request, _("The published calendar holds again for that day."))
    return redirect("settings:calendar")
