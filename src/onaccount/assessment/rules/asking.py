"""What a person may hand in 提交校验: an answer of the questionnaire, an override of a grade, benchmark values, a note on an industry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from onaccount.assessment.rules.data_points import BY_CODE, QUESTIONS, Unit
from onaccount.assessment.rules.grades import rank_of
from onaccount.assessment.rules.industry import RATIOS
from onaccount.kernel.reasons import Refusal

HIGHEST = {Unit.ANSWER: Decimal(10), Unit.YES_NO: Decimal(1), Unit.YEARS: Decimal(400), Unit.COUNT: Decimal(9999)}
LONGEST_OVERRIDE = timedelta(days=366)
FIRST_YEAR = 1990
OUTLOOKS = ("positive", "stable", "negative")
SECTORS = {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}
"""The sector grade 行业等级: how safe it is to sell on account into an industry, A the safest."""


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer as somebody gives it; `evidence` says what it rests on."""

    question: str
    value: Decimal
    evidence: str


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """Another grade in place of the assessed one, through the day before `valid_to`, and why."""

    grade: str
    valid_to: date
    reason: str


@dataclass(frozen=True, slots=True)
class BenchmarkDraft:
    """Five standard values of one ratio, from excellent to poor."""

    industry: str
    ratio: str
    year: int
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class IndustryDraft:
    """What somebody thinks of an industry on a day, and where that comes from; `sector_grade` from 5 (A) to 1 (E)."""

    industry: str
    sector_grade: int
    outlook: str
    competition: str
    policy: str
    dated: date
    source: str


def checked_industry(draft: IndustryDraft, *, today: date) -> IndustryDraft:
    """
    Give a note on an industry that may be kept.

    Refuses `assessment.benchmark_industry`, `.sector_grade`, `.outlook`, `.in_the_future` and `.benchmark_source`.
    """
    if not draft.industry.strip():
        raise Refusal("assessment.benchmark_industry")
    if draft.sector_grade not in SECTORS.values():
        raise Refusal("assessment.sector_grade")
    if draft.outlook not in OUTLOOKS:
        raise Refusal("assessment.outlook")
    if draft.dated > today:
        raise Refusal("assessment.in_the_future", day=draft.dated)
    if not draft.source.strip():
        raise Refusal("assessment.benchmark_source")
    return draft


def checked_answer(draft: AnswerDraft) -> AnswerDraft:
    """Give an answer that may be kept. Refuses `assessment.no_question`, `.answer_outside`, `.evidence_missing`."""
    if draft.question not in QUESTIONS:
        raise Refusal("assessment.no_question", data_point=draft.question)
    highest = HIGHEST[BY_CODE[draft.question].unit]
    if not 0 <= draft.value <= highest:
        raise Refusal("assessment.answer_outside", data_point=draft.question, highest=highest)
    if not draft.evidence.strip():
        raise Refusal("assessment.evidence_missing", data_point=draft.question)
    return draft


def checked_override(draft: OverrideDraft, *, grade_now: str | None, today: date) -> OverrideDraft:
    """
    Give an override that may be asked for.

    Refuses `assessment.grade_unknown`, `.override_of_nothing` without a grade in force, `.override_changes_nothing`,
    `.override_end` (not after today, or more than a year away) and `.override_reason`.
    """
    rank_of(draft.grade)
    if grade_now is None:
        raise Refusal("assessment.override_of_nothing")
    if draft.grade == grade_now:
        raise Refusal("assessment.override_changes_nothing", grade=grade_now)
    if not today < draft.valid_to <= today + LONGEST_OVERRIDE:
        raise Refusal("assessment.override_end", latest=today + LONGEST_OVERRIDE)
    if not draft.reason.strip():
        raise Refusal("assessment.override_reason")
    return draft


def checked_benchmark(draft: BenchmarkDraft, *, today: date) -> BenchmarkDraft:
    """
    Give standard values that may be kept.

    Refuses `assessment.benchmark_industry`, `.benchmark_ratio`, `.benchmark_year` and `.five_standards`.
    """
    if not draft.industry.strip():
        raise Refusal("assessment.benchmark_industry")
    if draft.ratio not in RATIOS:
        raise Refusal("assessment.benchmark_ratio", ratio=draft.ratio)
    if not FIRST_YEAR <= draft.year <= today.year:
        raise Refusal("assessment.benchmark_year", year=draft.year)
    steps = [upper - lower for upper, lower in pairwise(draft.values)]
    if len(draft.values) != 5 or not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        raise Refusal("assessment.five_standards", given=len(draft.values))
    return draft


def benchmark_from_row(row: Mapping[str, str], *, today: date) -> BenchmarkDraft:
    """Read one row of a table of standard values. Refuses `assessment.benchmark_number` and like `checked_benchmark`."""
    names = ("excellent", "good", "average", "low", "poor")
    try:
        values = tuple(Decimal(row[name].strip()) for name in names)
        year = int(row["year"])
    except (ArithmeticError, ValueError, KeyError) as fault:
        raise Refusal("assessment.benchmark_number") from fault
    draft = BenchmarkDraft(row.get("industry", "").strip(), row.get("ratio", "").strip(), year, values)
    return checked_benchmark(draft, today=today)
