"""The list of customers 客户台账."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.customers.words import status_of, strip_of
from onaccount.office.access import queries as access
from onaccount.office.access.routes import SignedRequest
from onaccount.reporting import queries as reporting
from onaccount.reporting.labels import SITUATIONS
from onaccount.reporting.rules import Situation


class CustomerList(ListPage):
    """Customers 客户台账: who they are, what they may owe, what they owe."""

    code = "customers"
    title = _("Customers")
    currency = "currency"
    sort = "-used"
    columns = (
        Column(key="customer.number", title=_("Number"), kind=Kind.CODE, sort="number"),
        Column(
            key="customer.name",
            title=_("Customer"),
            sort="pinyin",
            link=lambda row: reverse("customers:one", args=[row.customer.number]),
        ),
        Column(key="status", title=_("State"), kind=Kind.STATUS, value=lambda row: status_of(row.situation)),
        Column(key="bound", title=_("Credit limit"), kind=Kind.MONEY, sort="bound", total="bound"),
        Column(key="used", title=_("Used"), kind=Kind.MONEY, sort="used", total="used"),
        Column(key="used_share", title=_("Used, %"), kind=Kind.SHARE),
        Column(key="free", title=_("Free"), kind=Kind.MONEY, sort="free"),
        Column(key="group_free", title=_("Free under the group's limit"), kind=Kind.MONEY, folded=True),
        Column(key="overdue", title=_("Overdue"), kind=Kind.MONEY, sort="overdue", total="overdue"),
        Column(key="overdue_days", title=_("Days overdue"), kind=Kind.COUNT, sort="-oldest_due"),
        Column(
            key="aging",
            title=_("Aging"),
            kind=Kind.AGING,
            value=lambda row: strip_of(aging=row.aging, currency=row.customer.currency),
        ),
        Column(key="held", title=_("Held orders"), kind=Kind.MONEY, sort="held", total="held"),
        Column(key="customer.currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="customer.salesperson.full_name", title=_("Salesperson"), sort="salesperson__full_name"),
        Column(key="customer.region", title=_("Region"), sort="region", folded=True),
        Column(key="customer.industry", title=_("Industry"), sort="industry", folded=True),
        Column(key="customer.uscc", title=_("Unified social credit code"), kind=Kind.CODE, folded=True),
        Column(key="customer.opened_on", title=_("Customer since"), kind=Kind.DAY, sort="opened_on", folded=True),
    )
    views = (
        SavedView(title=_("Overdue"), address=f"state={Situation.OVERDUE}&sort=-overdue"),
        SavedView(title=_("Over the limit"), address=f"state={Situation.OVER_LIMIT}&sort=free"),
        SavedView(title=_("Near the limit"), address=f"state={Situation.NEAR_LIMIT}&sort=free"),
        SavedView(title=_("Supply stopped"), address=f"state={Situation.STOPPED}"),
    )
    acts = (Act(title=_("New customer"), url_name="customers:new", icon="plus", prominent=True),)
    empty = Empty(
        title=_("No customers yet"),
        text=_("Import your open items, or open the first credit file by hand."),
        act=Act(title=_("New customer"), url_name="customers:new"),
    )

    def __init__(self) -> None:
        vars(self)["filters"] = _filters(self)

    def rows(self, request: SignedRequest) -> Any:
        """The customers this person may see."""
        self.today = request.today
        return reporting.customer_rows(person=request.person, permission="customers.view", today=request.today)

    def dressed(self, rows: list[Any]) -> list[reporting.CustomerRow]:
        """With limits, situation and aging."""
        return reporting.dressed(rows=rows, today=self.today)

    def row_address(self, row: reporting.CustomerRow) -> str:
        """The customer's page."""
        return reverse("customers:one", args=[row.customer.number])

    def narrow_state(self, rows: Any, code: str) -> Any:
        """Customers a word for their state fits."""
        return reporting.in_situation(rows=rows, situation=code, today=self.today)


def _filters(page: CustomerList) -> tuple[Filter, ...]:
    return (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="")),
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=lambda: [(str(code), word) for code, word in SITUATIONS.items()],
            narrow=page.narrow_state,
        ),
        Filter(
            key="salesperson",
            label=_("Salesperson"),
            ask=Ask.CHOICE,
            choices=lambda: [(str(person.pk), person.full_name) for person in access.people()],
            narrow=where("salesperson"),
        ),
        Filter(key="used_from", label=_("Used from"), ask=Ask.AMOUNT, folded=True, narrow=where("used__gte")),
        Filter(key="region", label=_("Region"), folded=True, narrow=where("region__icontains")),
        Filter(key="industry", label=_("Industry"), folded=True, narrow=where("industry__icontains")),
    )
