"""Financial statements: every version is kept, and what was known on a day is told as of that day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.ledger import ME, a_customer
from tests.sheets import FIRST_YEAR, SECOND_YEAR, a_draft

from onaccount.customers import actions, queries
from onaccount.customers.models import Statement
from onaccount.customers.rules.statements import Scope
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2026, 3, 2), date(2026, 6, 1)


def test_statements_are_told_newest_first_in_the_version_known_that_day() -> None:
    customer = a_customer()
    for end in (FIRST_YEAR, SECOND_YEAR):
        actions.take_in_statement(customer=customer, draft=a_draft(end=end), today=MARCH, actor=ME)
    restated = a_draft(changed={"depreciation": Decimal(1)}, reason="审计调整")
    actions.take_in_statement(customer=customer, draft=restated, today=JUNE, actor=ME)

    def told(day: date) -> list[tuple[date, int, Decimal]]:
        found = queries.statements_of(customer_id=customer.pk, as_of=day)
        return [(one.period_end, one.version, one.amounts["depreciation"]) for one in found]

    assert told(date(2026, 3, 1)) == []
    assert told(MARCH) == [(SECOND_YEAR, 1, Decimal(380000)), (FIRST_YEAR, 1, Decimal(350000))]
    assert told(JUNE) == [(SECOND_YEAR, 2, Decimal(1)), (FIRST_YEAR, 1, Decimal(350000))]
    assert [row.version for row in queries.statement_versions(customer=customer)] == [2, 1, 1]


def test_amounts_come_back_to_the_cent_with_their_sums() -> None:
    customer = a_customer()
    actions.take_in_statement(customer=customer, draft=a_draft(end=FIRST_YEAR), today=MARCH, actor=ME)
    (held,) = queries.statements_of(customer_id=customer.pk, as_of=MARCH)
    assert (held.amounts["inventory"], held.amounts["total_assets"]) == (Decimal("1500000.50"), Decimal("8000000.50"))


def test_a_consolidated_set_stands_beside_the_single_one() -> None:
    customer = a_customer()
    for scope in (Scope.SINGLE, Scope.CONSOLIDATED):
        actions.take_in_statement(customer=customer, draft=a_draft(scope=scope), today=MARCH, actor=ME)
    found = queries.statements_of(customer_id=customer.pk, as_of=MARCH)
    assert [(one.scope, one.version) for one in found] == [("consolidated", 1), ("single", 1)]


def test_a_set_that_does_not_carry_on_from_the_year_before_is_refused_and_nothing_is_kept() -> None:
    customer = a_customer()
    actions.take_in_statement(customer=customer, draft=a_draft(end=FIRST_YEAR), today=MARCH, actor=ME)
    with pytest.raises(Refusal, match="undistributed_profit"):
        wrong = a_draft(changed={"dividends_declared": Decimal(99999)})
        actions.take_in_statement(customer=customer, draft=wrong, today=MARCH, actor=ME)
    assert Statement.objects.count() == 1


def test_each_version_leaves_one_entry_with_its_reason() -> None:
    customer = a_customer()
    actions.take_in_statement(customer=customer, draft=a_draft(), today=MARCH, actor=ME)
    restated = a_draft(changed={"depreciation": Decimal(1)}, reason="审计调整")
    actions.take_in_statement(customer=customer, draft=restated, today=MARCH, actor=ME)
    entries = Entry.objects.filter(act="customers.statement_taken_in").order_by("pk")
    assert [(entry.reason, entry.after["version"]) for entry in entries] == [("", 1), ("审计调整", 2)]


@pytest.mark.parametrize("count", [1, 3])
def test_statements_of_many_customers_are_one_query(count: int) -> None:
    customers = [a_customer(f"C{number}", name=f"客户{number}") for number in range(count)]
    for customer in customers:
        actions.take_in_statement(customer=customer, draft=a_draft(), today=MARCH, actor=ME)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.many_statements_of(customer_ids=[customer.pk for customer in customers], as_of=MARCH)
    assert (len(asked), {*found}) == (1, {customer.pk for customer in customers})
