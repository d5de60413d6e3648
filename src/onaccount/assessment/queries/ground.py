"""
The facts an assessment rests on 评估依据, for one customer or a thousand: statements, our ledger, answers, benchmarks, master data.

Every read asks for all customers at once, so a portfolio of any size costs the same few queries per thousand. What is open is
what is open now; what was paid is what was paid in the year up to the day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from onaccount.assessment.models import Answer, Benchmark, IndustryNote
from onaccount.assessment.queries.grades import grades_on
from onaccount.assessment.queries.industries import industries_on
from onaccount.assessment.rules import GradeFacts, on_file, place_of
from onaccount.assessment.rules.altman import SHIPPED_CLAMP, Clamp
from onaccount.assessment.rules.conduct import Conduct, Delay, answer_facts, conduct_facts
from onaccount.assessment.rules.figures import Year, statement_facts, under_clamp, years_of
from onaccount.assessment.rules.industry import Standards, position_fact
from onaccount.assessment.rules.on_file import FileFact
from onaccount.assessment.rules.scorecard import PARENT, Facts, Known
from onaccount.customers import queries as customers
from onaccount.customers.models import Customer
from onaccount.trade import queries as trade
from onaccount.trade.models import Item, Settlement

A_YEAR = timedelta(days=365)
ALTMAN_POINTS = ("z_prime", "z_double_prime", "em_score")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything known of one customer: who it is, its years of statements, and all facts by data point."""

    customer_id: int
    group_id: int
    industry: str
    classes: tuple[str, ...]
    years: tuple[Year, ...]
    facts: Facts

    def under(self, *, clamp: Clamp) -> "Ground":
        """The same with Altman's ratios kept within other bounds than the shipped ones."""
        if clamp == SHIPPED_CLAMP or not self.years:
            return self
        years = under_clamp(self.years, clamp=clamp)
        formed = {code: years[0].points[code] for code in ALTMAN_POINTS if code in years[0].points}
        facts = {**self.facts, **{code: replace(self.facts[code], value=value) for code, value in formed.items()}}
        return replace(self, years=years, facts=facts)


def assessment_facts_for(*, customer_ids: Collection[int], as_of: date) -> Mapping[int, Ground]:
    """Gather the facts of these customers on a day; twelve queries, however many there are."""
    rows = Customer.objects.filter(pk__in=customer_ids)
    who = list(rows.values_list("pk", "group_id", "industry", "opened_on", "parent_id"))
    parents = grades_on(customer_ids={parent for *_, parent in who if parent}, on=as_of)
    statements = customers.many_statements_of(customer_ids=customer_ids, as_of=as_of)
    classes = customers.classes_of(customer_ids=customer_ids)
    conducts = _conducts(customer_ids, as_of)
    answers = answers_of(customer_ids=customer_ids, as_of=as_of)
    filed = _filed(customer_ids, as_of)
    standards, sectors = standards_by_industry(as_of=as_of), industries_on(as_of=as_of)
    found = {}
    for key, group_id, industry, since, parent in who:
        years = years_of(statements.get(key, ()))
        facts: dict[str, Known] = {
            **statement_facts(years, as_of=as_of),
            **position_fact(years, standards=standards.get(industry, {})),
            **conduct_facts(conducts(key, since), as_of=as_of),
            **on_file.merged(
                answers=answer_facts(answers.get(key, {})), on_file=on_file.file_facts(filed.get(key, ()), as_of=as_of)
            ),
            **_sector_fact(sectors.get(industry)),
            **_parent_fact(parents.get(parent), filed.get(key, ()), as_of),
        }
        found[key] = Ground(key, group_id, industry, classes.get(key, ()), years, facts)
    return found


def _sector_fact(note: IndustryNote | None) -> dict[str, Known]:
    """The sector grade of the customer's industry, where somebody has noted one."""
    return {} if note is None else {"sector_grade": Known(Decimal(note.sector_grade), note.dated, note.source)}


def _parent_fact(graded: GradeFacts | None, filed: Iterable[FileFact], as_of: date) -> dict[str, Known]:
    """The grade of the parent as a place on the scale, unless the file says that the customer is ring-fenced from it."""
    if graded is None or on_file.is_ring_fenced(filed, as_of=as_of):
        return {}
    return {PARENT: Known(Decimal(place_of(graded.grade)), graded.given_on, "parent")}


