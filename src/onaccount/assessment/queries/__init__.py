"""Reads of assessment 资信评估: what holds, what cards say, the facts they rest on."""

from onaccount.assessment.queries.cards import (
    card_in_force,
    card_numbered,
    card_of,
    card_versions,
    cards_in_force,
    drafted_codes,
    kind_of_card,
)
from onaccount.assessment.queries.grades import assessment_in_force, assessments_in_force, grades, grades_on
from onaccount.assessment.queries.ground import (
    Ground,
    answers_of,
    assessment_facts_for,
    benchmarks,
    standards_by_industry,
)
from onaccount.assessment.queries.outcomes import BadWhen, Window, outcomes_of, scores_given
from onaccount.assessment.queries.portfolio import (
    customers_in_all,
    latest_trial,
    regraded,
    run_of,
    runs,
    with_grades,
)
from onaccount.assessment.queries.scorings import (
    Judged,
    chosen_card,
    is_same,
    judged,
    judged_on,
    replay_scorings,
    scored_again,
    scoring_of,
    scorings_of,
    waiting_of,
)

__all__ = [
    "BadWhen",
    "Ground",
    "Judged",
    "Window",
    "answers_of",
    "assessment_facts_for",
    "assessment_in_force",
    "assessments_in_force",
    "benchmarks",
    "card_in_force",
    "card_numbered",
    "card_of",
    "card_versions",
    "cards_in_force",
    "chosen_card",
    "customers_in_all",
    "drafted_codes",
    "grades",
    "grades_on",
    "is_same",
    "judged",
    "judged_on",
    "kind_of_card",
    "latest_trial",
    "outcomes_of",
    "regraded",
    "replay_scorings",
    "run_of",
    "runs",
    "scored_again",
    "scores_given",
    "scoring_of",
    "scorings_of",
    "standards_by_industry",
    "waiting_of",
    "with_grades",
]
