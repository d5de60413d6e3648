"""How far a person may go, and on what promise."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, node, policy, rule, snapshot

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules import (
    Authority,
    Excess,
    Leave,
    LimitFacts,
    LimitType,
    Release,
    ReleaseDiscipline,
    ReleaseKind,
    Releaser,
    SpecialDiscipline,
    SpecialsSoFar,
    as_it_stands,
    as_json,
    check_special,
    excess_of,
    judge,
    may_release,
    policy_from_json,
    refuse_changed_order,
    refuse_lapsed_promise,
    through_day,
    within_authority,
)
from onaccount.ordercheck.rules.storage import as_bytes, digest_of

TABLES = Authority(
    by_amount=BandTable.rising(bounds=[0, 1000, 50000], values=[0, 1, 2, 3], inclusive=Inclusive.UPPER),
    by_days=BandTable.rising(bounds=[0, 30], values=[0, 1, 2], inclusive=Inclusive.UPPER),
    levels={"credit_manager": 1, "executive": 3},
)
RULES = policy(rule("total_limit"), rule("overdue_days", 30), release=ReleaseDiscipline(authority=TABLES))
MANAGER = Releaser("wangmin", "lilei", ("credit_manager", "auditor"))


def allowed(amount: str, *, days=0, releaser=MANAGER):
    try:
        return within_authority(Excess(Decimal(amount), days, "CNY"), releaser=releaser, policy=RULES)
    except Refusal as refusal:
        return refusal.code


def test_an_approver_with_a_thousand_may_approve_exactly_a_thousand_and_not_a_cent_more():
    assert allowed("1000") == Leave(Decimal(1000), 30)
    assert allowed("1000.01") == "ordercheck.beyond_authority"


def test_days_over_have_a_bound_of_their_own():
    assert allowed("0", days=30) == Leave(Decimal(1000), 30)
    assert allowed("0", days=31) == "ordercheck.beyond_authority_days"


def test_the_highest_role_counts_and_a_role_without_a_level_releases_nothing_over():
    assert allowed("999999999", days=999, releaser=Releaser("chen", "x", ("executive", "credit_manager"))) == Leave()
    assert allowed("0.01", releaser=Releaser("chen", "x", ("auditor",))) == "ordercheck.beyond_authority"
    assert allowed("0", releaser=Releaser("chen", "x")) == Leave(Decimal(0), 0)


def test_a_policy_without_tables_sets_no_end():
    assert within_authority(Excess(Decimal(10**9), 999, "CNY"), releaser=MANAGER, policy=policy()) == Leave()


@given(st.decimals(0, 60000, places=2), st.integers(0, 60), st.sampled_from(["credit_manager", "executive", "x"]))
def test_whoever_is_let_through_stands_within_the_leave_that_the_database_holds_them_to(amount, days, role):
    found = allowed(str(amount), days=days, releaser=Releaser("a", "b", (role,)))
    if isinstance(found, Leave):
        assert found.amount is None or amount <= found.amount
        assert found.days is None or days <= found.days


def test_the_tables_come_back_from_the_policy_that_is_kept():
    assert policy_from_json(as_json(RULES)) == RULES


def excess(*nodes, owed="0", asked="500", days=0):
    seen = snapshot(asked, *nodes, owed=owed, overdue_days=days)
    return excess_of(judge(seen, RULES), snapshot=seen, policy=RULES)


def test_the_excess_is_all_that_is_over_the_limit_and_not_what_the_order_adds():
    assert excess(node(amount_limit("1000")), owed="1200") == Excess(Decimal(700), 0, "CNY")
    group = node(amount_limit("1000"), number="G", is_group=True, others="900")
    assert excess(node(amount_limit("400")), group).amount == 400
    assert excess(node(amount_limit("9000")), owed="1200", days=45) == Excess(Decimal(0), 15, "CNY")


def test_where_no_limit_is_set_everything_is_beyond_it_and_where_none_is_needed_nothing():
    assert excess(node(LimitFacts()), owed="100").amount == 600
    assert excess(node(LimitFacts(LimitType.UNLIMITED)), owed="100").amount == 0


SPECIAL = Release(
    "one_off", "", Decimal(0), TODAY, kind=ReleaseKind.SPECIAL, promised_date=TODAY + timedelta(days=7), vouched_by=7
)
EMERGENCY = Release("one_off", "", Decimal(0), TODAY + timedelta(days=1), kind=ReleaseKind.EMERGENCY)
DISCIPLINE = SpecialDiscipline(largest=Decimal(1000), emergency_largest=Decimal(100))


def special(release, *, amount="100", so_far=None):
    found = so_far or SpecialsSoFar()
    try:
        check_special(release, so_far=found, amount=Money.of(amount, "CNY"), discipline=DISCIPLINE, today=TODAY)
    except Refusal as refusal:
        return refusal.code.removeprefix("ordercheck.")
    return None


def test_a_special_release_rests_on_a_promise_and_on_somebody_who_vouches():
    assert special(SPECIAL) is None
    assert special(replace(SPECIAL, promised_date=None)) == "special_promise_missing"
    assert special(replace(SPECIAL, promised_date=TODAY - timedelta(days=1))) == "special_promise_missing"
    assert special(replace(SPECIAL, promised_date=TODAY + timedelta(days=30))) is None
    assert special(replace(SPECIAL, promised_date=TODAY + timedelta(days=31))) == "special_promise_far"
    assert special(replace(SPECIAL, vouched_by=None)) == "special_voucher_missing"
    assert special(SPECIAL, amount="1000.01") == "special_too_large"


def test_a_promise_may_be_approved_on_through_its_own_day_and_no_longer():
    for release, day in ((EMERGENCY, TODAY), (SPECIAL, TODAY), (SPECIAL, SPECIAL.promised_date)):
        refuse_lapsed_promise(release, today=day)
    with pytest.raises(Refusal, match="promise_passed_meanwhile"):
        refuse_lapsed_promise(SPECIAL, today=SPECIAL.promised_date + timedelta(days=1))


@pytest.mark.parametrize("release", [SPECIAL, EMERGENCY])
def test_one_that_is_not_settled_bars_the_next_and_so_does_the_count(release):
    assert special(release, so_far=SpecialsSoFar(1, 3)) is None
    assert special(release, so_far=SpecialsSoFar(2, 3)) == "special_too_often"
    assert special(release, so_far=SpecialsSoFar(0, 4)) == "special_too_often"
    assert special(release, so_far=SpecialsSoFar(unsettled=("SO-1",))) == "special_unsettled"


def test_an_emergency_is_small_short_and_reviewed_before_the_next():
    assert special(EMERGENCY) is None
    assert special(EMERGENCY, amount="100.01") == "emergency_too_large"
    assert special(replace(EMERGENCY, valid_until=TODAY + timedelta(days=2))) == "emergency_too_long"
    assert special(EMERGENCY, so_far=SpecialsSoFar(unreviewed=("SO-1",))) == "emergency_unreviewed"


def test_an_ordinary_release_is_not_counted():
    plain = replace(SPECIAL, kind=ReleaseKind.ORDINARY, promised_date=None, vouched_by=None)
    assert special(plain, so_far=SpecialsSoFar(9, 9, ("SO-1",), ("SO-2",))) is None


def test_an_order_beyond_the_horizon_is_over_no_limit_yet():
    later = snapshot("900", node(amount_limit("100")))
    later = replace(later, order=replace(later.order, is_beyond=True))
    assert excess_of(judge(later, RULES), snapshot=later, policy=RULES).amount == 0


def test_what_is_kept_has_one_text_and_one_digest():
    seen = snapshot("900", node(amount_limit("100")))
    assert as_bytes(seen) == as_bytes(as_json(seen))
    assert digest_of(as_bytes(seen)) != digest_of(as_bytes(replace(seen, currency="EUR")))


def told(release, *, so_far=None, amount="100"):
    """The facts a refusal names, so that a person knows what would have done."""
    with pytest.raises(Refusal) as caught:
        check_special(
            release,
            so_far=so_far or SpecialsSoFar(),
            amount=Money.of(amount, "CNY"),
            discipline=DISCIPLINE,
            today=TODAY,
        )
    return dict(caught.value.facts)


def test_a_special_release_that_is_refused_is_told_why_in_figures():
    assert told(SPECIAL, so_far=SpecialsSoFar(unsettled=("SO-1", "SO-2"))) == {"numbers": "SO-1, SO-2"}
    counts = {"month": 2, "quarter": 3, "per_month": DISCIPLINE.per_month, "per_quarter": DISCIPLINE.per_quarter}
    assert told(SPECIAL, so_far=SpecialsSoFar(2, 3)) == counts
    assert told(replace(SPECIAL, promised_date=None)) == {"today": TODAY.isoformat()}
    far = replace(SPECIAL, promised_date=TODAY + timedelta(days=31))
    assert told(far) == {"last": (TODAY + timedelta(days=30)).isoformat()}
    assert told(SPECIAL, amount="1000.01") == {"largest": "1000 CNY"}
    assert special(SPECIAL, amount="1000") is None
    assert special(replace(SPECIAL, promised_date=TODAY)) is None
    assert told(EMERGENCY, so_far=SpecialsSoFar(unreviewed=("SO-1", "SO-2"))) == {"numbers": "SO-1, SO-2"}
    assert told(EMERGENCY, amount="100.01") == {"largest": "100 CNY"}
    assert special(EMERGENCY, amount="100") is None


ORDINARY = Release("one_off", "why", Decimal(5), TODAY)
STRICT = policy(
    rule("total_limit"),
    release=ReleaseDiscipline(reason_codes=("one_off",), remark_required=True, tolerance_percent=Decimal(5)),
)


def refused(release, *, releaser=MANAGER):
    seen = snapshot("900", node(amount_limit("100")))
    try:
        may_release(release, verdict=judge(seen, STRICT), policy=STRICT, releaser=releaser, today=TODAY)
    except Refusal as refusal:
        return refusal.code.removeprefix("ordercheck."), dict(refusal.facts)
    return None


def test_a_release_that_the_policy_does_not_allow_is_told_what_it_would_allow():
    assert refused(ORDINARY) is None
    assert refused(ORDINARY, releaser=replace(MANAGER, entered_by=MANAGER.name)) == (
        "releaser_entered",
        {"name": MANAGER.name},
    )
    assert refused(replace(ORDINARY, reason_code="other")) == ("reason_unknown", {"reason_code": "other"})
    assert refused(replace(ORDINARY, remark=" ")) == ("remark_missing", {})
    yesterday = replace(ORDINARY, valid_until=TODAY - timedelta(days=1))
    assert refused(yesterday) == ("valid_until_past", {"today": TODAY.isoformat()})
    wide = replace(ORDINARY, tolerance_percent=Decimal("5.01"))
    assert refused(wide) == ("tolerance_too_wide", {"tolerance": "5.01", "allowed": "5"})


@pytest.mark.parametrize(("reason", "days"), [("payment_seen", 2), ("seasonal", 4)])
def test_a_release_on_a_payment_slip_lapses_sooner_than_another(reason, days):
    asked = replace(ORDINARY, reason_code=reason, valid_until=TODAY + timedelta(days=4))
    policy = replace(STRICT, release=ReleaseDiscipline(slip_days=3))
    assert as_it_stands(asked, policy=policy, today=TODAY).valid_until == TODAY + timedelta(days=days)
    short = replace(asked, valid_until=TODAY)
    assert as_it_stands(short, policy=policy, today=TODAY) == short


def test_a_release_asked_for_holds_for_the_order_as_it_was_asked_about():
    refuse_changed_order(asked=("1000.00", "CNY"), now=(Decimal(1000), "CNY"))
    for now in ((Decimal("1000.01"), "CNY"), (Decimal(1000), "EUR")):
        with pytest.raises(Refusal) as refused:
            refuse_changed_order(asked=("1000.00", "CNY"), now=now)
        assert refused.value.code == "ordercheck.changed_since_asked"
        assert refused.value.facts == {"amount": "1000.00 CNY"}


def test_a_release_stands_through_the_day_its_giver_names_else_through_the_one_asked_for():
    asked, later = Release("one_off", "", Decimal(0), TODAY), TODAY + timedelta(days=3)
    assert (through_day(asked, None), through_day(asked, later)) == (asked, replace(asked, valid_until=later))
