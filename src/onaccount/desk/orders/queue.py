"""The queue of orders that wait 订单信控, and what was let go on a promise 特批放行."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck import access, labels, queries
from onaccount.trade import queries as trade

READY = ("release", "warn")


def _free(today: date, orders: Any) -> dict[int, Any]:
    """What is free now for each order's payer, by the order's key."""
    return queries.free_for_orders(orders=orders, policy=queries.policy_in_force(on=today), as_of=today)


def _address(order_id: int) -> str:
    return reverse("orders:one", args=[order_id])


def _in_state(rows: Any, state: str) -> Any:
    if state == "ready":
        return rows.filter(latest_decision__outcome__in=READY)
    return rows.exclude(latest_decision__outcome__in=READY)


_HELD = Status(Tone.STOPPED, labels.OUTCOMES["hold"])
_READY = Status(Tone.GOOD, labels.READY)


def _waits_at(row: Any) -> Status:
    """Where an order waits, in the tone of its state; one that is ready says so."""
    at = labels.CHECKPOINTS[row.latest_decision.checkpoint]
    return Status(row.state.tone, at if row.state is _HELD else format_lazy("{} · {}", at, _("ready")))


class HoldQueue(ListPage):
    """Orders that wait, the longest waiting first 订单信控."""

    code = "holds"
    template = "orders/holds.html"
    title = _("Order control")
    currency = "latest_decision__currency"
    sort = "placed_at"
    columns = (
        Column(
            key="number",
            title=_("Order"),
            kind=Kind.CODE,
            value=lambda row: row.order.number,
            sort="order__number",
            link=lambda row: _address(row.order_id),
        ),
        Column(
            key="customer",
            title=_("Customer"),
            kind=Kind.NAME,
            value=lambda row: row.customer.name,
            sort="customer__name",
        ),
        Column(
            key="checkpoint",
            title=_("Waits at"),
            kind=Kind.STATUS,
            value=lambda row: row.waits_at,
            sort="latest_decision__checkpoint",
        ),
        Column(
            key="currency",
            title=_("Currency"),
            kind=Kind.CODE,
            value=lambda row: row.latest_decision.currency,
            sort="latest_decision__currency",
        ),
        Column(
            key="amount",
            title=_("Amount"),
            kind=Kind.MONEY,
            value=lambda row: row.latest_decision.amount,
            sort="latest_decision__amount",
            total="latest_decision__amount",
        ),
        Column(
            key="free",
            title=_("Free now"),
            kind=Kind.MONEY,
            value=lambda row: row.free,
            hint=_("Free of the limit now"),
        ),
        Column(key="reasons", title=_("Reasons"), kind=Kind.SENTENCE, value=lambda row: row.reasons),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=lambda row: row.state, folded=True),
        Column(key="placed_at", title=_("Since"), kind=Kind.MOMENT, sort="placed_at", folded=True),
        Column(key="days", title=_("Days"), kind=Kind.COUNT, value=lambda row: row.days, hint=_("Days waiting")),
        Column(key="review_on", title=_("Look again"), kind=Kind.DAY, sort="review_on", hint=_("Look again on")),
        Column(
            key="salesperson",
            title=_("Salesperson"),
            value=lambda row: str(row.customer.salesperson or ""),
            sort="customer__salesperson__full_name",
            folded=True,
        ),
    )
    filters = (
        Filter(
            key="q",
            label=_("Order or customer"),
            narrow=named("order__number", customer="customer__"),
        ),
        Filter(
            key="at",
            label=_("Waits at"),
            ask=Ask.CHOICE,
            choices=labels.CHECKPOINTS,
            narrow=where("latest_decision__checkpoint"),
        ),
        Filter(
            key="state",
            label=_("State"),
            ask=Ask.CHOICE,
            choices=(("held", _("Held")), ("ready", labels.READY)),
            narrow=_in_state,
        ),
        Filter(key="review", label=_("Look again until"), ask=Ask.DAY, narrow=where("review_on__lte"), folded=True),
        Filter(key="above", label=_("Amount from"), ask=Ask.AMOUNT, narrow=where("latest_decision__amount__gte")),
    )
    views = (
        SavedView(title=_("Longest waiting"), address="sort=placed_at"),
        SavedView(title=labels.READY, address="state=ready"),
        SavedView(title=_("Largest"), address="sort=-amount"),
    )
    empty = Empty(
        title=_("No order waits"),
        text=_("Orders that a rule or a person stopped wait here until their reasons fall away or somebody decides."),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The open holds on orders of the customers this person may see."""
        self.today = request.today
        return queries.open_holds(customers=access.viewable(person=request.person, today=request.today))

    def dressed(self, rows: Any) -> Any:
        """Each hold with its reasons in short, its age and what is free where it binds: as many reads for all as for one."""
        free = _free(self.today, [row.order for row in rows])
        for row in rows:
            standing = queries.verdict_of(row.latest_decision).standing
            row.reasons = _(", ").join(dict.fromkeys(str(labels.RULES[finding.rule]) for finding in standing))
            row.state = _READY if row.latest_decision.outcome in READY else _HELD
            row.waits_at = _waits_at(row)
            row.days = (self.today - row.waits_since).days
            row.free = free.get(row.order_id)
        return rows

    def row_address(self, row: Any) -> str:
        """Enter opens the order, where it is decided."""
        return _address(row.order_id)


class DecidableHolds(HoldQueue):
    """The same queue for whoever may release: several can be decided together."""

    batch = (Act(title=_("Release"), url_name="orders:release-many", method="post"),)


