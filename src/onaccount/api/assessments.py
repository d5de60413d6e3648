"""Assessments 资信评估 over the interface: what holds for a customer, and what a scorecard would say now, changing nothing."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import customer_in
from onaccount.api.shapes_in import Number
from onaccount.api.words import sentence
from onaccount.assessment import access, queries
from onaccount.kernel.period import last_day_before
from onaccount.office.access.routes import SignedRequest, permission

router = Router(tags=["customers"])
HELD: dict[str, Any] = {
    "grade": "BBB",
    "rank": 4,
    "score": "64.20",
    "probability_of_default": "0.00724",
    "confidence": "0.85",
    "scorecard": "standard",
    "scorecard_version": 0,
    "given_on": "2026-11-13",
    "last_day": "2027-11-12",
    "is_override": False,
    "reasons": [],
}
LINE: dict[str, Any] = {
    "data_point": "payment_index",
    "value": "78.4",
    "points": "85",
    "share": "0.18",
    "effect": "6.30",
}


class AssessmentOut(Schema):
    """The grade that holds and what it rests on; score, confidence and scorecard are null for a grade a person gave."""

    model_config = shown(HELD)
    grade: str
    rank: int
    score: str | None
    probability_of_default: str
    confidence: str | None
    scorecard: str | None
    scorecard_version: int | None
    given_on: date
    last_day: date | None
    is_override: bool
    reasons: list[str]


class ScoreLineOut(Schema):
    """What one characteristic did: its value, points of 100, share of the weight, effect on the neutral 50."""

    model_config = shown(LINE)
    data_point: str
    value: str | None
    points: str
    share: str
    effect: str


class ScoredOut(Schema):
    """What a scorecard says now; nothing is kept."""

    model_config = shown(
        {
            "scorecard": "standard",
            "scorecard_version": 0,
            "score": "64.20",
            "grade": "BBB",
            "rank": 4,
            "probability_of_default": "0.00724",
            "confidence": "0.85",
            "lines": [LINE],
            "reasons": [],
        }
    )
    scorecard: str
    scorecard_version: int
    score: str
    grade: str
    rank: int
    probability_of_default: str
    confidence: str
    lines: list[ScoreLineOut]
    reasons: list[str]


@router.get("/{number}/assessment", response={200: AssessmentOut, **PROBLEMS}, summary="Assessment in force")
@permission(access.VIEW)
def held(request: SignedRequest, number: Number) -> AssessmentOut:
    """The grade that holds today with its score, probability of default, scorecard and reasons; 404 without one."""
    customer = customer_in(access.viewable(person=request.person, today=request.today), number=number)
    found = queries.assessment_in_force(customer_id=customer.pk, as_of=request.today)
    if found is None:
        raise Http404
    return AssessmentOut(
        grade=found.grade,
        rank=found.rank,
        score=_text(found.score),
        probability_of_default=str(found.pd.normalize()),
        confidence=_text(found.confidence),
        scorecard=None if found.model is None else found.model.code,
        scorecard_version=None if found.model is None else found.model.number,
        given_on=found.given_on,
        last_day=last_day_before(found.valid_to),
        is_override=found.is_override,
        reasons=[sentence(reason) for reason in found.reasons],
    )


@router.get("/{number}/assessment/dry", response={200: ScoredOut, **PROBLEMS}, summary="Score a customer now")
@permission(access.VIEW)
def dry(request: SignedRequest, number: Number) -> ScoredOut:
    """What the scorecard meant for the customer says on what is known now, line by line; nothing is kept and no grade changes."""
    customer = customer_in(access.viewable(person=request.person, today=request.today), number=number)
    found = queries.judged(customer=customer, card_code=None, notches=0, as_of=request.today)
    told = found.scored
    return ScoredOut(
        scorecard=found.card.code,
        scorecard_version=found.card.number,
        score=str(told.score),
        grade=told.grade,
        rank=told.rank,
        probability_of_default=str(told.probability),
        confidence=str(told.confidence),
        lines=[
            ScoreLineOut(
                data_point=each.code,
                value=_text(each.value),
                points=str(each.points),
                share=f"{each.share:.4f}",
                effect=f"{each.effect:.2f}",
            )
            for each in told.contributions
        ],
        reasons=[sentence(reason) for reason in told.reasons],
    )


def _text(value: Any) -> str | None:
    return None if value is None else format(value, "f")
