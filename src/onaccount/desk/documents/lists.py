"""The lists of documents: payments that came in, bills by due date."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.customers import access
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.documents.sheet import bill_address, item_address
from onaccount.kernel.period import last_day_before
from onaccount.office.access.routes import SignedRequest
from onaccount.trade import queries as trade
from onaccount.trade.labels import ACCEPTOR_CLASSES, BILL_STATUSES, REBATE_STATES

TONES = {
    "held": Tone.GOOD,
    "endorsed": Tone.WATCH,
    "discounted": Tone.WATCH,
    "honoured": Tone.CLOSED,
    "dishonoured": Tone.STOPPED,
    "split": Tone.CLOSED,
}
REBATE_TONES = {"accrued": Tone.WATCH, "confirmed": Tone.GOOD, "withdrawn": Tone.CLOSED}
CUSTOMER = Column(
    key="customer",
    title=_("Customer"),
    value=lambda row: row.customer.name,
    sort="customer__name",
    link=lambda row: reverse("customers:one", args=[row.customer.number]),
)
CURRENCY = Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency")
AMOUNT = Column(key="amount", title=_("Amount"), kind=Kind.MONEY, sort="amount", total="amount")


class PaymentList(ListPage):
    """Money that came in 收款, the newest first."""

    code = "payments"
    title = _("Payments")
    currency = "currency"
    sort = "-received_date"
    empty = Empty(title=_("No payment here"), text=_("Payments that are recorded or imported appear here."))
    columns = (
        Column(key="number", title=_("Number"), kind=Kind.CODE, sort="number"),
        CUSTOMER,
        Column(key="received_date", title=_("Received on"), kind=Kind.DAY, sort="received_date"),
        CURRENCY,
        AMOUNT,
        Column(
            key="left",
            title=_("Unapplied"),
            kind=Kind.MONEY,
            value=lambda row: -row.unapplied.open_amount,
            sort="unapplied__open_amount",
        ),
        Column(key="reference", title=_("What the payer wrote"), folded=True),
    )
    filters = (
        Filter(key="q", label=_("Number or customer"), narrow=named("number", customer="customer__")),
        Filter(key="since", label=_("Received since"), ask=Ask.DAY, narrow=where("received_date__gte")),
        Filter(
            key="left",
            label=_("Unapplied"),
            ask=Ask.CHOICE,
            choices=(("yes", _("Something is left")),),
            narrow=lambda rows, _yes: rows.filter(unapplied__open_amount__lt=0),
        ),
    )
    views = (SavedView(title=_("Unapplied"), address="left=yes"),)

    def rows(self, request: SignedRequest) -> Any:
        """The payments of the customers the person may see."""
        return trade.payments_of(customers=_visible(request))

    def row_address(self, row: Any) -> str:
        """What the payment settled, and what is left of it."""
        return item_address(row.unapplied.pk)


class BillList(ListPage):
    """Bills 票据, the earliest due first; by acceptor it shows on whom we depend."""

    code = "bills"
    title = _("Bills")
    currency = "currency"
    sort = "due_date"
    empty = Empty(
        title=_("No bill here"),
        text=_("Bills of exchange and e-credit notes that customers pay with appear here."),
        act=Act(title=_("Record a bill"), url_name="documents:new-bill"),
    )
    columns = (
        Column(key="number", title=_("Bill"), kind=Kind.CODE, sort="number"),
        CUSTOMER,
        Column(key="acceptor", title=_("Acceptor"), sort="acceptor"),
        Column(
            key="acceptor_class",
            title=_("Class of acceptor"),
            value=lambda row: ACCEPTOR_CLASSES[row.acceptor_class],
            sort="acceptor_class",
        ),
        Column(key="due_date", title=_("Due date"), kind=Kind.DAY, sort="due_date"),
        Column(
            key="status",
            title=_("State"),
            kind=Kind.STATUS,
            value=lambda row: Status(TONES[row.status], BILL_STATUSES[row.status]),
            sort="status",
        ),
        CURRENCY,
        AMOUNT,
        Column(key="open_amount", title=_("Still at risk"), kind=Kind.MONEY, sort="open_amount", total="open_amount"),
    )
    filters = (
        Filter(key="q", label=_("Number or customer"), narrow=named("number", customer="customer__")),
        Filter(key="acceptor", label=_("Acceptor"), narrow=where("acceptor__icontains")),
        Filter(
            key="class",
            label=_("Class of acceptor"),
            ask=Ask.CHOICE,
            choices=ACCEPTOR_CLASSES,
            narrow=where("acceptor_class"),
        ),
        Filter(key="state", label=_("State"), ask=Ask.CHOICE, choices=BILL_STATUSES, narrow=where("status")),
        Filter(key="due_to", label=_("Due until"), ask=Ask.DAY, narrow=where("due_date__lte"), folded=True),
    )
    acts = (Act(title=_("Acceptors"), url_name="documents:acceptors", icon="building-bank"),)
    views = (
        SavedView(title=BILL_STATUSES["held"], address="state=held"),
        SavedView(title=_("Dishonoured"), address="state=dishonoured"),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The bills of the customers the person may see."""
        return trade.bills_of(customers=_visible(request))

    def row_address(self, row: Any) -> str:
        """The bill's page."""
        return bill_address(row.pk)


