"""The lists of standing: securities, disputes, promises, and who stands on which list; each with its workbook."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.cover import access as cover_access
from onaccount.cover import labels as cover_words
from onaccount.cover import queries as cover
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.standing import wording
from onaccount.kernel.period import end_after, last_day_before
from onaccount.limits import access as limits_access
from onaccount.limits import labels as limits_words
from onaccount.limits import queries as limits
from onaccount.office.access.routes import SignedRequest
from onaccount.trade import access as trade_access
from onaccount.trade import labels as trade_words
from onaccount.trade import queries as trade


def _address(row: Any) -> str:
    """The customer's standing."""
    return reverse("standing:one", args=[row.customer.number])


CUSTOMER = Column(
    key="customer",
    title=_("Customer"),
    sort="customer__name",
    value=lambda row: row.customer.name,
    link=_address,
)
SALESPERSON = Column(
    key="salesperson",
    title=_("Salesperson"),
    sort="customer__salesperson__full_name",
    value=lambda row: row.customer.salesperson and row.customer.salesperson.full_name,
)
NAMED = Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="customer__"))
ACTS = (
    Act(title=_("Security"), url_name="standing:securities", icon="shield-check"),
    Act(title=_("Disputes"), url_name="standing:disputes", icon="flag"),
    Act(title=_("Promises"), url_name="standing:promises", icon="calendar-due"),
    Act(title=_("Positive and negative lists"), url_name="standing:listings", icon="list-check"),
)


class StandingList(ListPage):
    """What the lists of standing share: a row opens the customer's standing."""

    def row_address(self, row: Any) -> str:
        """The customer's standing."""
        return _address(row)


