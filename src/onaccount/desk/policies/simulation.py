"""A version of the policy tried on past orders 政策模拟: begun, followed while it runs, and read: which checks would have differed."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter
from onaccount.desk.components.finding import named
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Empty, ListPage
from onaccount.desk.components.outcomes import PASSES, outcome_status
from onaccount.desk.policies.reading import FACTS
from onaccount.kernel.money import Money
from onaccount.lifecycle import policy_simulated
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.policy import queries as versions
from onaccount.ordercheck import access, labels, queries
from onaccount.ordercheck.queries import KIND
from onaccount.ordercheck.rules.simulation import effects

MONTHS = (1, 3, 6, 12)
MONTH_DAYS = 30
WAYS = {
    "held": gettext_lazy("would have been held"),
    "freed": gettext_lazy("would have been released"),
    "other": gettext_lazy("otherwise different"),
}
READ = permission("policy.edit", "policy.approve", "journal.view")


def _way(rows: Any, way: str) -> Any:
    held = Q(was__in=PASSES) & ~Q(would__in=PASSES)
    freed = ~Q(was__in=PASSES) & Q(would__in=PASSES)
    return rows.filter({"held": held, "freed": freed}.get(way, ~held & ~freed))


def _by_rule(rows: Any, code: str) -> Any:
    return rows.filter(Q(begins__contains=[code]) | Q(ceases__contains=[code]))


def _address(row: Any) -> str:
    """The page of the order, where there is one."""
    return reverse("orders:one", args=[row.decision.order_id]) if row.decision.order_id else ""


def _lacking(code: str) -> str:
    """Say what a check did not keep: how it counted, or a fact that was not known to the program then."""
    kind, _, fact = code.partition("fact_")
    if kind:
        return str(labels.MISSING_FACTS[code])
    return gettext("the program did not keep this yet: %(fact)s") % {"fact": FACTS[fact]}


def _words(codes: Iterable[str]) -> str:
    return "; ".join(str(labels.RULES.get(code, code)) for code in codes)


class SimulationList(ListPage):
    """The checks of one simulation that would have been different."""

    code = "simulation"
    title = gettext_lazy("Tried on past orders")
    template = "policies/simulation.html"
    currency = "decision__currency"
    sort = "-decided_on"
    columns = (
        Column(
            key="order_number",
            title=gettext_lazy("Order"),
            kind=Kind.CODE,
            value=lambda row: row.decision.order_number,
            sort="decision__order_number",
            link=_address,
        ),
        Column(
            key="customer",
            title=gettext_lazy("Customer"),
            value=lambda row: row.customer.name,
            sort="customer__name",
            link=lambda row: reverse("customers:one", args=[row.customer.number]),
        ),
        Column(
            key="decided_on",
            title=gettext_lazy("Checked on"),
            kind=Kind.DAY,
            value=lambda row: row.decision.decided_on,
            sort="decision__decided_on",
        ),
        Column(
            key="checkpoint",
            title=gettext_lazy("Checkpoint"),
            value=lambda row: labels.CHECKPOINTS[row.decision.checkpoint],
            sort="decision__checkpoint",
        ),
        Column(
            key="was",
            title=gettext_lazy("Was"),
            kind=Kind.STATUS,
            value=lambda row: outcome_status(row.was),
            sort="was",
        ),
        Column(
            key="would",
            title=gettext_lazy("Would have been"),
            kind=Kind.STATUS,
            value=lambda row: outcome_status(row.would),
            sort="would",
        ),
        Column(key="begins", title=gettext_lazy("Would hold"), value=lambda row: _words(row.begins)),
        Column(key="ceases", title=gettext_lazy("Would no longer hold"), value=lambda row: _words(row.ceases)),
        Column(
            key="amount",
            title=gettext_lazy("Amount"),
            kind=Kind.MONEY,
            value=lambda row: Money(row.decision.amount, row.decision.currency),
            sort="decision__amount",
            total="decision__amount",
        ),
        Column(
            key="currency",
            title=gettext_lazy("Currency"),
            kind=Kind.CODE,
            value=lambda row: row.decision.currency,
            folded=True,
        ),
    )
    filters = (
        Filter(
            key="q",
            label=gettext_lazy("Order or customer"),
            narrow=named("decision__order_number", customer="customer__"),
        ),
        Filter(key="way", label=gettext_lazy("Difference"), ask=Ask.CHOICE, choices=WAYS, narrow=_way),
        Filter(
            key="rule",
            label=gettext_lazy("Rule"),
            ask=Ask.CHOICE,
            choices=labels.RULES,
            narrow=_by_rule,
        ),
    )
    empty = Empty(
        title=gettext_lazy("Nothing would have been different"),
        text=gettext_lazy("Checks that the version would have answered otherwise appear here."),
    )

    def __init__(self, simulation: Any) -> None:
        self.simulation = simulation

    def rows(self, request: SignedRequest) -> Any:
        """The differing checks of the customers this person may see."""
        seen = access.viewable(person=request.person, today=request.today)
        return queries.differing(simulation=self.simulation, customers=seen)

    def row_address(self, row: Any) -> str:
        """Enter opens the order."""
        return _address(row)

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:
        """How far it has come, and what is shown summed by rule."""
        every = self.rows(request)
        ways = [(WAYS[way], way, _way(every, way).values("decision__order_number").distinct()) for way in WAYS]
        return {
            "simulation": self.simulation,
            "is_stale": _is_stale(self.simulation),
            "lacking": [(_lacking(code), n) for code, n in self.simulation.lacking.items()],
            "ways": [(word, listing.address(way=way, page="") + "#list", rows.count()) for word, way, rows in ways],
            "effects": [
                {
                    "rule": labels.RULES.get(each.rule, each.rule),
                    "address": listing.address(rule=each.rule, page="") + "#list",
                    "effect": each,
                    "held": Money(each.held_amount, each.currency),
                    "freed": Money(each.freed_amount, each.currency),
                }
                for each in effects(queries.summed(getattr(listing.source, "rows", every)))
            ],
        }


class SimulationUnderWay(SimulationList):
    """The same page before every check was judged: an empty list does not say yet that nothing differs."""

    empty = Empty(
        title=gettext_lazy("Not known yet"),
        text=gettext_lazy("What would have been different stands here once every check was judged."),
    )


@permission("policy.edit", "policy.approve")
@require_POST
def simulate(request: SignedRequest, number: int) -> HttpResponse:
    """Try a version on the orders of the last months, in the background."""
    if versions.version_of(kind=KIND, number=number) is None:
        raise Http404
    given = request.POST.get("months", "")
    months = int(given) if given in {str(each) for each in MONTHS} else MONTHS[1]
    first_day = request.today - timedelta(days=months * MONTH_DAYS)
    asked = policy_simulated.ask_to_simulate(
        number=number, first_day=first_day, today=request.today, actor=request.actor
    )
    return redirect("policies:simulation", asked.pk)


@READ
def one(request: SignedRequest, simulation_id: int) -> HttpResponse:
    """Show a simulation: its progress while it runs, then what would have been different."""
    found = _simulation(simulation_id)
    page = SimulationList if found.work and found.work.state == "done" else SimulationUnderWay
    return page(found).respond(request)


@READ
def progress(request: SignedRequest, simulation_id: int) -> HttpResponse:
    """Say how far a simulation has come."""
    return render(request, "policies/parts/simulating.html", {"simulation": _simulation(simulation_id)})


def _simulation(simulation_id: int) -> Any:
    found = queries.simulation_of(simulation_id=simulation_id)
    if found is None:
        raise Http404
    return found


def _is_stale(simulation: Any) -> bool:
    """Whether the draft was edited since."""
    version = versions.version_of(kind=KIND, number=simulation.version_number)
    return version is not None and version.digest != simulation.digest
