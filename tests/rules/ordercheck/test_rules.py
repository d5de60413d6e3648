"""Every rule of the catalogue, scopes, precedence, grace and logic."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, node, order, policy, rule, snapshot

from onaccount.ordercheck.rules import (
    STARTING_POLICY,
    Checkpoint,
    CustomerFacts,
    Exclusion,
    Exposure,
    LimitFacts,
    LimitType,
    Logic,
    Outcome,
    OverdueFacts,
    Scope,
    StandingFacts,
    Strength,
    SuspensionKind,
    as_json,
    judge,
    policy_from_json,
)

WIDE = node(amount_limit("1,000,000"))


def outcome(facts, *rules, **more):
    return judge(facts, policy(*rules, **more)).outcome


def codes(facts, *rules, **more):
    return [finding.reason.code for finding in judge(facts, policy(*rules, **more)).standing]


def with_standing(asked, **more):
    return snapshot(asked, WIDE, standing=StandingFacts(**more))


def test_an_order_above_the_largest_allowed_is_held():
    assert outcome(with_standing("101", order_amount=Decimal(100)), rule("order_amount")) is Outcome.HOLD
    assert outcome(with_standing("100", order_amount=Decimal(100)), rule("order_amount")) is Outcome.RELEASE


def test_the_customers_own_allowance_goes_before_the_rules():
    assert outcome(with_standing("150", order_amount=Decimal(200)), rule("order_amount", 100)) is Outcome.RELEASE
    assert outcome(with_standing("150"), rule("order_amount", 100)) is Outcome.HOLD


def test_an_allowance_nobody_set_holds_nothing():
    assert judge(with_standing("150"), policy(rule("order_amount"), rule("quantity"))).findings == ()


def test_a_quantity_above_the_largest_allowed_is_held():
    facts = replace(with_standing("1", order_quantity=Decimal(10)), order=order("1", quantity=Decimal("10.5")))
    assert codes(facts, rule("quantity")) == ["ordercheck.quantity_too_large"]


def test_no_limit_anywhere_is_a_missing_limit():
    assert codes(snapshot("1", node(LimitFacts())), rule("limit_missing")) == ["ordercheck.limit_missing"]


def test_no_limit_under_a_limited_group_is_not_missing():
    facts = snapshot("1", node(LimitFacts()), node(amount_limit("5"), number="G", is_group=True))
    assert codes(facts, rule("limit_missing"), rule("total_limit")) == []


def test_an_expired_limit_is_named_with_its_day():
    verdict = judge(snapshot("1", node(LimitFacts(expired_on=TODAY))), policy(rule("limit_missing")))
    assert verdict.standing[0].reason.as_json() == {
        "code": "ordercheck.limit_expired",
        "facts": {"expired_on": "2026-07-01"},
    }


def test_a_temporary_part_outlives_its_expired_base():
    facts = snapshot("40", node(LimitFacts(temporary=Decimal(40), expired_on=TODAY)))
    assert outcome(facts, rule("limit_missing"), rule("total_limit")) is Outcome.RELEASE
    assert outcome(replace(facts, order=order("41")), rule("total_limit")) is Outcome.HOLD


@pytest.mark.parametrize(("days", "expected"), [(30, Outcome.RELEASE), (31, Outcome.HOLD)])
def test_days_overdue_may_equal_what_is_allowed(days, expected):
    assert outcome(snapshot("1", WIDE, overdue_days=days), rule("overdue_days", 30)) is expected


@pytest.mark.parametrize(("cash", "expected"), [("-150", Outcome.RELEASE), ("-149", Outcome.HOLD)])
def test_prepay_only_needs_cash_for_this_order_and_everything_not_invoiced(cash, expected):
    facts = replace(
        with_standing("100", suspensions=(SuspensionKind.PREPAY_ONLY,)),
        exposure=Exposure(order=money("30"), delivery=money("20"), receivable=money("999"), credit=money(cash)),
    )
    assert outcome(facts, rule("account_status")) is expected


@pytest.mark.parametrize(("cash", "expected"), [("-160", Outcome.RELEASE), ("-159.99", Outcome.HOLD)])
def test_cash_beside_the_invoice_of_its_own_goods_buys_no_others_and_old_debts_stand_apart(cash, expected):
    paying_first = with_standing("100", suspensions=(SuspensionKind.PREPAY_ONLY,), invoiced_since_prepay=money("60"))
    facts = replace(paying_first, exposure=Exposure(receivable=money("999"), credit=money(cash)))
    assert outcome(facts, rule("account_status")) is expected


def test_prepay_type_lets_own_cash_fund_the_order():
    facts = snapshot("100", node(LimitFacts(LimitType.PREPAY)), exposure=Exposure(credit=money("-100")))
    assert outcome(facts) is Outcome.RELEASE
    assert outcome(replace(facts, order=order("100.01"))) is Outcome.HOLD


def test_cash_of_who_pays_first_funds_the_order_whatever_the_policy_says_of_credits():
    first = LimitFacts(LimitType.PREPAY, takes_cash=True)
    bound, above = node(first), node(amount_limit("150"), number="G", is_group=True)
    facts = snapshot("100", bound, above, exposure=Exposure(order=money("20"), credit=money("-120")))
    assert outcome(facts, rule("total_limit"), counts_credits=False) is Outcome.RELEASE
    assert outcome(replace(facts, order=order("100.01")), rule("total_limit"), counts_credits=False) is Outcome.HOLD


@pytest.mark.parametrize(("asked", "expected"), [(60, Outcome.RELEASE), (61, Outcome.HOLD), (None, Outcome.RELEASE)])
def test_terms_longer_than_granted_are_held(asked, expected):
    facts = replace(with_standing("1", credit_days=60), order=order("1", credit_days=asked))
    assert outcome(facts, rule("terms_longer")) is expected


def test_the_most_used_limit_counts_though_another_leaves_less_free():
    nodes = (node(amount_limit("100")), node(amount_limit("1000"), others="890", is_group=True))
    facts = replace(snapshot("60", *nodes[:1]), nodes=nodes)
    assert outcome(facts, rule("limit_use_over", 95)) is Outcome.RELEASE  # 950 of 1,000, while 40 of 100 are free
    assert outcome(replace(facts, order=order("60.01")), rule("limit_use_over", 95)) is Outcome.HOLD
    found = judge(replace(facts, order=order("60.01")), policy(rule("limit_use_over", 60))).findings[0]
    assert found.reason.facts["used"] == "95.0"


def test_overdue_beside_use_looks_at_the_most_used_limit_too():
    nodes = (node(amount_limit("100")), node(amount_limit("1000"), others="890", is_group=True))
    late = StandingFacts(overdue=OverdueFacts(9, "I", TODAY, money("10"), 1))
    facts, both = replace(snapshot("60", *nodes), standing=late), rule("overdue_amount", 5, percent=money("95"))
    assert outcome(facts, both) is Outcome.RELEASE
    assert outcome(replace(facts, order=order("60.01")), both) is Outcome.HOLD
    assert outcome(replace(facts, order=order("60.01"), standing=StandingFacts()), both) is Outcome.RELEASE


def test_use_of_a_zero_limit_is_full_use():
    assert outcome(snapshot("1", node(amount_limit("0"))), rule("limit_use_over", 90)) is Outcome.HOLD
    assert outcome(snapshot("1", node(LimitFacts(LimitType.UNLIMITED))), rule("limit_use_over", 90)) is Outcome.RELEASE


@pytest.mark.parametrize("suspension", [SuspensionKind.HARD_HOLD, SuspensionKind.STOP_SUPPLY])
@pytest.mark.parametrize("checkpoint", Checkpoint)
def test_what_a_person_stopped_is_held_at_every_checkpoint_under_every_policy(suspension, checkpoint):
    facts = replace(with_standing("1", suspensions=(suspension,)), checkpoint=checkpoint)
    assert codes(facts, rule("total_limit", strengths={})) == [f"ordercheck.{suspension.value}"]


def test_every_broken_node_is_told_the_worst_first():
    own, group = node(amount_limit("90")), node(amount_limit("50"), number="G", is_group=True)
    verdict = judge(snapshot("100", own, group), policy())
    assert [finding.reason.facts["node"] for finding in verdict.standing] == ["G", "C1"]


def test_own_cash_never_frees_what_siblings_filled():
    full = node(amount_limit("100"), others="110", is_group=True)
    facts = snapshot("10", full, exposure=Exposure(credit=money("-500")))
    verdict = judge(facts, policy())
    assert (verdict.outcome, verdict.free) == (Outcome.HOLD, money("-10"))


def test_the_nearest_scope_replaces_the_broader_rule_strength_included():
    facts = snapshot("1", overdue_days=50, customer=CustomerFacts("C1", "x", ("partner",)))
    for_class = rule(
        "overdue_days", 40, scope=Scope(customer_class="partner"), strengths={Checkpoint.ORDER: Strength.WARN}
    )
    for_one = rule("overdue_days", 60, scope=Scope(customer="C1"))
    everybody = rule("overdue_days", 10)
    assert outcome(facts, everybody) is Outcome.HOLD
    assert outcome(facts, for_class, everybody) is Outcome.WARN
    assert outcome(facts, for_class, for_one, everybody) is Outcome.RELEASE
    assert outcome(replace(facts, customer=CustomerFacts("C2", "y")), for_class, for_one, everybody) is Outcome.HOLD


@pytest.mark.parametrize(
    "useless",
    [
        Exclusion(Scope(), "overdue_days", "days", Decimal(100)),
        Exclusion(Scope(customer="C1"), "overdue_days", "amount", Decimal(100)),
        Exclusion(Scope(customer="C1"), "total_limit", "days", Decimal(100)),
        Exclusion(Scope(customer="C2"), "overdue_days", "days", Decimal(100)),
        Exclusion(Scope(customer="C1"), "overdue_days", "days"),
    ],
)
def test_an_exclusion_needs_a_nearer_scope_the_same_rule_and_the_same_unit(useless):
    facts = snapshot("1", overdue_days=50)
    assert outcome(facts, rule("overdue_days", 30), exclusions=(useless,)) is Outcome.HOLD


def test_grace_days_spare_the_next_check_and_end_on_the_fourth_day():
    facts = snapshot("2", node(amount_limit("1")), last_passed=TODAY)
    grace = {"grace_days": {Checkpoint.ORDER: 2}}
    on = {days: outcome(replace(facts, as_of=TODAY + timedelta(days=days)), **grace) for days in (2, 3)}
    assert on == {2: Outcome.RELEASE, 3: Outcome.HOLD}


def test_logic_all_holds_only_when_every_allowance_is_exceeded():
    rules = (rule("order_amount", 10), rule("quantity", 5))
    one = snapshot("11", WIDE, order=order("11", quantity=Decimal(5)))
    both = replace(one, order=order("11", quantity=Decimal(6)))
    assert outcome(one, *rules, logic=Logic.ALL) is Outcome.RELEASE
    assert outcome(one, *rules, logic=Logic.ANY) is Outcome.HOLD
    assert outcome(both, *rules, logic=Logic.ALL) is Outcome.HOLD


def test_logic_all_never_relaxes_the_total_limit():
    facts = snapshot("11", node(amount_limit("1")))
    assert outcome(facts, rule("total_limit"), rule("quantity", 5), logic=Logic.ALL) is Outcome.HOLD


def test_the_strongest_finding_decides():
    refuse = rule("overdue_days", 30, strengths={Checkpoint.ORDER: Strength.REFUSE})
    facts = snapshot("2", node(amount_limit("1")), overdue_days=31)
    verdict = judge(facts, policy(rule("total_limit"), refuse))
    assert verdict.outcome is Outcome.REFUSE
    assert [finding.rule for finding in verdict.standing] == ["overdue_days", "total_limit"]


def test_the_starting_policy_warns_at_the_order_and_holds_at_shipment():
    facts = snapshot("2", node(amount_limit("1")))
    assert judge(facts, STARTING_POLICY).outcome is Outcome.WARN
    assert judge(facts, STARTING_POLICY).passes
    assert judge(replace(facts, checkpoint=Checkpoint.SHIP), STARTING_POLICY).outcome is Outcome.HOLD


def test_a_policy_with_an_unknown_rule_is_refused_by_name():
    stored = as_json(policy(rule("total_limit")))
    stored["rules"][0]["code"] = "full_moon"
    with pytest.raises(ValueError, match="no such rule: full_moon"):
        policy_from_json(stored)


def test_a_value_that_cannot_be_stored_is_a_programming_error():
    with pytest.raises(TypeError, match="not stored with a decision"):
        as_json(replace(snapshot("1", WIDE), currency=object()))


def test_an_exclusion_that_releases_all_skips_every_rule_a_machine_may_skip():
    facts = snapshot("2", node(amount_limit("1")), overdue_days=99)
    rules = (rule("total_limit"), rule("overdue_days", 30))
    assert outcome(facts, *rules, exclusions=(Exclusion(Scope(customer="C1"), releases_all=True),)) is Outcome.RELEASE
    assert outcome(facts, *rules, exclusions=(Exclusion(Scope(customer="C2"), releases_all=True),)) is Outcome.HOLD


@pytest.mark.parametrize(("days", "outcome_of"), [((40, 10), Outcome.HOLD), ((10, 40), Outcome.RELEASE)])
def test_of_two_rules_for_classes_of_one_customer_the_later_counts(days, outcome_of):
    scopes = Scope(customer_class="partner"), Scope(customer_class="export")
    rules = [rule("overdue_days", limit, scope=scope) for limit, scope in zip(days, scopes, strict=True)]
    late = with_standing("1", overdue=OverdueFacts(days=20))
    both = replace(late, customer=CustomerFacts("C1", "x", ("partner", "export")))
    assert outcome(both, *rules) is outcome_of
