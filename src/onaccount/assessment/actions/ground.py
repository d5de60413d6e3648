"""Entering what models need 评估依据录入: answers with evidence, the operator's own copy of benchmark values, notes on industries."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onaccount.assessment.models import Answer, Benchmark, IndustryNote
from onaccount.assessment.rules.asking import (
    AnswerDraft,
    BenchmarkDraft,
    IndustryDraft,
    checked_answer,
    checked_benchmark,
    checked_industry,
)
from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def answer(*, customer: Customer, drafts: Sequence[AnswerDraft], today: date, actor: Actor) -> list[Answer]:
    """Keep answers of the questionnaire; earlier ones stay readable. Refuses `assessment.nothing_answered` and like `checked_answer`."""
    if not drafts:
        raise Refusal("assessment.nothing_answered")
    lock_group(customer.group_id)
    rows = [
        Answer(
            group_id=customer.group_id,
            customer=customer,
            question=draft.question,
            value=draft.value,
            evidence=draft.evidence.strip(),
            answered_on=today,
            answered_by_id=actor.person_id,
        )
        for draft in map(checked_answer, drafts)
    ]
    kept = Answer.objects.bulk_create(rows)
    journal.record(
        act="assessment.answered",
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason="",
        before=None,
        after={draft.question: draft.value for draft in drafts},
    )
    return kept


@transaction.atomic
def load_benchmarks(*, drafts: Sequence[BenchmarkDraft], source: str, today: date, actor: Actor) -> int:
    """
    Keep standard values, replacing those of the same industry, ratio and year, and say how many.

    Refuses `assessment.benchmark_source`, `assessment.nothing_loaded` and like `checked_benchmark`.
    """
    if not source.strip():
        raise Refusal("assessment.benchmark_source")
    if not drafts:
        raise Refusal("assessment.nothing_loaded")
    for draft in drafts:
        excellent, good, average, low, poor = checked_benchmark(draft, today=today).values
        Benchmark.objects.update_or_create(
            industry=draft.industry.strip(),
            ratio=draft.ratio,
            year=draft.year,
            defaults={
                "excellent": excellent,
                "good": good,
                "average": average,
                "low": low,
                "poor": poor,
                "source": source.strip(),
                "loaded_by_id": actor.person_id,
            },
        )
    journal.record(
        act="assessment.benchmarks_loaded",
        actor=actor,
        subject=Subject("benchmarks", drafts[0].industry),
        reason=source.strip(),
        before=None,
        after={"rows": len(drafts), "industries": sorted({draft.industry for draft in drafts})},
    )
    return len(drafts)


@transaction.atomic
def note_industry(*, draft: IndustryDraft, today: date, actor: Actor) -> IndustryNote:
    """Keep what is thought of an industry; earlier notes stay readable. Refuses like `checked_industry`."""
    told = checked_industry(draft, today=today)
    note = IndustryNote.objects.create(
        industry=told.industry.strip(),
        sector_grade=told.sector_grade,
        outlook=told.outlook,
        competition=told.competition.strip(),
        policy=told.policy.strip(),
        dated=told.dated,
        source=told.source.strip(),
        entered_by_id=actor.person_id,
    )
    journal.record(
        act="assessment.industry_noted",
        actor=actor,
        subject=Subject("industry", note.industry),
        reason=note.source,
        before=None,
        after={"sector_grade": note.sector_grade, "outlook": note.outlook, "dated": note.dated},
    )
    return note
