"""A standing with the totals of the moment gives the snapshot of a check, and the same verdict as the snapshot alone."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, order, policy, rule

from onaccount.ordercheck.rules import (
    Checkpoint,
    CustomerFacts,
    Exposure,
    Failure,
    FailureKind,
    Foreign,
    OrderCover,
    Outcome,
    OverdueFacts,
    Share,
    Standing,
    StandingFacts,
    StandingNode,
    Stood,
    Strength,
    Totals,
    as_json,
    headroom,
    judge,
    judge_on,
    measured,
    seen,
    standing_from_json,
)

ZERO = Decimal(0)
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


def stands(number, worth, *, account=None, amount=None, currency="CNY"):
    return Stood(number, account, currency, money(amount or worth), money(worth))


def looked_at(asked="100", *, secured=(), standing=STANDING, others=OTHERS, **facts):
    totals = Totals(Exposure(order=money("500")), others, tuple(secured))
    return seen(standing, checkpoint=Checkpoint.ORDER, order=order(asked, **facts), totals=totals, policy=POLICY)


def counts(snapshot):
    """What counts at the first node before the order and with it."""
    room = headroom(snapshot.nodes[0], snapshot=snapshot, policy=POLICY)
    return room.before, room.after


def test_other_accounts_fill_a_node_each_in_its_own_currency():
    assert looked_at().nodes[0].others == money("180.08")


def test_a_security_for_one_order_secures_that_order_and_frees_what_stands_of_another():
    assert looked_at().order.secured == 60
    assert looked_at("10").order.secured == 10
    both = looked_at(secured=[stands("SO-1", "20"), stands("SO-2", "70")])
    assert (both.order.secured, both.secured, both.nodes[0].secured) == (40, 70, 0)
    assert counts(both) == (money("610.08"), money("670.08"))
    assert looked_at(secured=[stands("SO-1", "99")]).order.secured == 0


def test_two_securities_for_one_order_secure_it_together_before_it_stands_and_after():
    twice = replace(STANDING, order_covers=(OrderCover("SO-1", money("50")), OrderCover("SO-1", money("30"))))
    assert looked_at(standing=twice).order.secured == 80
    part = looked_at(secured=[stands("SO-1", "70")], standing=twice)
    assert (part.secured, part.order.secured) == (70, 10)
    over = looked_at(secured=[stands("SO-1", "200")], standing=twice)
    assert (over.secured, over.order.secured) == (80, 0)


def test_an_order_of_another_account_is_secured_at_every_node_it_fills_and_makes_no_room_beyond_it():
    seen_from = looked_at(secured=[stands("SO-2", "70", account=2), stands("SO-1", "5", account=3)])
    assert (seen_from.secured, seen_from.nodes[0].secured) == (0, 50 + 40)
    assert counts(seen_from) == (money("590.08"), money("670.08"))  # twenty of SO-1 are left: 60 - 40
    in_credit = {2: Exposure(order=money("70"), credit=money("-40"))}
    assert looked_at(secured=[stands("SO-2", "70", account=2)], others=in_credit).nodes[0].secured == 30
    elsewhere = looked_at(secured=[stands("SO-2", "70", account=9)])
    assert (elsewhere.secured, elsewhere.nodes[0].secured) == (0, 0)


def test_what_is_secured_is_a_line_of_the_arithmetic():
    secured = looked_at(secured=[stands("SO-2", "70"), stands("SO-1", "20", account=2)])
    written = {line.code: line.amount for line in judge(secured, POLICY).arithmetic}
    assert (written["others"], written["secured_orders"]) == (money("180.08"), -70)
    assert (written["limit"], written["exposure_after"]) == (money("1,000"), money("670.08"))


def of_dollars(paper, *, stood="0", worth="0", asked="700", dollars="100", standing=STANDING):
    """A letter of credit of so many dollars, five yuan each today, for an order that stands at seven."""
    covers = (OrderCover("SO-1", money(paper) * 5, "USD", money(paper)),)
    foreign = Foreign("USD", Decimal(7), TODAY, money(dollars), money(stood), money("0"), money("0"))
    secured = [stands("SO-1", worth, amount=stood, currency="USD")] if money(stood) else []
    return looked_at(asked, foreign=foreign, secured=secured, standing=replace(standing, order_covers=covers))


def test_a_security_in_the_orders_own_currency_is_worth_what_that_part_of_the_order_stands_for():
    assert of_dollars("100").order.secured == 700
    assert of_dollars("60").order.secured == 420
    part = of_dollars("60", stood="30", worth="210", asked="490", dollars="70")
    assert (part.secured, part.order.secured) == (210, 210)
    assert of_dollars("60", stood="80", worth="560", asked="140", dollars="20").order.secured == 0


def test_a_security_in_a_third_currency_is_worth_what_it_is_worth_today_beside_one_in_the_orders_own():
    covers = (OrderCover("SO-1", money("300"), "USD", money("60")), OrderCover("SO-1", money("88"), "EUR", money("11")))
    standing = replace(STANDING, order_covers=covers)
    seen_from = looked_at("1", secured=[stands("SO-1", "700", amount="100", currency="USD")], standing=standing)
    assert seen_from.secured == 420 + 88


def test_an_order_that_asks_for_no_credit_needs_no_security():
    assert looked_at("100", uncounted=money("100")).order.secured == 0


parts = st.lists(st.integers(1, 9_999), min_size=1, max_size=5)


@given(parts, st.integers(1, 30_000), st.integers(0, 30_000), st.sampled_from(["7.0007", "0.1433", "19.5"]))
def test_securing_an_order_step_by_step_secures_what_securing_it_at_once_does(steps, paper, other, rate):
    cents, covers = (
        Decimal("0.01"),
        (
            OrderCover("SO-1", ZERO, "USD", paper * Decimal("0.01")),
            OrderCover("SO-1", other * Decimal("0.01"), "EUR"),
        ),
    )
    standing, stood = replace(STANDING, order_covers=covers), stands("SO-1", "0", currency="USD")
    secured = ZERO
    for step in steps:
        worth = (step * cents * Decimal(rate)).quantize(cents)
        foreign = Foreign("USD", Decimal(rate), TODAY, step * cents, stood.amount, ZERO, ZERO)
        asks = replace(order("1"), amount=worth, foreign=foreign)
        totals = Totals(Exposure(), {}, (stood,))
        snapshot = seen(standing, checkpoint=Checkpoint.ORDER, order=asks, totals=totals, policy=POLICY)
        assert 0 <= snapshot.order.secured <= worth
        assert snapshot.secured <= stood.worth
        secured += snapshot.order.secured
        stood = stood.with_more(amount=step * cents, worth=worth)
    totals = Totals(Exposure(), {}, (stood,))
    last = seen(
        standing, checkpoint=Checkpoint.ORDER, order=replace(order("1"), number="X"), totals=totals, policy=POLICY
    )
    assert abs(last.secured - secured) <= len(steps) * cents


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


def judged(asked: str, *, of: str = "", strength: Strength = Strength.HOLD) -> tuple[Outcome, list[str]]:
    """An order of SO-1 under a limit of 1,000, where a security of the customer, or of one order, has no rate."""
    lacking = Failure(FailureKind.SECURITY_UNRATED, "EUR/CNY", order_number=of)
    standing = replace(STANDING, nodes=(replace(NODE, others=()),), order_covers=(), failures=(lacking,))
    rules = policy(rule("total_limit", strengths=dict.fromkeys(Checkpoint, strength)), rule("quantity", 1))
    found = judge(looked_at(asked, standing=standing, others={}), rules)
    return found.outcome, [each.reason.code.removeprefix("ordercheck.") for each in found.standing]


def test_a_security_without_a_rate_counts_nothing_and_only_what_needs_it_waits_for_the_rate():
    assert judged("500") == (Outcome.RELEASE, [])
    assert judged("500.01") == judged("500.01", of="SO-1") == (Outcome.FAILED, ["security_needed", "over_group_limit"])
    assert judged("500.01", of="SO-2") == (Outcome.HOLD, ["over_group_limit"])


def test_what_is_only_warned_of_waits_for_no_rate_and_what_no_security_cures_is_a_credit_reason():
    assert judged("500.01", strength=Strength.WARN) == (Outcome.WARN, ["over_group_limit"])
    lacking = replace(STANDING, failures=(Failure(FailureKind.SECURITY_UNRATED, "EUR/CNY"),))
    late = judge(looked_at("1", standing=lacking, others={}), policy(rule("overdue_days", 30)))
    assert late.outcome is Outcome.HOLD


def test_a_security_without_a_rate_hides_no_missing_rate_of_what_stands():
    lacking = Failure(FailureKind.SECURITY_UNRATED, "EUR/CNY")
    standing = replace(STANDING, nodes=(replace(NODE, others=(Share(5, unrated="USD/CNY"),)),), failures=(lacking,))
    found = looked_at("1", standing=standing, others={5: Exposure(receivable=money("1"))})
    assert found.failures == (lacking, Failure(FailureKind.RATE_MISSING, "USD/CNY"))
