"""All customers are assessed at once 组合重评, or a draft of a scorecard is tried on all of them: in the background, resumable."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from onaccount.assessment import actions as assessment
from onaccount.assessment.models import PortfolioRun
from onaccount.assessment.queries import customers_in_all, run_of
from onaccount.kernel.reasons import Reason
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor, Channel
from onaccount.office.trays import actions as trays
from onaccount.office.work import actions as work
from onaccount.office.work.underway import underway
from onaccount.ordercheck.queries import groups_with_holds

ASSESS, TRY = "assess_portfolio", "try_scorecard"


@transaction.atomic
def ask_for_assessment(*, actor: Actor, today: date) -> PortfolioRun:
    """Hand the assessment of the whole portfolio to the worker."""
    run = assessment.ask_run(today=today, actor=actor)
    _defer(run, kind=ASSESS, facts={"day": today}, actor=actor)
    return run


@transaction.atomic
def ask_for_trial(*, code: str, number: int, actor: Actor, today: date) -> PortfolioRun:
    """Start a trial of a version of a card on the whole portfolio. Refuses `assessment.card_unknown`."""
    run = assessment.ask_trial(code=code, number=number, today=today, actor=actor)
    _defer(run, kind=TRY, facts={"card": f"{code} {number}"}, actor=actor)
    return run


def carry_out(*, work_id: int) -> None:
    """Assess everybody, or go on where a kill stopped it, and ask a second person for approval."""
    with underway(work_id=work_id) as running:
        run = None if running is None else run_of(run_id=int(running.work.subject_id))
        if running is None or run is None:
            return
        actor = _asker(run)
        done = assessment.carry_out(run=run, actor=actor, report=running.report)
        if done.request_id is None:
            assessment.submit_run(run=done, actor=actor)
        running.finding = Reason("assessment.run_done", {"customers": sum(done.counts.values()), **_counts(done)})


def carry_out_trial(*, work_id: int) -> None:
    """Try a draft on everybody, or go on where a kill stopped it."""
    with underway(work_id=work_id) as running:
        run = None if running is None else run_of(run_id=int(running.work.subject_id))
        if running is None or run is None:
            return
        done = assessment.try_out(run=run, report=running.report)
        running.finding = Reason("assessment.run_done", {"customers": sum(done.counts.values()), **_counts(done)})


@transaction.atomic
def put_in_force(*, request: Request, actor: Actor, today: date) -> None:
    """Put the grades of an approved run in force; groups with held orders are looked at again."""
    assessment.put_run_in_force(request=request, today=today, actor=actor)
    trays.note_changes(group_ids=groups_with_holds(), cause="assessment.graded")


def _defer(run: PortfolioRun, *, kind: str, facts: Mapping[str, object], actor: Actor) -> None:
    begun = work.defer(kind=kind, facts=facts, subject_id=run.pk, total=customers_in_all(), actor=actor)
    assessment.hand_over(run=run, work=begun)


def _asker(run: PortfolioRun) -> Actor:
    assert run.asked_by is not None  # only a person asks for a run
    return Actor(run.asked_by.username, Channel.JOB, run.asked_by_id)


def _counts(run: PortfolioRun) -> dict[str, int]:
    return {name: run.counts.get(name, 0) for name in ("up", "down", "same", "new", "none")}
