"""
Assessing the whole portfolio 组合重评: in the background, a thousand customers in one transaction each, begun again where it stopped.

The scorings of a run change nothing until a second person approves them all at once; overrides in force stay.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection, transaction

from onaccount.assessment.actions.scorings import APPROVE, scoring_row
from onaccount.assessment.models import PortfolioRun, SimulatedGrade
from onaccount.assessment.queries import card_numbered, cards_in_force
from onaccount.assessment.queries.portfolio import Weighed, moves, weighed_after, with_draft
from onaccount.assessment.rules import place_of
from onaccount.assessment.rules.card_storage import card_as_json, card_from_json
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.copying import copy_in
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.work.models import Work

PORTFOLIO = "portfolio"
_PUT_IN_FORCE = """
INSERT INTO assessment_grade (group_id, customer_id, grade, rank, given_on, valid_to, source, remark, given_by_id,
                              scoring_id, is_override, request_id)
SELECT customer.group_id, said.customer_id, said.grade, said.rank, %(today)s, said.valid_to,
       said.card_code || ' ' || said.card_number, '', %(maker)s, said.id, FALSE, %(request)s
FROM assessment_scoring AS said JOIN customers_customer AS customer ON customer.id = said.customer_id
WHERE said.run_id = %(run)s AND said.valid_to > %(today)s AND NOT EXISTS (
    SELECT 1 FROM (SELECT DISTINCT ON (customer_id) is_override, valid_to FROM assessment_grade
                   WHERE customer_id = said.customer_id AND given_on <= %(today)s
                   ORDER BY customer_id, given_on DESC, id DESC) AS held
    WHERE held.is_override AND held.valid_to > %(today)s)
"""


def ask_run(*, today: date, actor: Actor) -> PortfolioRun:
    """Note that the whole portfolio is to be assessed as of today."""
    run = PortfolioRun.objects.create(as_of=today, asked_by_id=actor.person_id)
    _record("assessment.run_asked", run, actor, {"as_of": today})
    return run


def ask_trial(*, code: str, number: int, today: date, actor: Actor) -> PortfolioRun:
    """Note that a version of a card is to be tried on the whole portfolio. Refuses `assessment.card_unknown`."""
    card = card_numbered(code=code, number=number)
    run = PortfolioRun.objects.create(
        as_of=today, card=card_as_json(card), card_code=code, card_number=number, asked_by_id=actor.person_id
    )
    _record("assessment.simulated", run, actor, {"card": code, "version": number})
    return run


def hand_over(*, run: PortfolioRun, work: Work) -> None:
    """Note which background work carries a run out."""
    run.work = work
    run.save(update_fields=["work"])


def carry_out(*, run: PortfolioRun, actor: Actor, report: Callable[[int], None]) -> PortfolioRun:
    """Assess everybody after the customer reached last; a thousand are kept together with how far it came."""
    cards = cards_in_force(on=run.as_of)
    while weighed := weighed_after(reached=run.reached, cards=cards, as_of=run.as_of):
        with transaction.atomic():
            rows = [
                scoring_row(each.judged, notches=0, remark="", today=run.as_of, actor=actor)
                for each in weighed
                if each.judged is not None
            ]
            for row in rows:
                row.run_id = run.pk
            copy_in(rows=rows)
            _advance(run, weighed, Counter(moves(weighed)))
        report(sum(run.counts.values()))
    return run


def try_out(*, run: PortfolioRun, report: Callable[[int], None]) -> PortfolioRun:
    """Score everybody with and without the draft of a run and keep who would be graded otherwise."""
    now = cards_in_force(on=run.as_of)
    draft = card_from_json(run.card or {}, number=run.card_number or 0)
    then = with_draft(draft=draft, as_of=run.as_of)
    while weighed := weighed_after(reached=run.reached, cards=now, as_of=run.as_of):
        would = weighed_after(reached=run.reached, cards=then, as_of=run.as_of)
        with transaction.atomic():
            compared = [_compared(run, was, new) for was, new in zip(weighed, would, strict=True)]
            copy_in(rows=[row for row in compared if row is not None])
            _advance(run, weighed, Counter(map(_direction, compared)))
        report(sum(run.counts.values()))
    return run


@transaction.atomic
def submit_run(*, run: PortfolioRun, actor: Actor) -> Request:
    """Ask a second person to put the grades of a finished run in force. Refuses a machine as maker."""
    request = approval.submit(
        kind=PORTFOLIO,
        subject=Subject("portfolio", run.pk),
        title=f"assessment.portfolio {run.as_of.isoformat()} {sum(run.counts.values())}",
        content={"old": {}, "new": {"run": run.pk, **run.counts}},
        permission=APPROVE,
        actor=actor,
    )
    run.request_id = request.pk
    run.save(update_fields=["request_id"])
    return request


@transaction.atomic
def put_run_in_force(*, request: Request, today: date, actor: Actor) -> int:
    """Write the grades of an approved run, all in one statement, and say how many; overrides in force stay."""
    run = PortfolioRun.objects.get(pk=request.content["new"]["run"])
    with connection.cursor() as cursor:
        cursor.execute(_PUT_IN_FORCE, {"run": run.pk, "today": today, "maker": request.maker_id, "request": request.pk})
        written = int(cursor.rowcount)
    _record("assessment.run_approved", run, actor, {"grades": written, **run.counts})
    return written


def _advance(run: PortfolioRun, weighed: list[Weighed], counted: Counter[str]) -> None:
    run.reached = weighed[-1].customer_id
    run.counts = dict(Counter(run.counts) + counted)
    run.save(update_fields=["reached", "counts"])


def _compared(run: PortfolioRun, was: Weighed, new: Weighed) -> SimulatedGrade | None:
    before, after = was.judged and was.judged.scored, new.judged and new.judged.scored
    known = was.judged or new.judged
    if known is None or (before and after and before.grade == after.grade):
        return None
    return SimulatedGrade(
        run=run,
        group_id=known.ground.group_id,
        customer_id=was.customer_id,
        was=before.grade if before else "",
        would=after.grade if after else "",
        steps=place_of(after.grade) - place_of(before.grade) if before and after else 0,
        score=after.score if after else None,
    )


def _direction(row: SimulatedGrade | None) -> str:
    if row is None:
        return "same"
    if not row.was or not row.would:
        return "new" if row.would else "none"
    return "down" if row.steps > 0 else "up"


def _record(act: str, run: PortfolioRun, actor: Actor, after: dict[str, Any]) -> None:
    journal.record(act=act, actor=actor, subject=Subject("portfolio", run.pk), reason="", before=None, after=after)
