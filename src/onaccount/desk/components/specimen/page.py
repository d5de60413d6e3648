"""The two views of the specimen: the page of parts, and a list made with ListPage."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.fields import AmountField, DayField
from onaccount.desk.components.filters import Ask, Filter
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.specimen import sample
from onaccount.kernel.money import Money
from onaccount.office.access.routes import SignedRequest, signed_in


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    limit = AmountField(label=_("Credit limit"), help_text=_("Tax included, in the account's currency."))
    until = DayField(label=_("Temporary until"), required=False)
    terms = forms.ChoiceField(label=_("Terms"), choices=[("30", _("30 days")), ("60", _("60 days"))])
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    letter = forms.BooleanField(label=_("Tell the salesperson"), required=False)


class SampleList(ListPage):
    """A list as a workplace writes it."""

    code = "sample"
    title = _("Customers")
    unit_code = ""
    currency = "currency"
    sort = "-exposure"
    size = 20
    columns = (
        Column(key="name", title=_("Customer"), sort="name", link=lambda row: f"?q={quote(row.name)}"),
        Column(key="status", title=_("State"), kind=Kind.STATUS),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE),
        Column(key="limit", title=_("Limit"), kind=Kind.MONEY, sort="limit.amount", total="limit"),
        Column(key="exposure", title=_("Exposure"), kind=Kind.MONEY, sort="exposure.amount", total="exposure"),
        Column(key="bar", title=_("Use of the limit"), kind=Kind.EXPOSURE),
        Column(key="used", title=_("Used"), kind=Kind.SHARE, sort="used"),
        Column(key="overdue", title=_("Overdue"), kind=Kind.MONEY, sort="overdue.amount", total="overdue"),
        Column(key="strip", title=_("Aging"), kind=Kind.AGING),
        Column(key="days", title=_("Days overdue"), kind=Kind.COUNT, sort="days"),
        Column(key="next_due", title=_("Next due"), kind=Kind.DAY, sort="next_due"),
        Column(key="pk", title=_("Number"), kind=Kind.CODE, folded=True),
    )
    filters = (
        Filter(key="q", label=_("Name or number"), narrow=lambda rows, text: [r for r in rows if text in r.name]),
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=lambda: [(code, status.word) for code, status in sample.statuses().items()],
            narrow=lambda rows, tone: [row for row in rows if row.status.tone == tone],
        ),
        Filter(
            key="over",
            label=_("Exposure from"),
            ask=Ask.AMOUNT,
            folded=True,
            narrow=lambda rows, amount: [row for row in rows if row.exposure.amount >= amount],
        ),
    )
    views = (
        SavedView(title=_("Overdue"), address="state=late&sort=-days"),
        SavedView(title=_("Supply stopped"), address="state=stopped"),
    )
    acts = (
        Act(title=_("Import"), url_name="components:specimen", icon="upload"),
        Act(title=_("New customer"), url_name="components:specimen", icon="plus", prominent=True),
    )
    batch = (Act(title=_("Review"), url_name="components:specimen_list", icon="clock"),)
    empty = Empty(title=_("No customers yet"), text=_("Import your open items and the customers appear here."))

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002
        """The sample rows."""
        return sample.customers()

    def row_address(self, _row: Any) -> str:
        """Every row leads to the specimen."""
        return reverse("components:specimen")

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """A rail to look at."""
        return {"rail": sample.rail()}


@signed_in
def specimen(request: SignedRequest) -> HttpResponse:
    """Show every component once."""
    form = SampleForm(
        {"limit": "abc", "terms": "30"} if "faults" in request.GET else None, initial={"limit": "150000.00"}
    )
    shown = {
        "rail": sample.rail(),
        "form": form,
        "statuses": sample.statuses().values(),
        "amounts": [Money(Decimal(text), "CNY") for text in ("1284000.00", "-36000.5", "0")],
        "bar": sample.bar(
            code="CNY", used=(180_000, 64_000, 720_000, 120_000), held=300_000, limit=1_500_000, temporary=250_000
        ),
        "over": sample.bar(
            code="CNY", used=(180_000, 64_000, 720_000, 420_000), held=300_000, limit=1_200_000, temporary=0
        ),
        "strip": sample.strip(code="CNY", amounts=(720_000, 210_000, 90_000, 42_000, 18_000, 6_000)),
        "customers": sample.customers()[:5],
        "plots": sample.plots(),
        "at": datetime(2026, 11, 21, 8, 40),  # noqa: DTZ001 a moment as it is shown
        "tabs": [
            {"title": _("Overview"), "address": "#overview", "here": True},
            {"title": _("Open items"), "address": "#items", "here": False, "count": 14},
            {"title": _("Timeline"), "address": "#timeline", "here": False},
        ],
        "steps": [_("Choose"), _("Columns"), _("Check"), _("Summary"), _("Done")],
    }
    return render(request, "desk/specimen/page.html", shown)


@signed_in
def sample_list(request: SignedRequest) -> HttpResponse:
    """Show the sample list."""
    return SampleList().respond(request)


@signed_in
def sample_drawer(request: SignedRequest) -> HttpResponse:
    """Answer what the right drawer shows for a row."""
    return render(request, "desk/specimen/drawer.html", {"customer": sample.customers()[0]})


@signed_in
def run_again(request: SignedRequest) -> HttpResponse:  # noqa: ARG001
    """Answer as a judgement that was run again on its stored facts does."""
    return HttpResponse(_("The same facts give the same answer."))
