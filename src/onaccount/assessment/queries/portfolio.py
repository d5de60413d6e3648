"""The whole portfolio 组合重评: customers a thousand at a time, scored on the same few reads, and what came of a run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from onaccount.assessment.models import Grade, PortfolioRun, SimulatedGrade
from onaccount.assessment.queries.cards import cards_in_force
from onaccount.assessment.queries.grades import assessments_in_force
from onaccount.assessment.queries.ground import assessment_facts_for
from onaccount.assessment.queries.scorings import Judged, chosen_card
from onaccount.assessment.rules import place_of
from onaccount.assessment.rules.in_force import Assessment
from onaccount.assessment.rules.scorecard import Scorecard, scored
from onaccount.customers.access import everybody
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Weighed:
    """One customer of a run: what was thought of it, and what the card says now (None with the code why not)."""

    customer_id: int
    held: Assessment | None
    judged: Judged | None
    refusal: str


def weighed_after(*, reached: int, cards: tuple[Scorecard, ...], as_of: date) -> list[Weighed]:
    """Score the next thousand customers after a key, in the order of keys; empty at the end; thirteen reads."""
    keys = list(everybody().filter(pk__gt=reached).order_by("pk").values_list("pk", flat=True)[:CHUNK])
    if not keys:
        return []
    held = assessments_in_force(customer_ids=keys, as_of=as_of)
    grounds = assessment_facts_for(customer_ids=keys, as_of=as_of)
    return [_weighed(grounds[key], held.get(key), cards, as_of) for key in keys]


def _weighed(ground: Any, held: Assessment | None, cards: tuple[Scorecard, ...], as_of: date) -> Weighed:
    try:
        card = chosen_card(ground, cards=cards)
        seen = ground.under(clamp=card.clamp)
        told = scored(card=card, facts=seen.facts, notches=0, as_of=as_of)
    except Refusal as refusal:
        return Weighed(ground.customer_id, held, None, refusal.code)
    return Weighed(ground.customer_id, held, Judged(seen, card, told), "")


def with_draft(*, draft: Scorecard, as_of: date) -> tuple[Scorecard, ...]:
    """Give the cards of a day as they would be with a draft in the place of its card."""
    others = [card for card in cards_in_force(on=as_of) if card.code != draft.code]
    return tuple(sorted([*others, draft], key=lambda card: (card.place, card.code)))


def customers_in_all() -> int:
    """Count the customers a run goes through."""
    return everybody().count()


def run_of(*, run_id: int) -> PortfolioRun | None:
    """Give one run with its work."""
    return PortfolioRun.objects.filter(pk=run_id).select_related("work", "asked_by").first()


def runs(*, is_trial: bool) -> QuerySet[PortfolioRun]:
    """List runs, the newest first: those that assess, or those that try a draft."""
    rows = PortfolioRun.objects.filter(card__isnull=not is_trial)
    return rows.select_related("work", "asked_by").order_by("-pk")


def latest_trial(*, code: str, number: int) -> PortfolioRun | None:
    """Give the newest trial of a version of a card."""
    return runs(is_trial=True).filter(card_code=code, card_number=number).first()


def regraded(*, run: PortfolioRun, customers: QuerySet[Customer]) -> QuerySet[SimulatedGrade]:
    """List the customers a trial would grade otherwise, those that fall furthest first."""
    rows = SimulatedGrade.objects.filter(run=run, customer__in=customers)
    return rows.select_related("customer").order_by("-steps", "customer__number")


def with_grades(*, customers: QuerySet[Customer], today: date) -> QuerySet[Customer]:
    """Add to each customer `grade`, `grade_rank`, `grade_score`, `graded_on` and `grade_ends` of today; None without."""
    latest = Grade.objects.filter(customer=OuterRef("pk"), given_on__lte=today).order_by("-given_on", "-pk")[:1]
    with_key: QuerySet[Any] = customers.annotate(latest_grade=Subquery(latest.values("pk")))
    holds = Q(valid_to=None) | Q(valid_to__gt=today)
    row = Grade.objects.filter(holds, pk=OuterRef("latest_grade"))
    names = {"grade": "grade", "grade_rank": "rank", "graded_on": "given_on", "grade_ends": "valid_to"}
    told = {name: Subquery(row.values(column)) for name, column in names.items()}
    score = Subquery(row.annotate(told=F("scoring__score")).values("told"))
    graded: QuerySet[Any] = with_key.annotate(**told, grade_score=score)
    return graded


def moves(weighed: Sequence[Weighed]) -> Iterator[str]:
    """Name what a run does to each customer: up, down, same, new, none (could not be scored)."""
    for each in weighed:
        if each.judged is None:
            yield "none"
        elif each.held is None:
            yield "new"
        else:
            steps = place_of(each.judged.scored.grade) - place_of(each.held.grade)
            yield "same" if not steps else ("down" if steps > 0 else "up")
