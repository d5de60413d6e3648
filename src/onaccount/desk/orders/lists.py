"""The lists of orders: all of them, and those that wait 订单信控."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.outcomes import outcome_status
from onaccount.desk.orders.wording import order_status
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck import access, queries
from onaccount.trade import labels as trade


def _address(order_id: int) -> str:
    return reverse("orders:one", args=[order_id])


def _by_state(rows: Any, state: str) -> Any:
    return rows.filter(waits=True) if state == "held" else rows.filter(status=state, waits=False)


class OrderList(ListPage):
    """All orders the person may see 订单."""

    code = "orders"
    template = "orders/list.html"
    title = _("Orders")
    currency = "currency"
    sort = "-order_date"
    columns = (
        Column(key="number", title=_("Order"), kind=Kind.CODE, sort="number", link=lambda row: _address(row.pk)),
        Column(key="customer", title=_("Customer"), value=lambda row: row.customer.name, sort="customer__name"),
        Column(key="status", title=_("State"), kind=Kind.STATUS, value=order_status, sort="status"),
        Column(key="order_date", title=_("Ordered on"), kind=Kind.DAY, sort="order_date"),
        Column(key="ship_date", title=_("Ships on"), kind=Kind.DAY, sort="ship_date"),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="amount", title=_("Amount"), kind=Kind.MONEY, sort="amount", total="amount"),
        Column(key="counts", title=_("Occupies credit"), kind=Kind.MONEY, sort="counts", total="counts"),
        Column(
            key="outcome",
            title=_("Last check"),
            kind=Kind.STATUS,
            value=lambda row: outcome_status(row.outcome) if row.outcome else None,
        ),
        Column(
            key="salesperson",
            title=_("Salesperson"),
            value=lambda row: str(row.salesperson or ""),
            sort="salesperson__full_name",
            folded=True,
        ),
    )
    filters = (
        Filter(key="q", label=_("Order or customer"), narrow=named("number", customer="customer__")),
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=trade.ORDER_STATUSES,
            narrow=_by_state,
        ),
        Filter(key="since", label=_("Ordered since"), ask=Ask.DAY, narrow=where("order_date__gte")),
        Filter(key="until", label=_("Ordered until"), ask=Ask.DAY, narrow=where("order_date__lte")),
        Filter(key="ships", label=_("Ships until"), ask=Ask.DAY, narrow=where("ship_date__lte"), folded=True),
    )
    views = (
        SavedView(title=_("Held"), address="state=held"),
        SavedView(title=_("To deliver"), address="state=released&sort=ship_date"),
    )
    empty = Empty(
        title=_("No orders here"),
        text=_("Orders entered here or sent by your ERP appear with the answer of the order check."),
        act=Act(title=_("New order"), url_name="orders:new"),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The orders of the customers this person may see."""
        return queries.orders_of(customers=access.viewable(person=request.person, today=request.today))

    def row_address(self, row: Any) -> str:
        """Enter opens the order."""
        return _address(row.pk)

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """Which of the buttons this person may use."""
        person, today = request.person, request.today
        return {
            "may_enter": may(person=person, permission=access.CHECK, today=today),
            "may_receive": may(person=person, permission="trade.receive", today=today),
        }