class SecurityList(StandingList):
    """What secures us, and until when."""

    code = "securities"
    title = _("Security")
    currency = "currency"
    sort = "valid_to"
    acts = ACTS
    columns = (
        CUSTOMER,
        Column(key="kind", title=_("Kind of security"), sort="kind", value=lambda row: cover_words.KINDS[row.kind]),
        Column(key="giver", title=_("Giver"), sort="giver"),
        Column(key="reference", title=_("Number of the paper"), kind=Kind.CODE, sort="reference"),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="value", title=_("Secured value"), kind=Kind.MONEY, sort="value", total="value"),
        Column(key="percent", title=_("Percent counted"), kind=Kind.COUNT, sort="percent"),
        Column(key="counts", title=_("Adds to the credit"), kind=Kind.MONEY, sort="counts"),
        Column(key="valid_from", title=_("First day"), kind=Kind.DAY, sort="valid_from", folded=True),
        Column(
            key="valid_to",
            title=_("Last day"),
            kind=Kind.DAY,
            sort="valid_to",
            value=lambda row: last_day_before(row.valid_to),
        ),
        Column(key="order_number", title=_("Only for order"), kind=Kind.CODE, sort="order_number"),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=wording.cover_state),
        SALESPERSON,
    )
    filters = (
        NAMED,
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=lambda: wording.choices(wording.COVER_STATES),
            narrow=where("state"),
        ),
        Filter(
            key="kind",
            label=_("Kind of security"),
            ask=Ask.CHOICE,
            choices=cover_words.KINDS,
            narrow=where("kind"),
        ),
        Filter(
            key="until",
            label=_("Last day until"),
            ask=Ask.DAY,
            narrow=lambda rows, day: rows.filter(valid_to__lte=end_after(day)),
            folded=True,
        ),
    )
    views = (
        SavedView(title=_("Lapses within 30 days"), address="state=soon&sort=valid_to"),
        SavedView(title=_("Lapsed"), address="state=lapsed&sort=-valid_to"),
        SavedView(title=_("In force"), address="state=in_force&sort=valid_to"),
    )
    empty = Empty(
        title=_("Nothing secures us here"),
        text=_(
            "Guarantees, deposits, letters of credit and insured limits stand here, entered on a customer's standing."
        ),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The securities of the customers the reader may see."""
        visible = cover_access.viewable(person=request.person, today=request.today)
        return cover.covers_with_state(customers=visible, today=request.today)


class DisputeList(StandingList):
    """Items the customer does not accept."""

    code = "disputes"
    title = _("Disputes")
    currency = "item__currency"
    sort = "raised_on"
    acts = ACTS
    columns = (
        CUSTOMER,
        Column(key="item.number", title=_("Document"), kind=Kind.CODE, sort="item__number"),
        Column(key="item.due_date", title=_("Due date"), kind=Kind.DAY, sort="item__due_date"),
        Column(
            key="cause",
            title=_("Cause of the dispute"),
            sort="cause",
            value=lambda row: trade_words.DISPUTE_CAUSES[row.cause],
        ),
        Column(key="item.currency", title=_("Currency"), kind=Kind.CODE, sort="item__currency"),
        Column(key="amount", title=_("Disputed"), kind=Kind.MONEY, sort="amount", total="amount"),
        Column(key="item.open_amount", title=_("Still open"), kind=Kind.MONEY, sort="item__open_amount"),
        Column(key="raised_on", title=_("Raised on"), kind=Kind.DAY, sort="raised_on"),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=wording.dispute_state),
        Column(
            key="ended_on",
            title=_("Ended on"),
            kind=Kind.DAY,
            sort="end__ended_on",
            value=lambda row: getattr(wording.end_of(row), "ended_on", None),
            folded=True,
        ),
        Column(key="remark", title=_("What the customer says")),
        SALESPERSON,
    )
    filters = (
        NAMED,
        Filter(key="open", label=_("Open now"), ask=Ask.YES, narrow=lambda rows, _yes: rows.filter(end=None)),
        Filter(
            key="cause",
            label=_("Cause of the dispute"),
            ask=Ask.CHOICE,
            choices=trade_words.DISPUTE_CAUSES,
            narrow=where("cause"),
        ),
        Filter(key="until", label=_("Raised until"), ask=Ask.DAY, narrow=where("raised_on__lte"), folded=True),
    )
    views = (SavedView(title=_("Open now"), address="open=1&sort=raised_on"),)
    empty = Empty(title=_("No disputes"), text=_("Items a customer does not accept stand here until somebody ends it."))

    def rows(self, request: SignedRequest) -> Any:
        """The disputes of the customers the reader may see."""
        return trade.disputes_of(customers=trade_access.viewable(person=request.person, today=request.today))


class PromiseList(StandingList):
    """Days by which customers promised to pay."""

    code = "promises"
    title = _("Promises")
    currency = "item__currency"
    sort = "promised_date"
    acts = ACTS
    columns = (
        CUSTOMER,
        Column(key="item.number", title=_("Document"), kind=Kind.CODE, sort="item__number"),
        Column(key="promised_date", title=_("Promised for"), kind=Kind.DAY, sort="promised_date"),
        Column(key="item.currency", title=_("Currency"), kind=Kind.CODE, sort="item__currency"),
        Column(
            key="item.open_amount",
            title=_("Still open"),
            kind=Kind.MONEY,
            sort="item__open_amount",
            total="item__open_amount",
        ),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=wording.promise_state),
        Column(key="given_on", title=_("Promise given on"), kind=Kind.DAY, sort="given_on"),
        Column(key="given_by", title=_("Promised by"), sort="given_by"),
        Column(key="remark", title=_("Remark")),
        SALESPERSON,
    )
    filters = (
        NAMED,
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=lambda: wording.choices(wording.PROMISE_STATES),
            narrow=where("state"),
        ),
        Filter(key="until", label=_("Promised until"), ask=Ask.DAY, narrow=where("promised_date__lte")),
        Filter(
            key="stands",
            label=_("Stands now"),
            ask=Ask.YES,
            narrow=lambda rows, _yes: rows.filter(end=None).exclude(item__open_amount=0),
        ),
    )
    views = (
        SavedView(title=_("Its day has passed"), address="state=late&sort=promised_date"),
        SavedView(title=_("Today"), address="state=today&sort=-item.open_amount"),
        SavedView(title=_("Stands now"), address="stands=1&sort=promised_date"),
    )
    empty = Empty(
        title=_("No promises"), text=_("A day for which a customer promised money stands here until it is kept.")
    )

    def rows(self, request: SignedRequest) -> Any:
        """The promises of the customers the reader may see."""
        visible = trade_access.viewable(person=request.person, today=request.today)
        return trade.promises_with_state(customers=visible, today=request.today)


class ListingList(StandingList):
    """Who stands, or stood, on the positive, negative and sanctions lists."""

    code = "listings"
    title = _("Positive and negative lists")
    unit_code = ""
    sort = "-placed_at"
    acts = ACTS
    columns = (
        CUSTOMER,
        Column(key="kind", title=_("List"), kind=Kind.STATUS, value=wording.listing_state, sort="kind"),
        Column(key="source", title=_("Source"), sort="source"),
        Column(key="reason", title=_("Reason")),
        Column(key="valid_from", title=_("First day"), kind=Kind.DAY, sort="valid_from"),
        Column(
            key="valid_to",
            title=_("Last day"),
            kind=Kind.DAY,
            sort="valid_to",
            value=lambda row: last_day_before(row.valid_to),
        ),
        Column(key="placed_by", title=_("Placed by"), value=lambda row: row.placed_by.full_name),
        Column(key="placed_at", title=_("Placed"), kind=Kind.MOMENT, sort="placed_at", folded=True),
        Column(key="lifted_by", title=_("Lifted by"), value=lambda row: _lift(row) and _lift(row).lifted_by.full_name),
        Column(
            key="lifted_on", title=_("Lifted"), kind=Kind.DAY, value=lambda row: _lift(row) and _lift(row).lifted_on
        ),
    )
    filters = (
        NAMED,
        Filter(key="kind", label=_("List"), ask=Ask.CHOICE, choices=limits_words.LISTINGS, narrow=where("kind")),
        Filter(key="now", label=_("Not lifted"), ask=Ask.YES, narrow=lambda rows, _yes: rows.filter(lift=None)),
    )
    views = (SavedView(title=_("Not lifted"), address="now=1"),)
    empty = Empty(
        title=_("Nobody is listed"), text=_("Who stands on the positive, negative or sanctions list stands here.")
    )

    def rows(self, request: SignedRequest) -> Any:
        """The listings of the customers the reader may see."""
        return limits.listings(customers=limits_access.viewable(person=request.person, today=request.today))


def _lift(row: Any) -> Any:
    return getattr(row, "lift", None)
