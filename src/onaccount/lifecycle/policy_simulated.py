"""A draft of the policy is tried on the orders of the last months 政策模拟: in the background, changing nothing."""

from datetime import date

from django.db import transaction

from onaccount.kernel.reasons import Reason, Refusal
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import queries as versions
from onaccount.office.work import actions as work
from onaccount.office.work.underway import underway
from onaccount.ordercheck.actions import simulations
from onaccount.ordercheck.models import Simulation
from onaccount.ordercheck.queries import KIND, checks_between, policy_numbered, simulation_of

SIMULATE = "simulate_policy"


@transaction.atomic
def ask_to_simulate(*, number: int, first_day: date, today: date, actor: Actor) -> Simulation:
    """Start a trial of a version on the checks since a day. Refuses policy.no_such_version."""
    version = versions.version_of(kind=KIND, number=number)
    if version is None:
        raise Refusal("policy.no_such_version", number=number)
    asked = simulations.ask(number=number, digest=version.digest, first_day=first_day, last_day=today, actor=actor)
    total = checks_between(first_day=first_day, last_day=today).count()
    facts = {"number": number, "day": first_day}
    begun = work.defer(kind=SIMULATE, facts=facts, subject_id=asked.pk, total=total, actor=actor)
    simulations.hand_over(simulation=asked, work=begun)
    return asked


def carry_out(*, work_id: int) -> None:
    """Try the version of a simulation and keep what was found."""
    with underway(work_id=work_id) as running:
        asked = None if running is None else simulation_of(simulation_id=int(running.work.subject_id))
        if running is None or asked is None:
            return
        draft = policy_numbered(number=asked.version_number)
        done = simulations.carry_out(simulation=asked, draft=draft, report=running.report)
        facts = {"checks": done.checks, "differing": done.differing.count()}
        running.finding = Reason("ordercheck.simulation_done", facts)
