"""What is found of orders that pass is kept once, beside the standing; their answers cite it and read as if they said it all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.credit import a_policy, grant, place
from tests.ledger import a_customer, an_invoice
from tests.people import TODAY

from onaccount.customers.models import Customer
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision, Standing
from onaccount.ordercheck.rules import as_json, judge, prepared_on, snapshot_from_json
from onaccount.trade import actions as trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    a_policy(codes=["total_limit", "overdue_days"])
    customer = a_customer("C1")
    grant(customer, "1000")
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")


def decided(number: str) -> Decision:
    return Decision.objects.select_related("standing").get(order_number=number)


def judged_again(decision: Decision):
    policy = queries.policy_numbered(number=decision.policy_number)
    return as_json(judge(snapshot_from_json(decision.snapshot), policy))


def row_of_another_edition(account, **changed):
    """The row of the standing as a program would have kept it whose words were others, or that kept none."""
    policy = queries.policy_in_force(on=TODAY)
    kept = queries.standings_of(accounts=[account], policy=policy, as_of=TODAY)[account.pk]
    prepared = prepared_on(kept.standing, policy=policy)
    row = {"content": as_json(kept.standing), "findings": prepared.kept_findings} | changed
    place_of_it = {"group_id": account.group_id, "account": account, "version": kept.version, "as_of": TODAY}
    return Standing.objects.create(
        **place_of_it, valid_until=kept.standing.valid_until, policy_number=policy.number, **row
    )


def test_an_order_that_passes_cites_what_is_found_of_every_such_order(account):
    place(account.customer, "SO-1", "100")
    place(account.customer, "SO-2", "200")
    for number in ("SO-1", "SO-2"):
        found = decided(number)
        assert "overdue_days" not in str(found.answer)
        assert found.verdict == judged_again(found)
    assert [each[2] for each in decided("SO-1").standing.findings] == ["total_limit", "overdue_days"]


def test_an_order_that_does_not_pass_says_everything_itself(account):
    place(account.customer, "SO-1", "1001")
    found = decided("SO-1")
    assert "overdue_days" in str(found.answer)
    assert found.verdict == judged_again(found)


@pytest.mark.parametrize("findings", [None, [], [["of", {}, "another", "edition"]]])
def test_what_another_edition_kept_is_not_cited(account, findings):
    row = row_of_another_edition(account, findings=findings)
    place(account.customer, "SO-1", "100")
    found = decided("SO-1")
    assert found.standing == row
    assert "overdue_days" in str(found.answer)
    assert found.verdict == judged_again(found)


def test_what_this_edition_kept_before_is_cited(account):
    row = row_of_another_edition(account)
    place(account.customer, "SO-1", "100")
    found = decided("SO-1")
    assert found.standing == row
    assert "overdue_days" not in str(found.answer)


def held(number: str) -> None:
    customer = a_customer(number)
    grant(customer, "1000")
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "10", number=f"I-{number}", dated=TODAY - timedelta(days=99))
    place(customer, f"SO-{number}", "1")


def test_holds_read_what_their_answers_cite_along(account):
    def rules() -> list[list[str]]:
        rows = queries.open_holds(customers=Customer.objects.all())
        return [[each.rule for each in queries.verdict_of(row.latest_decision).standing] for row in rows]

    held("C2")
    assert "overdue_days" not in str(decided("SO-C2").answer)
    with CaptureQueriesContext(connection) as few:
        assert rules() == [["overdue_days"]]
    held("C3")
    held("C4")
    with CaptureQueriesContext(connection) as more:
        assert rules() == [["overdue_days"]] * 3
    assert len(few) == len(more) == 1
