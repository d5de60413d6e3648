"""What follows from a verdict, what counts as the same request, and what a person may set aside."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.rules.ordercheck.builders import TODAY, amount_limit, node, order, policy, rule, snapshot

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck.rules import (
    Asked,
    Checkpoint,
    Fate,
    Mode,
    Outcome,
    Release,
    ReleaseDiscipline,
    Releaser,
    Strength,
    fate,
    fate_of,
    has_changed,
    is_worse,
    judge,
    may_release,
)

OVER = snapshot("2", node(amount_limit("1")))
WORD = Release("one_off", "", Decimal(10), TODAY)
OTHER = Releaser("manager", entered_by="clerk")


@pytest.mark.parametrize(
    ("strength", "expected"),
    [(Strength.WARN, Fate.GOES_ON), (Strength.HOLD, Fate.WAITS), (Strength.REFUSE, Fate.ENDS)],
)
def test_a_step_goes_on_waits_or_ends_by_the_strength_that_stands(strength, expected):
    rules = policy(rule("total_limit", strengths={Checkpoint.ORDER: strength}))
    assert fate(judge(OVER, rules), policy=rules) is expected


@pytest.mark.parametrize("outcome", Outcome)
def test_on_trial_everything_goes_on(outcome):
    assert fate_of(outcome, is_trial=True) is Fate.GOES_ON


def test_trial_mode_changes_what_happens_and_not_what_is_right():
    trial = replace(policy(), mode=Mode.TRIAL)
    verdict = judge(OVER, trial)
    assert (verdict.outcome, fate(verdict, policy=trial)) == (Outcome.HOLD, Fate.GOES_ON)


def test_the_order_of_names_does_not_make_another_request():
    assert Asked.of(client="a", key="k", body={"x": 1, "y": 2}) == Asked.of(client="a", key="k", body={"y": 2, "x": 1})
    assert Asked.of(client="a", key="k", body={"x": 1}) != Asked.of(client="a", key="k", body={"x": "1"})


def released(word=WORD, facts=OVER, releaser=OTHER, **discipline):
    rules = policy(release=ReleaseDiscipline(**discipline))
    may_release(word, verdict=judge(facts, rules), policy=rules, releaser=releaser, today=TODAY)


def test_a_release_inside_the_policy_is_allowed():
    released()
    released(releaser=Releaser("clerk", entered_by="clerk"), not_by_who_entered=False)
    released(replace(WORD, remark="seen"), remark_required=True)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("releaser_entered", {"releaser": Releaser("clerk", entered_by="clerk")}),
        ("reason_unknown", {"word": replace(WORD, reason_code="because")}),
        ("remark_missing", {"word": replace(WORD, remark=" "), "remark_required": True}),
        ("valid_until_past", {"word": replace(WORD, valid_until=TODAY - timedelta(days=1))}),
        ("tolerance_too_wide", {"word": replace(WORD, tolerance_percent=Decimal("10.01"))}),
    ],
)
def test_a_release_outside_the_policy_is_refused(code, given):
    with pytest.raises(Refusal) as refused:
        released(**given)
    assert refused.value.code == f"ordercheck.{code}"


@pytest.mark.parametrize("kind", [SuspensionKind.HARD_HOLD, SuspensionKind.STOP_SUPPLY])
def test_nobody_releases_what_a_second_person_has_to_lift(kind):
    stopped = replace(OVER, standing=replace(OVER.standing, suspensions=(kind,)))
    with pytest.raises(Refusal) as refused:
        released(facts=stopped)
    assert refused.value.code == "ordercheck.hard"


def test_a_verdict_has_changed_with_its_outcome_or_its_reasons_not_with_its_numbers():
    both = policy(rule("total_limit"), rule("overdue_days", 30))
    first = judge(OVER, both)
    assert not has_changed(first, judge(replace(OVER, order=order("3")), both))
    assert has_changed(first, judge(replace(OVER, order=order("1")), both))
    assert has_changed(first, judge(snapshot("2", node(amount_limit("1")), overdue_days=31), both))


@pytest.mark.parametrize(
    ("after", "worse"),
    [
        (order("10"), False),
        (order("9.99", credit_days=30), False),
        (order("10.01"), True),
        (order("10", quantity=Decimal(1)), True),
        (order("10", credit_days=31), True),
    ],
)
def test_a_change_is_worse_when_it_asks_for_more_of_anything(after, worse):
    assert is_worse(order("10", credit_days=30), after) is worse
