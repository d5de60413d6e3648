"""A customer's financial statements arrive 收到财务报表: typed in, or read from a workbook."""

from datetime import date

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer, Statement
from onaccount.customers.rules.statements import StatementDraft
from onaccount.office.journal.rules import Actor


def take_in(*, customer: Customer, draft: StatementDraft, actor: Actor, today: date) -> Statement:
    """Keep the statements. Refuses like `customers.take_in_statement`."""
    return customers.take_in_statement(customer=customer, draft=draft, today=today, actor=actor)
