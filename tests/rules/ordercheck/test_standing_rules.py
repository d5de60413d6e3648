"""A standing with the totals of the moment gives the snapshot of a check, and the same verdict as the snapshot alone."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.rules.ordercheck.builders import TODAY, amount_limit, money, order, policy, rule

from onaccount.ordercheck.rules import (
    Checkpoint,
    CustomerFacts,
    Exposure,
    Failure,
    FailureKind,
    OrderCover,
    OverdueFacts,
    Share,
    Standing,
    StandingFacts,
    StandingNode,
    Totals,
    as_json,
    judge,
    judge_on,
    measured,
    seen,
    standing_from_json,
)

POLICY = policy(rule("total_limit"), rule("limit_missing"), rule("overdue_days", 30))
NODE = StandingNode("C1", "x", True, amount_limit("1,000"), others=(Share(2), Share(3, Decimal(8)), Share(4)))
STANDING = Standing(
    as_of=TODAY,
    valid_until=TODAY + timedelta(days=1),
    policy_number=1,
    currency="CNY",
    customer=CustomerFacts("C1", "x"),
    nodes=(NODE,),
    facts=StandingFacts(overdue=OverdueFacts(days=31)),
    order_covers=(OrderCover("SO-1", money("60")), OrderCover("SO-2", money("50"))),
)
OTHERS = {2: Exposure(receivable=money("100")), 3: Exposure(receivable=money("10.01"))}


def looked_at(asked="100", *, secured=None, standing=STANDING):
    totals = Totals(Exposure(), OTHERS, secured or {})
    return seen(standing, checkpoint=Checkpoint.ORDER, order=order(asked), totals=totals, policy=POLICY)


def test_other_accounts_fill_a_node_each_in_its_own_currency():
    assert looked_at().nodes[0].others == money("180.08")


def test_a_security_for_one_order_secures_that_order_and_frees_what_stands_of_another():
    assert looked_at().order.secured == 60
    assert looked_at("10").order.secured == 10
    both = looked_at(secured={"SO-1": money("20"), "SO-2": money("70")})
    assert (both.order.secured, [each.value for each in both.nodes[0].security]) == (40, [20, 50])
    assert looked_at(secured={"SO-1": money("99")}).order.secured == 0


def test_two_securities_for_one_order_secure_it_together_before_it_stands_and_after():
    twice = replace(STANDING, order_covers=(OrderCover("SO-1", money("50")), OrderCover("SO-1", money("30"))))
    assert looked_at(standing=twice).order.secured == 80
    stands = looked_at(secured={"SO-1": money("70")}, standing=twice)
    assert ([each.value for each in stands.nodes[0].security], stands.order.secured) == ([70], 10)
    over = looked_at(secured={"SO-1": money("200")}, standing=twice)
    assert ([each.value for each in over.nodes[0].security], over.order.secured) == ([80], 0)


def test_what_was_measured_before_gives_the_verdict_of_the_snapshot():
    ready = measured(STANDING, policy=POLICY)
    assert set(ready.measured) == {"limit_missing", "overdue_days"}
    snapshot = looked_at()
    assert judge_on(ready, snapshot=snapshot, policy=POLICY) == judge(snapshot, POLICY)


def test_a_standing_that_was_kept_is_the_one_that_was_made():
    ready = measured(STANDING, policy=POLICY)
    assert standing_from_json(as_json(ready)) == ready


def test_a_rate_nobody_entered_is_missed_only_once_something_stands_on_its_account():
    unrated = replace(STANDING, nodes=(replace(NODE, others=(Share(2), Share(3, unrated="EUR/CNY"))),))
    assert (STANDING.knows_all_rates, unrated.knows_all_rates) == (True, False)

    def missed(others):
        totals = Totals(Exposure(), others)
        return seen(unrated, checkpoint=Checkpoint.ORDER, order=order("1"), totals=totals, policy=POLICY).failures

    assert missed({2: OTHERS[2]}) == missed(OTHERS | {3: Exposure()}) == ()
    assert missed(OTHERS) == (Failure(FailureKind.RATE_MISSING, "EUR/CNY"),)
