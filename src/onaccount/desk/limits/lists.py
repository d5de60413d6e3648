"""The lists of limits: every customer's limit, the limit journal 额度流水, standing holds 停供与锁定."""

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.period import last_day_before
from onaccount.limits import access, labels, queries
from onaccount.limits.rules import MONEY, in_percent
from onaccount.office.access.routes import SignedRequest

TONES: Final = {"hard_hold": Tone.STOPPED, "stop_supply": Tone.STOPPED, "prepay_only": Tone.WATCH}


def last_day(row: Any, field: str) -> Any:
    """The last day as people write it: stored ends are exclusive."""
    return last_day_before(getattr(row, field))


def standing_of(kind: str) -> Status | None:
    """A standing hold as its word and tone; None where nothing stands."""
    return Status(TONES[kind], labels.SUSPENSIONS[kind]) if kind else None


def _customer_address(customer_id: int) -> str:
    return reverse("limits:customer", args=[customer_id])


class LimitList(ListPage):
    """Every customer with its limit and what is used of it."""

    code = "limits"
    title = _("Customer limits")
    unit_code = ""
    currency = "currency"
    sort = "-used_share"
    columns = (
        Column(key="name", title=_("Customer"), sort="name", link=lambda row: _customer_address(row.pk)),
        Column(key="number", title=_("Number"), kind=Kind.CODE, sort="number"),
        Column(key="type", title=_("Kind of limit"), value=lambda row: labels.TYPES[row.limit_type]),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="limit", title=_("Credit limit"), kind=Kind.MONEY, sort="limit", total="limit"),
        Column(key="temporary", title=_("Of it temporary"), kind=Kind.MONEY, sort="temporary", total="temporary"),
        Column(key="used", title=_("Credit used"), kind=Kind.MONEY, sort="used", total="used"),
        Column(key="free", title=_("Free"), kind=Kind.MONEY, sort="free", total="free"),
        Column(key="used_share", title=_("Share used"), kind=Kind.SHARE, sort="used_share"),
        Column(key="held", title=_("Held orders"), kind=Kind.MONEY, sort="held", total="held", folded=True),
        Column(
            key="base_ends",
            title=_("Last day"),
            kind=Kind.DAY,
            sort="base_ends",
            value=lambda r: last_day(r, "base_ends"),
        ),
        Column(
            key="temporary_ends",
            title=_("Temporary until"),
            kind=Kind.DAY,
            sort="temporary_ends",
            value=lambda row: last_day(row, "temporary_ends"),
        ),
        Column(key="standing", title=_("Standing hold"), kind=Kind.STATUS, value=lambda row: standing_of(row.standing)),
        Column(key="salesperson", title=_("Salesperson"), folded=True, value=lambda row: str(row.salesperson or "")),
    )
    filters = (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="")),
        Filter(key="type", label=_("Kind of limit"), ask=Ask.CHOICE, choices=labels.TYPES, narrow=where("limit_type")),
        Filter(key="over", label=_("Over the limit"), ask=Ask.YES, narrow=lambda rows, _yes: rows.filter(free__lt=0)),
        Filter(
            key="soon",
            label=_("Ends within 30 days"),
            ask=Ask.YES,
            narrow=lambda rows, _yes: rows.filter(ends_soon=True),
        ),
        Filter(
            key="standing",
            label=_("Standing hold"),
            ask=Ask.CHOICE,
            choices=labels.SUSPENSIONS,
            narrow=where("standing"),
            folded=True,
        ),
        Filter(key="from", label=_("Limit from"), ask=Ask.AMOUNT, narrow=where("limit__gte"), folded=True),
    )
    views = (
        SavedView(title=_("Over the limit"), address="over=1&sort=free"),
        SavedView(title=_("Ends within 30 days"), address="soon=1&sort=base_ends"),
        SavedView(title=_("No limit set"), address="type=none&sort=-used"),
        SavedView(title=_("Supply stopped"), address="standing=stop_supply"),
    )
    acts = (
        Act(title=_("Ask for credit"), url_name="limits:wish_begin", icon="send", prominent=True),
        Act(title=_("Suggested changes"), url_name="limits:suggestions", icon="list-check"),
        Act(title=_("Limit journal"), url_name="limits:journal", icon="history"),
        Act(title=_("Standing holds"), url_name="limits:holds", icon="lock"),
        Act(title=_("Opening limits"), url_name="limits:opening", icon="list-check"),
        Act(title=_("Errors in limits"), url_name="limits:errors", icon="alert-circle"),
    )
    empty = Empty(
        title=_("No customers here"),
        text=_("Each customer stands here with its limit, what is used of it and when it ends."),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The customers the reader may see."""
        visible = access.viewable(person=request.person, today=request.today)
        return queries.with_limits(customers=visible, today=request.today)

    def row_address(self, row: Any) -> str:
        """The customer's limits."""
        return _customer_address(row.pk)


class JournalList(ListPage):
    """Every posted line, newest first."""

    code = "limit-journal"
    title = _("Limit journal")
    unit_code = ""
    sort = "-posted_at"
    columns = (
        Column(key="posted_at", title=_("Posted"), kind=Kind.MOMENT, sort="posted_at"),
        Column(
            key="customer",
            title=_("Customer"),
            sort="customer__name",
            value=lambda row: row.customer.name,
            link=lambda row: _customer_address(row.customer_id),
        ),
        Column(key="act", title=_("Act"), sort="act", value=lambda row: labels.LINE_ACTS[row.act]),
        Column(key="dimension", title=_("Field"), sort="dimension", value=lambda row: labels.DIMENSIONS[row.dimension]),
        Column(key="reach", title=_("Binds"), value=lambda row: labels.REACHES[row.reach], folded=True),
        Column(key="type", title=_("Kind of limit"), value=lambda row: labels.TYPES[row.type], folded=True),
        Column(
            key="amount",
            title=_("Amount"),
            kind=Kind.MONEY,
            sort="value",
            value=lambda row: row.value if row.dimension in MONEY else None,
        ),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE),
        Column(key="percent", title=_("Percentage asked"), value=lambda row: in_percent(row.percent), folded=True),
        Column(
            key="figure",
            title=_("Quantity or days"),
            kind=Kind.COUNT,
            value=lambda row: None if row.dimension in MONEY else row.value,
        ),
        Column(key="valid_from", title=_("First day"), kind=Kind.DAY, sort="valid_from"),
        Column(
            key="valid_to", title=_("Last day"), kind=Kind.DAY, sort="valid_to", value=lambda r: last_day(r, "valid_to")
        ),
        Column(key="reason", title=_("Reason")),
        Column(key="maker", title=_("Maker"), sort="maker__full_name", value=lambda row: row.maker.full_name),
        Column(key="checker", title=_("Checker"), sort="checker__full_name", value=lambda row: row.checker.full_name),
        Column(
            key="state",
            title=_("State"),
            kind=Kind.STATUS,
            value=lambda row: Status(Tone.CLOSED, _("Corrected")) if row.is_wrong else None,
        ),
    )
    filters = (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="customer__")),
        Filter(key="act", label=_("Act"), ask=Ask.CHOICE, choices=labels.LINE_ACTS, narrow=where("act")),
        Filter(key="dimension", label=_("Field"), ask=Ask.CHOICE, choices=labels.DIMENSIONS, narrow=where("dimension")),
        Filter(key="since", label=_("Posted since"), ask=Ask.DAY, narrow=where("posted_at__date__gte")),
    )
    views = (
        SavedView(title=_("Corrections"), address="act=correct"),
        SavedView(title=_("Temporary limits"), address="act=temporary"),
    )
    empty = Empty(
        title=_("Nothing was posted yet"),
        text=_("Every approved change of a limit stands here for good: who asked, who approved, and why."),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The lines of the customers the reader may see."""
        return queries.journal_of(customers=access.viewable(person=request.person, today=request.today))

    def row_address(self, row: Any) -> str:
        """The customer's limits."""
        return _customer_address(row.customer_id)


class HoldList(ListPage):
    """Standing holds, in place and lifted."""

    code = "standing-holds"
    title = _("Standing holds")
    unit_code = ""
    sort = "-placed_at"
    columns = (
        Column(
            key="customer",
            title=_("Customer"),
            sort="customer__name",
            value=lambda row: row.customer.name,
            link=lambda row: _customer_address(row.customer_id),
        ),
        Column(key="kind", title=_("Standing hold"), kind=Kind.STATUS, value=lambda row: standing_of(row.kind)),
        Column(key="reason", title=_("Reason")),
        Column(key="placed_by", title=_("Placed by"), value=lambda row: row.placed_by.full_name),
        Column(key="placed_at", title=_("Placed"), kind=Kind.MOMENT, sort="placed_at"),
        Column(key="lift.lifted_by.full_name", title=_("Lifted by"), value=lambda row: _lifted(row, "lifted_by")),
        Column(key="lift.lifted_at", title=_("Lifted"), kind=Kind.MOMENT, value=lambda row: _lifted(row, "lifted_at")),
        Column(key="lift.reason", title=_("Why lifted"), value=lambda row: _lifted(row, "reason")),
    )
    filters = (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="customer__")),
        Filter(key="kind", label=_("Standing hold"), ask=Ask.CHOICE, choices=labels.SUSPENSIONS, narrow=where("kind")),
        Filter(key="now", label=_("In place now"), ask=Ask.YES, narrow=lambda rows, _yes: rows.filter(lift=None)),
    )
    views = (SavedView(title=_("In place now"), address="now=1"),)
    empty = Empty(
        title=_("No standing holds"),
        text=_("Supply that a person stopped stands here until a second person lifts it."),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The holds of the customers the reader may see."""
        return queries.suspensions(customers=access.viewable(person=request.person, today=request.today))

    def row_address(self, row: Any) -> str:
        """The customer's limits, where the hold can be lifted."""
        return _customer_address(row.customer_id)


def _lifted(row: Any, field: str) -> Any:
    lift = getattr(row, "lift", None)
    return getattr(lift, field, None)