PROMISES = {
    "open": Status(Tone.WATCH, labels.PROMISE_STATES["open"]),
    "settled": Status(Tone.GOOD, labels.PROMISE_STATES["settled"]),
    "broken": Status(Tone.LATE, labels.PROMISE_STATES["broken"]),
}


def _reviewer(row: Any) -> str:
    return str(row.review.person) if hasattr(row, "review") else ""


class PromisedList(ListPage):
    """What was let go on somebody's word 特批放行, with how each promise turned out; the newest first."""

    code = "promised"
    title = _("Special releases")
    currency = "order__currency"
    sort = "-given_at"
    columns = (
        Column(
            key="number",
            title=_("Order"),
            kind=Kind.CODE,
            value=lambda row: row.order.number,
            sort="order__number",
            link=lambda row: _address(row.order_id),
        ),
        Column(key="customer", title=_("Customer"), value=lambda row: row.order.customer.name),
        Column(key="kind", title=_("Kind of release"), value=lambda row: labels.RELEASE_KINDS[row.kind], sort="kind"),
        Column(key="state", title=_("Promise"), kind=Kind.STATUS, value=lambda row: row.state),
        Column(key="promised_date", title=_("Payment promised by"), kind=Kind.DAY, sort="promised_date"),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, value=lambda row: row.order.currency),
        Column(key="amount", title=_("Amount"), kind=Kind.MONEY, sort="amount", total="amount"),
        Column(key="owed", title=_("Still owed"), kind=Kind.MONEY, value=lambda row: row.owed),
        Column(key="vouched_by", title=_("Vouches"), value=lambda row: str(row.vouched_by or "")),
        Column(key="person", title=_("Released by"), value=lambda row: str(row.person or row.actor)),
        Column(key="given_at", title=_("Released at"), kind=Kind.MOMENT, sort="given_at"),
        Column(key="review", title=_("Reviewed by"), value=_reviewer),
    )
    filters = (
        Filter(
            key="q",
            label=_("Order or customer"),
            narrow=named("order__number", customer="order__customer__"),
        ),
        Filter(
            key="kind",
            label=_("Kind of release"),
            ask=Ask.CHOICE,
            choices=tuple(labels.RELEASE_KINDS.items())[1:],
            narrow=where("kind"),
        ),
        Filter(key="until", label=_("Promised until"), ask=Ask.DAY, narrow=where("promised_date__lte")),
    )
    views = (SavedView(title=_("To review"), address="kind=emergency"),)
    empty = Empty(
        title=_("Nothing was let go on a promise"),
        text=_(
            "Special and emergency releases stand here until their orders are paid; one that is open bars the next."
        ),
    )

    today: date

    def rows(self, request: SignedRequest) -> Any:
        """The special releases for orders of the customers this person may see."""
        self.today = request.today
        return queries.promised_releases(customers=access.viewable(person=request.person, today=request.today))

    def dressed(self, rows: Any) -> Any:
        """Each with how its promise turned out: two reads for all."""
        for one in queries.outcomes_of(given=rows, today=self.today):
            row: Any = one.given
            row.owed = one.owed
            row.state = PROMISES["settled" if one.is_settled else "broken" if one.is_broken else "open"]
        return rows

    def row_address(self, row: Any) -> str:
        """Enter opens the order."""
        return _address(row.order_id)


def _counts_on(row: Any) -> date:
    return row.ship_date - timedelta(days=row.account.segment.horizon_days or 0)  # type: ignore[no-any-return]


class HorizonList(ListPage):
    """Orders that do not count yet, the first to count first 即将计入占用的订单: what makes a wave visible before it comes."""

    code = "horizon"
    title = _("Orders that will count soon")
    currency = "currency"
    sort = "ship_date"
    columns = (
        Column(
            key="number",
            title=_("Order"),
            kind=Kind.CODE,
            value=lambda row: row.number,
            sort="number",
            link=lambda row: _address(row.pk),
        ),
        Column(key="customer", title=_("Customer"), value=lambda row: row.customer.name, sort="customer__name"),
        Column(key="counts_on", title=_("Counts from"), kind=Kind.DAY, value=_counts_on),
        Column(key="ship_date", title=_("Ships on"), kind=Kind.DAY, sort="ship_date"),
        Column(key="currency", title=_("Currency"), kind=Kind.CODE, sort="currency"),
        Column(key="open_amount", title=_("Amount"), kind=Kind.MONEY, sort="open_amount", total="open_amount"),
        Column(key="free", title=_("Free of the limit now"), kind=Kind.MONEY, value=lambda row: row.free),
    )
    filters = (
        Filter(
            key="q",
            label=_("Order or customer"),
            narrow=named("number", customer="customer__"),
        ),
        Filter(key="ships", label=_("Ships until"), ask=Ask.DAY, narrow=where("ship_date__lte")),
    )
    empty = Empty(
        title=_("No order waits beyond the horizon"),
        text=_(
            "Orders that ship later than the horizon stand here; they are checked again by themselves when they begin to count."
        ),
    )

    def rows(self, request: SignedRequest) -> Any:
        """The orders beyond the horizon of the customers this person may see."""
        self.today = request.today
        customers = access.viewable(person=request.person, today=request.today)
        return trade.entering_horizon(customers=customers, until=date.max)

    def dressed(self, rows: Any) -> Any:
        """Each with what is free where it binds: as many reads for all as for one."""
        free = _free(self.today, rows)
        for row in rows:
            row.free = free.get(row.pk)
        return rows

    def row_address(self, row: Any) -> str:
        """Enter opens the order."""
        return _address(row.pk)