class RebateList(ListPage):
    """Rebates 返利, the newest first: what is accrued counts for nothing until a credit note confirms it."""

    code = "rebates"
    title = _("Rebates")
    currency = "currency"
    sort = "-accrued_on"
    empty = Empty(
        title=_("No rebate here"),
        text=_("What customers earn by period is accrued here; it counts once a credit note confirms it."),
        act=Act(title=_("Accrue a rebate"), url_name="documents:new-rebate"),
    )
    columns = (
        Column(key="number", title=_("Rebate"), kind=Kind.CODE, sort="number"),
        CUSTOMER,
        Column(key="agreement", title=_("Agreement"), sort="agreement"),
        Column(key="period_from", title=_("Period from"), kind=Kind.DAY, sort="period_from"),
        Column(
            key="period_to",
            title=_("Period to"),
            kind=Kind.DAY,
            value=lambda row: last_day_before(row.period_to),
            sort="period_to",
        ),
        Column(key="accrued_on", title=_("Accrued on"), kind=Kind.DAY, sort="accrued_on"),
        Column(
            key="state",
            title=_("State"),
            kind=Kind.STATUS,
            value=lambda row: Status(REBATE_TONES[row.state], REBATE_STATES[row.state]),
            sort="state",
        ),
        CURRENCY,
        AMOUNT,
        Column(
            key="credit_note",
            title=_("Credit note"),
            kind=Kind.CODE,
            value=lambda row: row.credit_note.number if row.credit_note else None,
            sort="credit_note__number",
        ),
    )
    filters = (
        Filter(key="q", label=_("Number or customer"), narrow=named("number", "agreement", customer="customer__")),
        Filter(key="state", label=_("State"), ask=Ask.CHOICE, choices=REBATE_STATES, narrow=where("state")),
        Filter(key="since", label=_("Accrued since"), ask=Ask.DAY, narrow=where("accrued_on__gte"), folded=True),
    )
    acts = (Act(title=_("Accrue a rebate"), url_name="documents:new-rebate", icon="plus"),)
    views = (SavedView(title=_("Not confirmed"), address="state=accrued"),)

    def rows(self, request: SignedRequest) -> Any:
        """The rebates of the customers the person may see."""
        return trade.rebates_of(customers=_visible(request))

    def row_address(self, row: Any) -> str:
        """The rebate's page."""
        return reverse("documents:rebate", args=[row.pk])


def _visible(request: SignedRequest) -> Any:
    return access.visible(person=request.person, permission="trade.view", today=request.today)
