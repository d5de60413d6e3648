"""Writing simulations 政策模拟: asked for, and what was found. They change nothing that is decided."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.work.models import Work
from onaccount.ordercheck.models import Decision, SimulatedCheck, Simulation
from onaccount.ordercheck.queries import simulations
from onaccount.ordercheck.rules import Policy
from onaccount.ordercheck.rules.simulation import Simulated


def ask(*, number: int, digest: str, first_day: date, last_day: date, actor: Actor) -> Simulation:
    """Note that a version of the policy is to be tried on the checks of these days."""
    asked = Simulation.objects.create(
        version_number=number, digest=digest, first_day=first_day, last_day=last_day, person_id=actor.person_id
    )
    journal.record(
        act="ordercheck.simulated",
        actor=actor,
        subject=Subject("simulation", asked.pk),
        reason="",
        before=None,
        after={"version": number, "first_day": first_day, "last_day": last_day},
    )
    return asked


def hand_over(*, simulation: Simulation, work: Work) -> None:
    """Note which background work carries a simulation out."""
    simulation.work = work
    simulation.save(update_fields=["work"])


@transaction.atomic
def carry_out(*, simulation: Simulation, draft: Policy, report: Callable[[int], None]) -> Simulation:
    """Try the draft on every check of the days and keep those that differ; begun again it starts anew."""
    SimulatedCheck.objects.filter(simulation=simulation).delete()
    lacking: Counter[str] = Counter()
    rows, checks = [], 0
    for decision, found in simulations.simulate(
        draft=draft, first_day=simulation.first_day, last_day=simulation.last_day
    ):
        checks += 1
        lacking.update(found.lacks)
        if found.differs:
            rows.append(_row(simulation, decision, found))
        report(checks)
    SimulatedCheck.objects.bulk_create(rows, batch_size=1000)
    simulation.checks, simulation.lacking = checks, dict(lacking)
    simulation.save(update_fields=["checks", "lacking"])
    return simulation


def _row(simulation: Simulation, decision: Decision, found: Simulated) -> Any:
    return SimulatedCheck(
        simulation=simulation,
        group_id=decision.group_id,
        customer_id=decision.customer_id,
        decision=decision,
        was=found.was.value,
        would=found.would.value,
        begins=list(found.begins),
        ceases=list(found.ceases),
    )
