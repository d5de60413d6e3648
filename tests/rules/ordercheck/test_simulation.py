"""A draft tried on stored checks: what would begin and cease to hold, and what the stored facts cannot say."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rules.ordercheck.builders import amount_limit, node, policy, rule, snapshot

from onaccount.ordercheck.rules import Outcome, OverdueSwitches, Policy, Snapshot, SuspensionKind, as_json, judge
from onaccount.ordercheck.rules.claims import Claim, Objection
from onaccount.ordercheck.rules.simulation import Differing, RuleEffect, Simulated, effects, simulated

UNDER = policy(rule("total_limit"), rule("overdue_days", 30))
SEEN = snapshot("5000", node(amount_limit("10000")), owed="2000", overdue_days=40)


def tried(draft: Policy, seen: Snapshot = SEEN, **stored: object) -> Simulated:
    return simulated(seen, stored=as_json(seen) | stored, was=judge(seen, UNDER), under=UNDER, draft=draft, claims=None)


def test_a_milder_threshold_frees_the_order_and_names_the_rule() -> None:
    draft = policy(rule("total_limit"), rule("overdue_days", 60))
    assert tried(draft) == Simulated(Outcome.HOLD, Outcome.RELEASE, (), ("overdue_days",), ())
    assert tried(draft).differs


def test_a_new_rule_holds_another_way_without_another_outcome() -> None:
    draft = policy(rule("overdue_days", 30), rule("limit_use_over", 50))
    found = tried(draft)
    assert (found.begins, found.ceases, found.differs) == (("limit_use_over",), (), False)


def test_other_switches_cannot_be_judged_where_a_rule_reads_what_is_overdue() -> None:
    switched = replace(UNDER, overdue=OverdueSwitches(disputed=True))
    without = replace(policy(rule("total_limit")), overdue=OverdueSwitches(disputed=True))
    assert (tried(switched).lacks, tried(switched).differs) == (("overdue_switches",), False)
    assert tried(without).lacks == ()


def test_other_switches_are_measured_again_from_what_was_owed_and_disputed_on_the_day() -> None:
    switched = replace(UNDER, overdue=OverdueSwitches(disputed=True))
    day, late = SEEN.as_of, SEEN.as_of - timedelta(days=40)
    objection = Objection(Decimal(90), since=day - timedelta(days=9), until=day + timedelta(days=1))
    claim = Claim("I1", late, Decimal(100), "CNY", objections=(objection,))
    milder = replace(UNDER, overdue=OverdueSwitches(tiny_below=Decimal(11)))

    def outcome(draft: Policy) -> tuple[Outcome, tuple[str, ...]]:
        seen = {"stored": as_json(SEEN), "was": judge(SEEN, UNDER), "under": UNDER, "draft": draft, "claims": (claim,)}
        found = simulated(SEEN, **seen)
        return found.would, found.lacks

    assert (outcome(switched), outcome(milder)) == ((Outcome.HOLD, ()), (Outcome.RELEASE, ()))


def test_other_credits_cannot_be_judged_where_others_of_the_group_fill_the_limit() -> None:
    draft = replace(UNDER, counts_credits=False)
    group = replace(SEEN, nodes=(node(amount_limit("10000"), number="P", is_group=True, others="1"),))
    assert (tried(draft).lacks, tried(draft, group).lacks) == ((), ("credits_of_others",))


def test_a_fact_that_was_not_kept_matters_to_the_rule_that_reads_it_only() -> None:
    without_overdue = {name: value for name, value in as_json(SEEN)["standing"].items() if name != "overdue"}
    assert tried(UNDER, standing=without_overdue).lacks == ("fact_overdue",)
    assert tried(policy(rule("total_limit")), standing=without_overdue).lacks == ()


def test_what_is_read_of_a_customer_who_pays_first_is_missed_of_no_other() -> None:
    status = policy(rule("total_limit"), rule("account_status"))
    before = {name: value for name, value in as_json(SEEN)["standing"].items() if name != "invoiced_since_prepay"}
    assert tried(status, standing=before).lacks == ()
    pays_first = replace(SEEN, standing=replace(SEEN.standing, suspensions=(SuspensionKind.PREPAY_ONLY,)))
    assert tried(status, pays_first, standing=before).lacks == ("fact_invoiced_since_prepay",)


@given(st.integers(0, 90), st.integers(0, 20000))
def test_the_policy_of_then_tried_again_differs_nowhere(days: int, owed: int) -> None:
    seen = snapshot("5000", node(amount_limit("10000")), owed=str(owed), overdue_days=days)
    found = tried(UNDER, seen)
    assert (found.differs, found.begins, found.ceases, found.lacks) == (False, (), (), ())


def test_checks_are_summed_by_rule_and_currency() -> None:
    found = [
        Differing(("total_limit",), (), Decimal(100), "CNY"),
        Differing(("total_limit", "overdue_days"), (), Decimal(50), "CNY"),
        Differing((), ("overdue_days",), Decimal(7), "EUR"),
    ]
    assert effects(found) == (
        RuleEffect("total_limit", "CNY", 2, Decimal(150), 0, Decimal(0)),
        RuleEffect("overdue_days", "CNY", 1, Decimal(50), 0, Decimal(0)),
        RuleEffect("overdue_days", "EUR", 0, Decimal(0), 1, Decimal(7)),
    )