def answers_of(*, customer_ids: Collection[int], as_of: date) -> Mapping[int, dict[str, tuple[Decimal, date, str]]]:
    """Give the latest answer of each question: value, day, evidence; one query."""
    rows = Answer.objects.filter(customer__in=customer_ids, answered_on__lte=as_of)
    latest = rows.order_by("customer_id", "question", "-answered_on", "-pk").distinct("customer_id", "question")
    found: defaultdict[int, dict[str, tuple[Decimal, date, str]]] = defaultdict(dict)
    for row in latest:
        found[row.customer_id][row.question] = (row.value, row.answered_on, row.evidence)
    return found


def _filed(customer_ids: Collection[int], as_of: date) -> Mapping[int, list[FileFact]]:
    """What the credit files hold of what models look at, the newest first; one query."""
    found: defaultdict[int, list[FileFact]] = defaultdict(list)
    for row in customers.facts_of_kinds(customer_ids=customer_ids, kinds=on_file.KINDS, as_of=as_of):
        fact = FileFact(row.kind, row.values, row.dated, row.valid_to, row.source)
        found[row.customer_id].append(fact)
    return found


def standards_by_industry(*, as_of: date) -> Mapping[str, Standards]:
    """Give the latest standard values of each industry, excellent to poor; one query."""
    rows = Benchmark.objects.filter(year__lte=as_of.year)
    found: defaultdict[str, dict[str, tuple[Decimal, ...]]] = defaultdict(dict)
    for row in rows.order_by("industry", "ratio", "-year").distinct("industry", "ratio"):
        found[row.industry][row.ratio] = (row.excellent, row.good, row.average, row.low, row.poor)
    return found


def benchmarks() -> QuerySet[Benchmark]:
    """List every loaded set of standard values, by industry and ratio, the newest year first."""
    return Benchmark.objects.select_related("loaded_by").order_by("industry", "ratio", "-year")


def _conducts(customer_ids: Collection[int], as_of: date) -> Any:
    paid, late, still_open = _paid(customer_ids, as_of), _late(customer_ids, as_of), _open(customer_ids)
    levels = trade.demand_levels(customer_ids=customer_ids, as_of=as_of)

    def conduct(customer_id: int, since: date) -> Conduct:
        return Conduct(
            customer_since=min(since, as_of),
            paid=tuple(paid.get(customer_id, ())),
            late=tuple(late.get(customer_id, ())),
            open_amount=still_open.get(customer_id, ZERO),
            demand_level=levels.get(customer_id, 0),
        )

    return conduct


def _paid(customer_ids: Collection[int], as_of: date) -> Mapping[int, list[Delay]]:
    """What was paid within the year in each customer's own currency, added up by days beyond terms."""
    rows = (
        Settlement.objects.filter(
            account__customer__in=customer_ids,
            account__currency=F("account__customer__currency"),
            kind=Settlement.Kind.ALLOCATION,
            amount__gt=0,
            against__kind=Item.Kind.UNAPPLIED,
            reversed_by=None,
            effective_date__gt=as_of - A_YEAR,
            effective_date__lte=as_of,
        )
        .order_by()
        .values_list("account__customer", "effective_date", "item__due_date")
        .annotate(whole=Sum("amount"), times=Count("pk"))
    )
    found: defaultdict[int, list[Delay]] = defaultdict(list)
    for customer_id, paid_on, due_on, whole, times in rows:
        found[customer_id].append(Delay((paid_on - due_on).days, whole, times))
    return found


def _claims(customer_ids: Collection[int]) -> QuerySet[Item]:
    rows = Item.objects.filter(customer__in=customer_ids, currency=F("customer__currency"))
    return rows.filter(open_amount__gt=0, cancelled_at=None).order_by()


def _late(customer_ids: Collection[int], as_of: date) -> Mapping[int, list[Delay]]:
    rows = _claims(customer_ids).filter(due_date__lt=as_of).values_list("customer", "due_date")
    found: defaultdict[int, list[Delay]] = defaultdict(list)
    for customer_id, due_on, whole, times in rows.annotate(whole=Sum("open_amount"), times=Count("pk")):
        found[customer_id].append(Delay((as_of - due_on).days, whole, times))
    return found


def _open(customer_ids: Collection[int]) -> Mapping[int, Decimal]:
    return dict(_claims(customer_ids).values_list("customer").annotate(whole=Sum("open_amount")))
