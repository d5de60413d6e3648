"""What a proposal rests on is read from file, ledger and application."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.ledger import an_account, an_invoice
from tests.people import TODAY, acting, somebody

from onaccount.customers import actions as customers
from onaccount.customers.rules.facts import FactDraft
from onaccount.limits.models import Application
from onaccount.limits.queries.granting import ground_of
from onaccount.limits.rules.granting import SHIPPED, propose_limit

pytestmark = pytest.mark.django_db


def test_a_public_body_its_largest_deal_and_what_it_expects_to_buy() -> None:
    account, actor = an_account("C1"), acting(somebody("li", "analyst"))
    customer = account.customer
    before = ground_of(customer=customer, today=TODAY)
    values = {"legal_representative": "林晓", "ownership": "public_body"}
    draft = FactDraft("registration", values, "register", TODAY, None, None)
    customers.add_fact(customer=customer, draft=draft, today=TODAY, actor=actor)
    for amount in ("300000", "1200000"):
        an_invoice(account, amount, number=f"I{amount}", dated=TODAY)
    Application.objects.create(code_digest="1", language="en", answers={"monthly": "5000"}, customer=customer)
    after = ground_of(customer=customer, today=TODAY)
    told = [(each.is_public_body, each.deal, each.expected_monthly_sales) for each in (before, after)]
    assert told == [(False, 0, None), (True, 1_200_000, 5_000)]
    proposed = propose_limit(ground=after, policy=SHIPPED)
    assert (len(proposed.instalments), sum(proposed.instalments)) == (3, Decimal(1_200_000))


def test_the_term_asked_for_online_counts_until_something_was_bought() -> None:
    account = an_account("C1")
    answers = {"monthly": "5000", "days": "20"}
    Application.objects.create(code_digest="1", language="en", answers=answers, customer=account.customer)
    assert ground_of(customer=account.customer, today=TODAY).wanted_days == 20
    an_invoice(account, "300", dated=TODAY)
    assert ground_of(customer=account.customer, today=TODAY).wanted_days == 0


def test_what_other_suppliers_said_counts_while_it_is_fresh() -> None:
    account, actor = an_account("C1"), acting(somebody("li", "analyst"))
    for days, limit in ((10, "80000"), (500, "900000")):
        values = {"supplier": f"S{days}", "credit_limit": limit, "high_credit": "70000", "experience": "good"}
        draft = FactDraft("trade_reference", values, "call", TODAY - timedelta(days=days), None, None)
        customers.add_fact(customer=account.customer, draft=draft, today=TODAY, actor=actor)
    found = ground_of(customer=account.customer, today=TODAY)
    assert (found.reference_limits, found.reference_credits) == ((Decimal(80_000),), (Decimal(70_000),))
