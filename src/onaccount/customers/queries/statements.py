"""Reading financial statements 财务报表: the version of each period that was in force as known on a day, and every version."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.db.models import Count, QuerySet

from onaccount.customers.models import Customer, Statement, StatementRun
from onaccount.customers.rules.statements import Credibility, FinancialStatement, Period, Scope, Standard


def statements_of(*, customer_id: int, as_of: date) -> tuple[FinancialStatement, ...]:
    """
    Give the customer's statements, the newest period first, each in the version known on that day.

    Single and consolidated sets, full years and part years all stand in the answer; of one period the consolidated come first.
    """
    return many_statements_of(customer_ids=[customer_id], as_of=as_of).get(customer_id, ())


def many_statements_of(*, customer_ids: Iterable[int], as_of: date) -> Mapping[int, tuple[FinancialStatement, ...]]:
    """Give the same for many customers in one query; without statements: not in the answer."""
    rows = Statement.objects.filter(customer__in=tuple(customer_ids), known_on__lte=as_of)
    latest = rows.order_by("customer_id", "-period_end", "scope", "-months", "-version").distinct(
        "customer_id", "period_end", "scope", "months"
    )
    found: defaultdict[int, list[FinancialStatement]] = defaultdict(list)
    for row in latest:
        found[row.customer_id].append(statement_facts(row=row))
    return {customer: tuple(statements) for customer, statements in found.items()}


def statement_in_force(*, customer_id: int, period: Period) -> FinancialStatement | None:
    """Give the latest version of a period's statements, if there is one."""
    row = versions_of(customer_id=customer_id, period=period).first()
    return None if row is None else statement_facts(row=row)


def versions_of(*, customer_id: int, period: Period) -> QuerySet[Statement]:
    """List every version of a period's statements, the latest first, with who entered it."""
    rows = Statement.objects.filter(
        customer=customer_id, period_end=period.end, months=period.months, scope=period.scope
    )
    return rows.select_related("entered_by").order_by("-version")


def statement_versions(*, customer: Customer) -> QuerySet[Statement]:
    """List every version of every period of a customer, the newest period and version first."""
    rows = Statement.objects.filter(customer=customer).select_related("entered_by")
    return rows.order_by("-period_end", "scope", "-months", "-version")


def statement_run(*, run_id: int) -> StatementRun | None:
    """Give one run of many workbooks, with its work and who asked for it."""
    return StatementRun.objects.select_related("work", "asked_by").filter(pk=run_id).first()


def statement_runs() -> QuerySet[StatementRun]:
    """List the runs, the newest first, each with the number of its `workbooks`."""
    rows = StatementRun.objects.select_related("work", "asked_by").annotate(workbooks=Count("files"))
    return rows.order_by("-pk")


def statement_facts(*, row: Statement) -> FinancialStatement:
    """Give a row of the table as the rules take it."""
    return FinancialStatement(
        customer=row.customer_id,
        period_end=row.period_end,
        months=row.months,
        currency=row.currency,
        scope=Scope(row.scope),
        standard=Standard(row.standard),
        credibility=Credibility(row.credibility),
        amounts=MappingProxyType({code: Decimal(amount) for code, amount in row.amounts.items()}),
        version=row.version,
        source=row.source,
        received_on=row.received_on,
    )
