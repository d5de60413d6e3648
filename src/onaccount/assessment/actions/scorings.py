"""Assessing one customer 资信评估: the scoring is kept with its facts, a second person puts its grade in force."""

from datetime import date
from typing import Any

from django.db import transaction

from onaccount.assessment.models import Grade, Scoring
from onaccount.assessment.queries import Judged, assessment_asked, assessment_in_force, judged
from onaccount.assessment.rules.asking import OverrideDraft, checked_override
from onaccount.assessment.rules.card_storage import facts_as_json
from onaccount.assessment.rules.grades import rank_of
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject

APPROVE = "assessment.approve"
ASSESSMENT, OVERRIDE = "assessment", "grade_override"


@transaction.atomic
def assess(
    *, customer: Customer, card_code: str | None, notches: int, remark: str, today: date, actor: Actor
) -> Scoring:
    """
    Score a customer and keep the result with every fact it saw; no grade changes yet.

    Refuses like `queries.judged`, and `assessment.notch_needs_reason` for notches without a remark.
    """
    if notches and not remark.strip():
        raise Refusal("assessment.notch_needs_reason")
    lock_group(customer.group_id)
    found = judged(customer=customer, card_code=card_code, notches=notches, as_of=today)
    scoring = scoring_row(found, notches=notches, remark=remark, today=today, actor=actor)
    scoring.save(force_insert=True)
    journal.record(
        act="assessment.scored",
        actor=actor,
        subject=_subject(scoring),
        reason=remark.strip(),
        before=None,
        after={
            "score": scoring.score,
            "grade": scoring.grade,
            "card": scoring.card_code,
            "version": scoring.card_number,
        },
    )
    return scoring


def scoring_row(found: Judged, *, notches: int, remark: str, today: date, actor: Actor) -> Scoring:
    """Write what a card said as a row that is not saved yet."""
    told = found.scored
    return Scoring(
        group_id=found.ground.group_id,
        customer_id=found.ground.customer_id,
        card_code=found.card.code,
        card_number=found.card.number,
        facts=facts_as_json(found.ground.facts),
        notches=notches,
        remark=remark.strip(),
        score=told.score,
        grade=told.grade,
        rank=told.rank,
        pd=told.probability,
        confidence=told.confidence,
        reasons=[reason.as_json() for reason in told.reasons],
        scored_on=today,
        valid_to=add_months(today, found.card.valid_months),
        scored_by_id=actor.person_id,
    )


@transaction.atomic
def submit(*, scoring: Scoring, today: date, actor: Actor) -> Request:
    """
    Ask a second person to put the grade of a scoring in force; who asked for one already stands among the reasons.

    Refuses a machine as maker.
    """
    before = assessment_in_force(customer_id=scoring.customer_id, as_of=today)
    old = {} if before is None else {"grade": before.grade, "score": before.score, "valid_to": before.valid_to}
    new = {
        "grade": scoring.grade,
        "score": scoring.score,
        "valid_to": scoring.valid_to,
        "card": f"{scoring.card_code} {scoring.card_number}",
        "notches": scoring.notches,
        "scoring": scoring.pk,
    }
    return approval.submit(
        kind=ASSESSMENT,
        subject=Subject("scoring", scoring.pk, scoring.customer_id, scoring.group_id),
        title=f"{scoring.customer.name}: {scoring.grade}",
        content={"old": old, "new": new, "reasons": [*_beside(scoring), *scoring.reasons], "remark": scoring.remark},
        permission=APPROVE,
        actor=actor,
    )


@transaction.atomic
def put_in_force(*, request: Request, today: date, actor: Actor) -> Grade:
    """
    Write the grade of an approved scoring; it counts from today to the end the scoring names.

    Refuses `assessment.overtaken` where the grade of this scoring or of a later one was written meanwhile.
    """
    scoring = Scoring.objects.select_related("customer").get(pk=request.content["new"]["scoring"])
    lock_group(scoring.customer.group_id)
    if Grade.objects.filter(customer=scoring.customer, is_override=False, scoring__gte=scoring.pk).exists():
        raise Refusal("assessment.overtaken", scored_on=scoring.scored_on)
    before = assessment_in_force(customer_id=scoring.customer_id, as_of=today)
    grade = Grade.objects.create(
        group_id=scoring.customer.group_id,
        customer_id=scoring.customer_id,
        grade=scoring.grade,
        rank=scoring.rank,
        given_on=today,
        valid_to=scoring.valid_to,
        source=f"{scoring.card_code} {scoring.card_number}",
        remark=scoring.remark,
        given_by_id=request.maker_id,
        scoring=scoring,
        request_id=request.pk,
    )
    _record("assessment.grade_approved", grade, None if before is None else before.grade, actor)
    return grade


@transaction.atomic
def ask_override(*, customer: Customer, draft: OverrideDraft, today: date, actor: Actor) -> Request:
    """Ask a second person for another grade until a day. Refuses like `rules.asking.checked_override`."""
    before = assessment_in_force(customer_id=customer.pk, as_of=today)
    checked_override(draft, grade_now=None if before is None else before.grade, today=today)
    assert before is not None  # checked_override refuses an override of nothing
    return approval.submit(
        kind=OVERRIDE,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        title=f"{customer.name}: {before.grade} → {draft.grade}",
        content={
            "old": {"grade": before.grade, "valid_to": before.valid_to},
            "new": {"grade": draft.grade, "valid_to": draft.valid_to, "reason": draft.reason.strip()},
        },
        permission=APPROVE,
        actor=actor,
    )


@transaction.atomic
def override(*, request: Request, today: date, actor: Actor) -> Grade:
    """Write an approved override. Refuses `assessment.override_end` where its last day has passed meanwhile."""
    asked = request.content["new"]
    customer = Customer.objects.get(pk=int(request.subject_id))
    lock_group(customer.group_id)
    before = assessment_in_force(customer_id=customer.pk, as_of=today)
    draft = OverrideDraft(asked["grade"], date.fromisoformat(asked["valid_to"]), asked["reason"])
    checked_override(draft, grade_now=None if before is None else before.grade, today=today)
    latest = Grade.objects.filter(customer=customer, scoring__isnull=False).order_by("-given_on", "-pk").first()
    grade = Grade.objects.create(
        group_id=customer.group_id,
        customer=customer,
        grade=draft.grade,
        rank=rank_of(draft.grade),
        given_on=today,
        valid_to=draft.valid_to,
        source="override",
        remark=draft.reason,
        given_by_id=request.maker_id,
        scoring_id=None if latest is None else latest.scoring_id,
        is_override=True,
        request_id=request.pk,
    )
    _record("assessment.overridden", grade, None if before is None else before.grade, actor)
    return grade


def _beside(scoring: Scoring) -> list[dict[str, Any]]:
    """What the checker weighs first: somebody asked already, and only the later of the two can count in the end."""
    other = assessment_asked(customer=scoring.customer)
    return [] if other is None else [other.as_json()]


def _record(act: str, grade: Grade, before: str | None, actor: Actor) -> None:
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("customer", grade.customer_id, grade.customer_id, grade.group_id),
        reason=grade.remark,
        before=None if before is None else {"grade": before},
        after={"grade": grade.grade, "source": grade.source, "valid_to": grade.valid_to},
    )


def _subject(scoring: Scoring) -> Subject:
    return Subject("scoring", scoring.pk, scoring.customer_id, scoring.group_id)
