"""What follows from a verdict, and who may set it aside."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, node, order, policy, rule, snapshot

from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules import (
    Asked,
    Checkpoint,
    Failure,
    FailureKind,
    Fate,
    ItemQuantity,
    Mode,
    Outcome,
    Release,
    ReleaseDiscipline,
    Releaser,
    StandingFacts,
    Strength,
    SuspensionKind,
    fate,
    fate_of,
    goes_on_by_itself,
    has_changed,
    is_worse,
    judge,
    may_release,
)

POLICY = policy(release=ReleaseDiscipline(remark_required=True))
OVER = snapshot("900", node(amount_limit("1000")), owed="600")
HELD = judge(OVER, POLICY)
RELEASE = Release("payment_seen", "收到水单", Decimal(10), TODAY)
RELEASER = Releaser("wangmin", "lilei")


def refused(release=RELEASE, *, verdict=HELD, policy=POLICY, releaser=RELEASER):
    try:
        may_release(release, verdict=verdict, policy=policy, releaser=releaser, today=TODAY)
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("strength", "live"),
    [(Strength.WARN, Fate.GOES_ON), (Strength.HOLD, Fate.WAITS), (Strength.REFUSE, Fate.ENDS)],
)
def test_an_order_over_its_limit_fares_as_the_rule_is_strong_and_in_trial_goes_on(strength, live):
    rules = policy(rule("total_limit", strengths=dict.fromkeys(Checkpoint, strength)))
    found = judge(OVER, rules)
    assert fate(found, policy=rules) is live
    assert fate(found, policy=replace(rules, mode=Mode.TRIAL)) is Fate.GOES_ON


@pytest.mark.parametrize("outcome", Outcome)
def test_in_trial_everything_goes_on(outcome):
    assert fate_of(outcome, is_trial=True) is Fate.GOES_ON


def test_trial_mode_changes_what_happens_and_not_what_is_right():
    trial = replace(policy(), mode=Mode.TRIAL)
    verdict = judge(OVER, trial)
    assert (verdict.outcome, fate(verdict, policy=trial)) == (Outcome.HOLD, Fate.GOES_ON)


@pytest.mark.parametrize("outcome", Outcome)
def test_what_passes_goes_on_and_nothing_else_does(outcome):
    assert (fate_of(outcome, is_trial=False) is Fate.GOES_ON) is replace(HELD, outcome=outcome).passes


def test_one_request_has_one_digest_in_whatever_order_its_names_are_written():
    one = Asked.of(client="desk:1", key="k", body={"amount": money("9.00"), "number": "订单"})
    assert one == Asked.of(client="desk:1", key="k", body={"number": "订单", "amount": money("9.00")})
    assert one.digest != Asked.of(client="desk:1", key="k", body={"amount": money("9.01"), "number": "订单"}).digest
    assert Asked.of(client="a", key="k", body={"x": 1}) != Asked.of(client="a", key="k", body={"x": "1"})


def test_a_release_within_the_discipline_is_allowed_through_today_and_up_to_the_tolerance():
    assert refused() is None
    assert refused(replace(RELEASE, review_date=TODAY)) is None


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("ordercheck.reason_unknown", {"reason_code": "because"}),
        ("ordercheck.remark_missing", {"remark": "  "}),
        ("ordercheck.valid_until_past", {"valid_until": TODAY - timedelta(days=1)}),
        ("ordercheck.valid_until_far", {"valid_until": TODAY + timedelta(days=30)}),
        ("ordercheck.review_past", {"review_date": TODAY - timedelta(days=1)}),
        ("ordercheck.tolerance_too_wide", {"tolerance_percent": Decimal("10.01")}),
    ],
)
def test_a_release_beyond_the_discipline_is_refused(code, changed):
    assert refused(replace(RELEASE, **changed)) == code


def test_a_release_may_stand_as_long_as_is_usual_or_through_the_longest_day_the_policy_names():
    assert refused(replace(RELEASE, valid_until=TODAY + timedelta(days=29))) is None
    assert ReleaseDiscipline(valid_days=5).usual_day(today=TODAY) == TODAY + timedelta(days=4)
    ninety = policy(release=ReleaseDiscipline(valid_days=90, longest_days=1))
    assert refused(replace(RELEASE, valid_until=TODAY + timedelta(days=89)), policy=ninety) is None
    assert (
        refused(replace(RELEASE, valid_until=TODAY + timedelta(days=90)), policy=ninety) == "ordercheck.valid_until_far"
    )


def test_a_remark_may_be_left_out_where_nobody_asks_for_one():
    assert refused(replace(RELEASE, remark=""), policy=policy()) is None


def test_nobody_releases_the_order_they_entered_unless_the_company_allows_it():
    alone = Releaser("lilei", "lilei")
    assert refused(releaser=alone) == "ordercheck.releaser_entered"
    allowing = policy(release=ReleaseDiscipline(not_by_who_entered=False))
    assert refused(policy=allowing, releaser=alone) is None


@pytest.mark.parametrize("kind", [SuspensionKind.HARD_HOLD, SuspensionKind.STOP_SUPPLY])
def test_no_release_lifts_a_hard_hold(kind):
    stopped = judge(replace(OVER, standing=StandingFacts(suspensions=(kind,))), POLICY)
    assert refused(verdict=stopped) == "ordercheck.hard"


def test_only_another_outcome_or_other_standing_reasons_are_news():
    rules = policy(rule("total_limit"), rule("overdue_days", 30))
    late = snapshot("900", node(amount_limit("1000")), owed="600", overdue_days=31)
    fits = snapshot("100", node(amount_limit("1000")), owed="600")
    held, deeper = judge(OVER, rules), judge(snapshot("950", node(amount_limit("1000")), owed="600"), rules)
    assert not has_changed(held, deeper)
    assert has_changed(held, judge(late, rules))
    assert has_changed(held, judge(fits, rules))
    assert has_changed(held, replace(held, outcome=Outcome.REFUSE))


def test_that_other_data_are_missing_is_news_and_that_the_same_are_is_none():
    def waiting(source, well_until=None):
        failure = Failure(FailureKind.RATE_MISSING, source, well_until)
        return judge(replace(OVER, failures=(failure,)), POLICY)

    dollar = waiting("USD/CNY")
    assert has_changed(dollar, waiting("CHF/CNY"))
    assert not has_changed(dollar, waiting("USD/CNY", TODAY))


@pytest.mark.parametrize(
    ("changed", "worse"),
    [
        ({}, False),
        ({"amount": money("100.01")}, True),
        ({"amount": money("99.99"), "quantity": Decimal(9), "credit_days": 29}, False),
        ({"quantity": Decimal(11)}, True),
        ({"credit_days": 31}, True),
        ({"credit_days": None}, False),
        ({"amount": money("1"), "credit_days": 31}, True),
        ({"ship_date": TODAY + timedelta(days=9)}, False),
        ({"items": (ItemQuantity("GLUE", Decimal(4)),)}, False),
        ({"items": (ItemQuantity("GLUE", Decimal(5)),)}, True),
        ({"items": (ItemQuantity("PAINT", Decimal(1)),)}, True),
    ],
)
def test_a_change_is_checked_again_only_if_it_asks_for_more(changed, worse):
    before = order("100", quantity=Decimal(10), credit_days=30, items=(ItemQuantity("GLUE", Decimal(4)),))
    assert is_worse(before, replace(before, **changed)) is worse


def test_an_order_that_begins_to_count_asks_for_more_and_one_that_no_longer_counts_does_not():
    assert is_worse(order("100", is_beyond=True), order("100"))
    assert not is_worse(order("100"), order("100", is_beyond=True))


def test_terms_asked_for_where_none_were_are_longer():
    assert is_worse(order("100"), order("100", credit_days=1))
    assert not is_worse(order("100"), order("100", credit_days=0))


def test_what_was_delivered_before_counts_with_the_rest():
    assert is_worse(order("100", uncounted=money("30")), order("100", uncounted=money("29")))
    assert is_worse(order("100", order_type="sample"), order("100"))
    assert not is_worse(order("100"), order("60", earlier=money("40")))
    assert is_worse(order("100"), order("60.01", earlier=money("40")))


@pytest.mark.parametrize(
    ("outcome", "mode", "by_itself", "goes_on"),
    [
        (Outcome.RELEASE, Mode.LIVE, True, True),
        (Outcome.WARN, Mode.LIVE, False, False),
        (Outcome.HOLD, Mode.LIVE, True, False),
        (Outcome.HOLD, Mode.TRIAL, False, True),
    ],
)
def test_a_waiting_order_goes_on_where_the_policy_needs_no_hand_or_is_on_trial(outcome, mode, by_itself, goes_on):
    decided = replace(policy(), mode=mode, releases_when_clear=by_itself)
    assert goes_on_by_itself(outcome, policy=decided) is goes_on
