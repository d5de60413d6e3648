"""One reason of a hold is set aside: only that one, only so far, only for so long."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.ordercheck.builders import TODAY, amount_limit, node, order, policy, rule, snapshot

from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules import (
    ChangedDetail,
    Excess,
    Failure,
    FailureKind,
    Releaser,
    StandingFacts,
    SuspensionKind,
    Waived,
    Waiving,
    as_json,
    excess_of_reason,
    is_over_limit,
    judge,
    may_waive,
    reach_of,
    snapshot_from_json,
)

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
RULES = policy(rule("total_limit"), rule("overdue_days", 30), rule("order_amount", 500), rule("negative_list"))
MANAGER = Releaser("wangmin", "lilei")


def waived(code, *, beyond="0", amount="400", until=TODAY):
    return Waived(code, "7", Decimal(amount), Decimal(beyond), until, NOON)


def late(*done, asked="400", days=45):
    """An order of 400 on a limit of 1,000 with 900 owed, 45 days overdue: 300 over the limit, 15 days over."""
    return snapshot(asked, node(amount_limit("1000")), owed="900", overdue_days=days, waived=done)


def standing(seen):
    return [finding.rule for finding in judge(seen, RULES).standing]


@pytest.mark.parametrize(
    ("done", "left"),
    [
        ((), ["total_limit", "overdue_days"]),
        ((waived("overdue_days", beyond="15"),), ["total_limit"]),
        ((waived("overdue_days", beyond="14"),), ["total_limit", "overdue_days"]),
        ((waived("overdue_days", beyond="15", amount="399.99"),), ["total_limit", "overdue_days"]),
        ((waived("overdue_days", beyond="15", until=TODAY - timedelta(days=1)),), ["total_limit", "overdue_days"]),
        ((waived("overdue_days", beyond="15"), waived("total_limit", beyond="300")), []),
        ((waived("grade_below", beyond="300"),), ["total_limit", "overdue_days"]),
    ],
)
def test_a_waiver_covers_its_own_reason_as_far_as_it_reaches(done, left):
    assert standing(late(*done)) == left


def test_what_was_waived_is_told_as_waived_and_comes_back_from_storage():
    seen = late(waived("overdue_days", beyond="15"))
    effects = {finding.rule: finding.effect.value for finding in judge(seen, RULES).findings}
    assert (effects["overdue_days"], effects["total_limit"]) == ("waived", "stands")
    assert snapshot_from_json(as_json(seen)) == seen


@given(st.decimals(0, 600, places=2), st.decimals(0, 600, places=2))
def test_a_waiver_that_reaches_further_never_leaves_more_reasons(one, other):
    less, more = sorted((one, other))
    near, far = (standing(late(waived("total_limit", beyond=str(each)))) for each in (less, more))
    assert set(far) <= set(near)


def test_a_stale_source_is_waived_like_any_other_reason():
    failures = (Failure(FailureKind.SOURCE_STALE, "ledger", TODAY),)
    done = waived("technical", beyond="400")
    stale = snapshot("400", node(amount_limit("1000")), failures=failures)
    assert [judge(each, RULES).outcome.value for each in (stale, _with(stale, done))] == ["failed", "release"]


def _with(seen, *done):
    return snapshot("400", node(amount_limit("1000")), failures=seen.failures, waived=done)


def test_a_call_back_makes_a_changed_address_known_and_a_later_one_is_news_again():
    rules = policy(rule("details_changed"))

    def held(changed_at):
        facts = StandingFacts(details=(ChangedDetail("ship_to", changed_at),))
        passed = NOON - timedelta(days=1)
        return judge(
            snapshot("1", standing=facts, passed_at=passed, waived=(waived("details_changed"),)), rules
        ).standing

    assert (len(held(NOON - timedelta(hours=1))), len(held(NOON + timedelta(hours=1)))) == (0, 1)


@pytest.mark.parametrize(
    ("code", "reach"), [("total_limit", "300.000000"), ("overdue_days", "19.000000"), ("grade_below", "0.000000")]
)
def test_what_only_ages_may_age_until_the_waivers_last_day(code, reach):
    waiving = Waiving(code, "paid", TODAY + timedelta(days=4))
    assert reach_of(waiving, verdict=judge(late(), RULES), today=TODAY) == Decimal(reach)


@pytest.mark.parametrize(
    ("code", "asked", "beyond"),
    [
        ("total_limit", "400", Excess(Decimal(300), 0, "CNY")),
        ("overdue_days", "400", Excess(Decimal(0), 15, "CNY")),
        ("order_amount", "600", Excess(Decimal(100), 0, "CNY")),
        ("negative_list", "400", Excess(Decimal(0), 0, "CNY")),
    ],
)
def test_each_reason_is_beyond_in_its_own_unit(code, asked, beyond):
    seen = late(asked=asked)
    assert excess_of_reason(code, verdict=judge(seen, RULES), snapshot=seen, policy=RULES) == beyond


@pytest.mark.parametrize(
    ("waiving", "releaser", "code"),
    [
        (Waiving("grade_below", "x", TODAY), MANAGER, "reason_not_standing"),
        (Waiving("overdue_days", " ", TODAY), MANAGER, "remark_missing"),
        (Waiving("overdue_days", "x", TODAY - timedelta(days=1)), MANAGER, "valid_until_past"),
        (Waiving("overdue_days", "x", TODAY + timedelta(days=30)), MANAGER, "valid_until_far"),
        (Waiving("overdue_days", "x", TODAY), Releaser("lilei", "lilei"), "releaser_entered"),
    ],
)
def test_a_waiver_is_refused(waiving, releaser, code):
    with pytest.raises(Refusal, match=f"ordercheck.{code}"):
        may_waive(waiving, verdict=judge(late(), RULES), policy=RULES, releaser=releaser, today=TODAY)


def test_a_higher_limit_helps_only_where_a_reason_compares_with_one():
    assert is_over_limit(judge(late(), RULES))
    assert not is_over_limit(judge(late(asked="50"), policy(rule("order_amount", 10))))


def test_what_a_person_stopped_is_never_waived_and_the_rest_may_be():
    stopped = StandingFacts(suspensions=(SuspensionKind.HARD_HOLD,))
    seen = snapshot("400", node(amount_limit("100")), standing=stopped, order=order("400"))
    verdict = judge(seen, RULES)
    with pytest.raises(Refusal, match=r"ordercheck\.hard"):
        may_waive(Waiving("account_status", "x", TODAY), verdict=verdict, policy=RULES, releaser=MANAGER, today=TODAY)
    may_waive(Waiving("total_limit", "x", TODAY), verdict=verdict, policy=RULES, releaser=MANAGER, today=TODAY)
