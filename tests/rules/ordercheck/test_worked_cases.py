"""The worked cases of the specification, one after another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, node, order, policy, rule, snapshot

from onaccount.ordercheck.rules import (
    AuthorisationFacts,
    Checkpoint,
    CustomerFacts,
    Equality,
    Exclusion,
    Exposure,
    LimitFacts,
    LimitType,
    Outcome,
    Scope,
    Security,
    SuspensionKind,
    headroom,
    judge,
)

LIMIT_ONLY = policy()


def outcome(facts, rules=LIMIT_ONLY):
    return judge(facts, rules).outcome


@pytest.mark.parametrize(("is_in_exposure", "available"), [(False, "125000"), (True, "75000")])
def test_a_security_counted_at_half_lifts_the_limit_by_half_or_replaces_what_exposure_already_holds(
    is_in_exposure, available
):
    secured = node(
        amount_limit("100,000"), security=(Security("insurance", money("50,000"), Decimal(50), is_in_exposure),)
    )
    assert headroom(secured, snapshot=snapshot("1", secured), policy=LIMIT_ONLY).limit == money(available)


@pytest.mark.parametrize(("days", "expected"), [(80, Outcome.RELEASE), (101, Outcome.HOLD)])
def test_an_exclusion_of_a_class_passes_below_its_value_only(days, expected):
    rules = policy(
        rule("overdue_days", 61),
        exclusions=(Exclusion(Scope(customer_class="partner"), "overdue_days", "days", Decimal(100)),),
    )
    facts = snapshot("1", overdue_days=days, customer=CustomerFacts("C1", "x", ("partner",)))
    assert outcome(facts, rules) is expected


def test_a_limit_of_zero_is_no_credit_and_only_unlimited_is_unlimited():
    assert outcome(snapshot("0.01", node(amount_limit("0.00")))) is Outcome.HOLD
    assert outcome(snapshot("999,999,999", node(LimitFacts(LimitType.UNLIMITED)))) is Outcome.RELEASE


@pytest.mark.parametrize(("asked", "expected"), [("4,000", Outcome.RELEASE), ("4,500", Outcome.HOLD)])
def test_use_of_the_limit_over_ninety_percent_holds(asked, expected):
    facts = snapshot(asked, node(amount_limit("10,000")), owed="5,000")
    assert outcome(facts, policy(rule("limit_use_over", 90))) is expected


def test_the_part_of_an_order_that_a_letter_of_credit_secures_does_not_count():
    facts = snapshot("1", node(amount_limit("30,000")), order=order("70,000", secured=money("50,000")))
    assert outcome(facts) is Outcome.RELEASE


def test_an_order_beyond_the_horizon_does_not_count_yet():
    facts = snapshot("1", node(amount_limit("10")), order=order("500", is_beyond=True))
    assert outcome(facts) is Outcome.RELEASE
    assert outcome(replace(facts, order=order("500"))) is Outcome.HOLD


def test_an_order_that_fits_passes_because_nothing_is_deducted_twice():
    facts = snapshot("1", node(amount_limit("24,000")), order=order("12,010", occupied=money("12,010")))
    assert outcome(facts) is Outcome.RELEASE


def test_a_child_inside_its_own_limit_is_held_by_its_group():
    own = node(amount_limit("100"), number="C1")
    group = node(amount_limit("250"), number="G1", others="200", is_group=True)
    verdict = judge(snapshot("60", own, group), LIMIT_ONLY)
    assert verdict.outcome is Outcome.HOLD
    assert [finding.reason.facts["node"] for finding in verdict.standing] == ["G1"]
    assert verdict.free == money("50")


@pytest.mark.parametrize(("days_later", "expected"), [(4, Outcome.RELEASE), (5, Outcome.HOLD)])
def test_a_release_valid_five_days_spares_the_delivery_before_the_sixth(days_later, expected):
    released = AuthorisationFacts("a", money("1,000"), Decimal(10), TODAY + timedelta(days=4), "Wen Li")
    facts = snapshot("1,000", node(amount_limit("0")), authorisation=released, checkpoint=Checkpoint.SHIP)
    assert outcome(replace(facts, as_of=TODAY + timedelta(days=days_later))) is expected


@pytest.mark.parametrize(("asked", "expected"), [("1,100", Outcome.RELEASE), ("1,100.01", Outcome.HOLD)])
def test_a_release_with_ten_percent_tolerance_passes_up_to_eleven_hundred(asked, expected):
    released = AuthorisationFacts("a", money("1,000"), Decimal(10), TODAY, "Wen Li")
    assert outcome(snapshot(asked, node(amount_limit("0")), authorisation=released)) is expected


@pytest.mark.parametrize(
    ("longest", "asked", "expected"),
    [(30, 30, Outcome.RELEASE), (30, 31, Outcome.HOLD), (30, None, Outcome.RELEASE), (None, 360, Outcome.RELEASE)],
)
def test_a_release_covers_no_longer_terms_than_it_was_given_for(longest, asked, expected):
    released = AuthorisationFacts("a", money("1,000"), Decimal(0), TODAY, "Wen Li", longest)
    facts = snapshot("1", node(amount_limit("0")), authorisation=released, order=order("1000", credit_days=asked))
    assert outcome(facts) is expected


def test_tolerance_is_cumulative_over_deliveries():
    released = AuthorisationFacts("a", money("1,000"), Decimal(10), TODAY, "Wen Li")
    facts = snapshot("1", node(amount_limit("0")), authorisation=released, order=order("600", earlier=money("600")))
    assert outcome(facts) is Outcome.HOLD


def test_a_hard_hold_outranks_an_authorisation_and_an_exclusion_that_releases_all():
    released = AuthorisationFacts("a", money("1,000"), Decimal(10), TODAY, "Wen Li")
    facts = snapshot("1", node(LimitFacts(LimitType.UNLIMITED)), authorisation=released)
    stopped = replace(facts, standing=replace(facts.standing, suspensions=(SuspensionKind.HARD_HOLD,)))
    verdict = judge(stopped, policy(exclusions=(Exclusion(Scope(), releases_all=True),)))
    assert (verdict.outcome, verdict.is_hard) == (Outcome.HOLD, True)


def test_the_sentence_of_the_screen_has_its_numbers():
    verdict = judge(snapshot("300,000", node(amount_limit("1,500,000")), owed="1,284,000"), LIMIT_ONLY)
    facts = verdict.standing[0].reason.facts
    assert (facts["exposure"], facts["order"], facts["over"]) == ("1284000.00 CNY", "300000.00 CNY", "84000.00 CNY")
    assert [(line.code, line.amount) for line in verdict.arithmetic] == [
        ("limit", money("1,500,000")),
        ("receivable", money("1,284,000")),
        ("this_order", money("300,000")),
        ("exposure_after", money("1,584,000")),
        ("left", money("-84,000")),
    ]


@pytest.mark.parametrize(
    ("equality", "expected"), [(Equality.ALLOWED, Outcome.RELEASE), (Equality.EXCEEDS, Outcome.HOLD)]
)
def test_exposure_equal_to_the_limit_is_inside_unless_the_policy_says_otherwise(equality, expected):
    facts = snapshot("40", node(amount_limit("100")), owed="60")
    assert outcome(facts, policy(equality=equality)) is expected


def test_unapplied_cash_counts_only_if_the_policy_says_so():
    # limit 1,000,000 + temporary 200,000; orders, deliveries, invoices and items as in the published example
    exposure = Exposure(
        order=money("150,000"),
        delivery=money("50,000"),
        unposted=money("30,000"),
        receivable=money("700,000"),
        credit=money("-20,000"),
    )
    bound = node(amount_limit("1,000,000", temporary=money("200,000")))
    facts = snapshot("300,000", bound, exposure=exposure)
    numbers = headroom(bound, snapshot=facts, policy=policy(counts_credits=False))
    assert (numbers.before, numbers.after, numbers.free) == (money("930,000"), money("1,230,000"), money("270,000"))
    assert headroom(bound, snapshot=facts, policy=LIMIT_ONLY).free == money("290,000")
