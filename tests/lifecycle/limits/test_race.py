"""Two requests about one limit are approved in the same moment: one is posted, the other must be asked anew."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from tests.credit import person
from tests.ledger import a_customer
from tests.lifecycle.limits.test_limits import wish
from tests.people import MACHINE, TODAY, acting

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import limit_requested, opinion_given
from onaccount.limits.models import JournalLine
from onaccount.limits.queries import limits_in_force
from onaccount.limits.queries.granting import KIND
from onaccount.limits.rules.granting import SHIPPED, policy_as_json
from onaccount.office.approval.models import Request
from onaccount.office.policy import actions as policies

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_approvals_at_once_the_second_sees_that_the_limit_has_changed() -> None:
    first, second = a_customer("C1"), a_customer("C2")
    analyst, head = acting(person("analyst", "analyst")), acting(person("head", "credit_manager"))
    one = limit_requested.request_limits(wishes=[wish(first, "1000")], actor=analyst, today=TODAY)
    both = limit_requested.request_opening_limits(
        wishes=[wish(second, "300"), wish(first, "2000")], actor=analyst, today=TODAY
    )
    start = Barrier(2)

    def approve(request: Request) -> str:
        start.wait()
        try:
            opinion_given.give_opinion(
                request_id=request.pk,
                outcome="approved",
                remark="",
                content_hash=request.content_hash,
                actor=head,
                today=TODAY,
            )
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "posted"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(approve, [one, both]))
    assert sorted(answers) == ["limits.changed_meanwhile", "posted"]
    posted = {
        limit.value
        for limit in limits_in_force(customer_ids=Customer.objects.values_list("pk", flat=True), on=TODAY).values()
    }
    assert posted == ({Decimal(1000)} if answers[0] == "posted" else {Decimal(2000), Decimal(300)})
    assert JournalLine.objects.count() == len(posted)


def test_two_small_wishes_at_once_never_pass_the_months_cap_together() -> None:
    """Each of 30,000 fits under 50,000 alone; what the policy grants by itself is judged one at a time."""
    authority = replace(
        SHIPPED.authority,
        exceptions=dict.fromkeys(SHIPPED.authority.exceptions, 0),
        worst_rank=(10, 10, 10),
        automatic_month=Decimal(50_000),
    )
    content = policy_as_json(replace(SHIPPED, authority=authority))
    policies.settle(kind=KIND, content=content, note="", active_from=TODAY, actor=MACHINE)
    customers, analyst = [a_customer(number) for number in ("C1", "C2")], acting(person("analyst", "analyst"))
    person("head", "credit_manager")
    start = Barrier(2)

    def ask(customer: Customer) -> str:
        start.wait()
        try:
            asked = limit_requested.request_limits(wishes=[wish(customer, "30000")], actor=analyst, today=TODAY)
        finally:
            connection.close()
        return asked.outcome

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, customers)) == ["", "approved"]
    assert JournalLine.objects.get().value == 30_000
