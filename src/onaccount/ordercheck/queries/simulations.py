"""Reading simulations 政策模拟: the checks a draft is tried on, and what was found."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from django.db.models import QuerySet

from onaccount.customers.models import Customer
from onaccount.ordercheck.models import Decision, SimulatedCheck, Simulation
from onaccount.ordercheck.queries.claims import Claims
from onaccount.ordercheck.queries.decisions import verdict_of
from onaccount.ordercheck.queries.policies import policy_numbered
from onaccount.ordercheck.rules import Policy, snapshot_from_json
from onaccount.ordercheck.rules.simulation import Differing, Simulated, simulated

CHUNK = 500
REASSESSMENT = "reassessment"


def checks_between(*, first_day: date, last_day: date) -> QuerySet[Decision]:
    """Give the checks somebody asked for from a day through a day; holds judged again by themselves are not."""
    return Decision.objects.filter(decided_on__range=(first_day, last_day)).exclude(client=REASSESSMENT).order_by("pk")


def simulate(*, draft: Policy, first_day: date, last_day: date) -> Iterator[tuple[Decision, Simulated]]:
    """Judge each of these checks again under the draft, the oldest first; it writes nothing."""
    policies: dict[int, Policy] = {}
    checks = checks_between(first_day=first_day, last_day=last_day).select_related("standing")
    waiting = checks.iterator(chunk_size=CHUNK)
    while some := list(islice(waiting, CHUNK)):
        numbers = {each.policy_number for each in some} - policies.keys()
        policies |= {number: policy_numbered(number=number) for number in numbers}
        yield from _simulated(some, policies, draft)


def _simulated(
    some: list[Decision], policies: Mapping[int, Policy], draft: Policy
) -> Iterator[tuple[Decision, Simulated]]:
    switched = [each for each in some if policies[each.policy_number].overdue != draft.overdue]
    # credits of a past day are not in the claims: whoever counts them is told that it cannot be said
    claims = Claims.of(switched) if switched and not (draft.overdue.credits or draft.overdue.unapplied) else None
    for decision in some:
        found = simulated(
            snapshot_from_json(stored := decision.snapshot),
            stored=stored,
            was=verdict_of(decision),
            under=policies[decision.policy_number],
            draft=draft,
            claims=None if claims is None else tuple(claims.behind(decision)),
        )
        yield decision, found


def latest_simulation(*, version_number: int) -> Simulation | None:
    """Give the newest simulation of a version, with its work."""
    found = Simulation.objects.filter(version_number=version_number).select_related("work", "person")
    return found.order_by("-pk").first()


def simulation_of(*, simulation_id: int) -> Simulation | None:
    """Give one simulation with its work."""
    return Simulation.objects.filter(pk=simulation_id).select_related("work", "person").first()


def differing(*, simulation: Simulation, customers: QuerySet[Customer]) -> QuerySet[SimulatedCheck]:
    """List the checks of these customers that the draft would have answered otherwise."""
    found = SimulatedCheck.objects.filter(simulation=simulation, customer__in=customers)
    return found.select_related("customer", "decision").defer("decision__seen", "decision__answer")


def summed(rows: QuerySet[SimulatedCheck]) -> list[Differing]:
    """Read what a summary of differing checks needs; one read."""
    values = rows.order_by().values_list("begins", "ceases", "decision__amount", "decision__currency")
    return [Differing(tuple(begins), tuple(ceases), amount, code) for begins, ceases, amount, code in values]
