"""The list of goods that stand at customers and are still ours 寄售在外."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Filter
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck import access
from onaccount.trade import queries as trade


def _address(row: Any) -> str:
    return reverse("orders:one", args=[row.order_id])


class ConsignedList(ListPage):
    """Deliveries on consignment of which something is not used yet, the oldest first."""

    code = "consigned"
    title = _("Goods at customers")
    currency = "currency"
    sort = "delivery_date"
    columns = (
        Column(key="number", title=_("Delivery"), kind=Kind.CODE, sort="number", link=_address),
        Column(key="customer", title=_("Customer"), value=lambda row: row.customer.name, sort="customer__name"),
        Column(key="order", title=_("Order"), kind=Kind.CODE, value=lambda row: row.order.number, sort="order__number"),
        Column(key="delivery_date", title=_("Left on"), kind=Kind.DAY, sort="delivery_date"),
        Column(key="days", title=_("Days there"), kind=Kind.COUNT, value=lambda row: row.days),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="open_amount", title=_("Not used yet"), kind=Kind.MONEY, sort="open_amount", total="open_amount"),
        Column(key="percent", title=_("Counts with %"), kind=Kind.COUNT, value=lambda row: row.consigned_percent),
        Column(key="counts", title=_("Occupies"), kind=Kind.MONEY, sort="counts", total="counts"),
    )
    filters = (
        Filter(
            key="q",
            label=_("Delivery, order or customer"),
            narrow=named("number", "order__number", customer="customer__"),
        ),
    )
    empty = Empty(
        title=_("No goods stand at customers"),
        text=_("Goods delivered on consignment stand here until the customer reports their use."),
    )

    today: date

    def rows(self, request: SignedRequest) -> Any:
        """The goods at the customers this person may see."""
        self.today = request.today
        return trade.goods_at_customers(customers=access.viewable(person=request.person, today=request.today))

    def dressed(self, rows: Any) -> Any:
        """Each with the days it has stood there."""
        for row in rows:
            row.days = (self.today - row.delivery_date).days
        return rows

    def row_address(self, row: Any) -> str:
        """Enter opens the order, where use is reported."""
        return _address(row)
