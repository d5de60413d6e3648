"""Reading scorings 评分记录: what a card would say now, what was said, and whether it would be said again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from onaccount.assessment.models import Scoring
from onaccount.assessment.queries.cards import card_in_force, card_numbered, cards_in_force
from onaccount.assessment.queries.ground import Ground, assessment_facts_for
from onaccount.assessment.rules.card_storage import facts_from_json
from onaccount.assessment.rules.scorecard import Scorecard, Scored, card_for, scored
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Reason
from onaccount.office.approval.models import Request

CHUNK = 1000
KINDS = ("assessment", "grade_override")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a card says of a customer: the facts, the card that was chosen, and the result."""

    ground: Ground
    card: Scorecard
    scored: Scored


def judged(*, customer: Customer, card_code: str | None, notches: int, as_of: date) -> Judged:
    """
    Score a customer on what is known now, by a card named or the first that fits; it writes nothing.

    Refuses like `scorecard.scored`, and `assessment.card_unknown`.
    """
    ground = assessment_facts_for(customer_ids=[customer.pk], as_of=as_of)[customer.pk]
    return judged_on(ground=ground, card_code=card_code, notches=notches, as_of=as_of)


def judged_on(*, ground: Ground, card_code: str | None, notches: int, as_of: date) -> Judged:
    """Score what was gathered already. Refuses like `judged`."""
    if card_code is None:
        card = chosen_card(ground, cards=cards_in_force(on=as_of))
    else:
        card = card_in_force(code=card_code, on=as_of)
    seen = ground.under(clamp=card.clamp)
    return Judged(seen, card, scored(card=card, facts=seen.facts, notches=notches, as_of=as_of))


def chosen_card(ground: Ground, *, cards: tuple[Scorecard, ...]) -> Scorecard:
    """Choose the card that counts for a customer. Refuses `assessment.no_card`."""
    return card_for(cards=cards, industry=ground.industry, classes=ground.classes, has_statements=bool(ground.years))


def scorings_of(*, customer: Customer) -> QuerySet[Scoring]:
    """List what models said of a customer, the newest first."""
    return Scoring.objects.filter(customer=customer).select_related("scored_by").order_by("-scored_on", "-pk")


def waiting_of(*, customer: Customer) -> QuerySet[Request]:
    """List the assessments and overrides of a customer that wait for a second person."""
    return Request.objects.filter(customer_id=customer.pk, kind__in=KINDS, outcome="").select_related("maker")


def assessment_asked(*, customer: Customer) -> Reason | None:
    """Say who asked for an assessment that waits already, and of which day it is; None where nobody did."""
    waits = waiting_of(customer=customer).filter(kind=KINDS[0]).order_by("-pk").first()
    if waits is None:
        return None
    asked = Scoring.objects.get(pk=waits.content["new"]["scoring"])
    return Reason("assessment.asked_too", {"who": waits.maker.full_name, "scored_on": asked.scored_on})


def scoring_of(*, scoring_id: int, customers: QuerySet[Customer]) -> Scoring | None:
    """Find one scoring among those of these customers."""
    rows = Scoring.objects.filter(pk=scoring_id, customer__in=customers)
    return rows.select_related("customer", "scored_by").first()


def scored_again(scoring: Scoring) -> Scored:
    """Score the stored facts by the stored version of the card again."""
    card = card_numbered(code=scoring.card_code, number=scoring.card_number)
    facts = facts_from_json(scoring.facts)
    return scored(card=card, facts=facts, notches=scoring.notches, as_of=scoring.scored_on)


def is_same(scoring: Scoring, again: Scored) -> bool:
    """Say whether scoring again gave what is stored, to the last digit."""
    told = (again.score, again.grade, again.rank, again.confidence, [each.as_json() for each in again.reasons])
    return told == (scoring.score, scoring.grade, scoring.rank, scoring.confidence, scoring.reasons)


def replay_scorings(*, report: Callable[[int], None]) -> Reason:
    """Score everything ever scored again, and say how many there are and how many differ; it writes nothing."""
    count, different = 0, 0
    for scoring in Scoring.objects.order_by("pk").iterator(chunk_size=CHUNK):
        count += 1
        different += not is_same(scoring, scored_again(scoring))
        report(count)
    return Reason("assessment.replayed", {"scorings": count, "different": different})
