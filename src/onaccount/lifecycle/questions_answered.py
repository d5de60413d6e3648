"""Somebody answers questions about a customer 定性问卷, loads the benchmark values of industries 行业标准值, or notes what is thought of one."""

from collections.abc import Sequence
from datetime import date

from onaccount.assessment import actions as assessment
from onaccount.assessment.models import Answer, IndustryNote
from onaccount.assessment.rules.asking import AnswerDraft, BenchmarkDraft, IndustryDraft
from onaccount.customers.models import Customer
from onaccount.office.journal.rules import Actor


def answer_questions(*, customer: Customer, drafts: Sequence[AnswerDraft], actor: Actor, today: date) -> list[Answer]:
    """Keep answers with their evidence. Refuses like `assessment.answer`."""
    return assessment.answer(customer=customer, drafts=drafts, today=today, actor=actor)


def load_benchmarks(*, drafts: Sequence[BenchmarkDraft], source: str, actor: Actor, today: date) -> int:
    """Keep the operator's standard values and say how many. Refuses like `assessment.load_benchmarks`."""
    return assessment.load_benchmarks(drafts=drafts, source=source, today=today, actor=actor)


def note_industry(*, draft: IndustryDraft, actor: Actor, today: date) -> IndustryNote:
    """Keep what is thought of an industry. Refuses like `assessment.note_industry`."""
    return assessment.note_industry(draft=draft, today=today, actor=actor)
