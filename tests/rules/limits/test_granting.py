"""Laws and worked cases of granting: a better grade never gets less, no proposal passes a cap, the strictest line decides."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules import GRADES
from onaccount.assessment.rules.in_force import usual_probability
from onaccount.assessment.rules.scorecard import Audience
from onaccount.kernel.reasons import Reason
from onaccount.limits.rules.granting import (
    BASES,
    SHIPPED,
    Asking,
    Authority,
    GradeRow,
    GrantingPolicy,
    Ground,
    Industry,
    Sheet,
    Signing,
    Zone,
    faults,
    is_sampled,
    level_for,
    policy_as_json,
    policy_from_json,
    propose_limit,
)

D = Decimal
AUTHORITY = SHIPPED.authority
GROUND = Ground(
    grade="A",
    probability=D("0.00138"),
    zone=None,
    sheet=None,
    monthly_sales=(D(300_000),) * 12,
    monthly_payments=(D(290_000),) * 12,
    expected_monthly_sales=None,
    days_late=D(2),
    reference_limits=(),
    reference_credits=(),
    bureau_limit=None,
    insured_limit=None,
    insured_share=D(0),
    secured=D(0),
    own_yearly_sales=D(50_000_000),
    industry="",
    classes=(),
    is_public_body=False,
    cash_cycle=None,
    deal=D(0),
    wanted_days=0,
)
SHEET = Sheet(D(1_000_000), D(300_000), D(600_000), D(2_000_000), D(1_200_000))

money = st.decimals(0, 10_000_000, places=2)
maybe = st.none() | money
sheets = st.none() | st.builds(Sheet, money, money, money, money, money)
grounds = st.builds(
    Ground,
    grade=st.sampled_from(GRADES),
    probability=st.just(D("0.01")),
    zone=st.none() | st.sampled_from(Zone),
    sheet=sheets,
    monthly_sales=st.lists(money, max_size=12).map(tuple),
    monthly_payments=st.lists(money, max_size=12).map(tuple),
    expected_monthly_sales=maybe,
    days_late=st.none() | st.decimals(-30, 200, places=1),
    reference_limits=st.lists(money, max_size=3).map(tuple),
    reference_credits=st.lists(money, max_size=3).map(tuple),
    bureau_limit=maybe,
    insured_limit=maybe,
    insured_share=st.decimals(0, 1, places=2),
    secured=money,
    own_yearly_sales=money,
    industry=st.sampled_from(["", "foundry", "unheard of"]),
    classes=st.sampled_from([(), ("retail",), ("wholesale", "retail")]),
    is_public_body=st.booleans(),
    cash_cycle=st.none() | st.integers(0, 200),
    deal=money,
    wanted_days=st.integers(0, 180),
)
EVEN = replace(
    SHIPPED, weights=dict.fromkeys(BASES, D(1)), industries=(*SHIPPED.industries, Industry("foundry", 90, D(5)))
)
RETAIL = Audience(None, (), ("retail",))
STRICT = tuple(replace(row, days=row.days // 2, largest=row.largest / 2) for row in SHIPPED.grades)


def segmented(**matrices) -> GrantingPolicy:
    """The shipped policy with one segment for retailers whose matrices differ so."""
    policy = SHIPPED.with_segment(name="Retail", audience=RETAIL)
    return replace(policy, segments=(replace(policy.segments[0], **matrices),))


policies = st.sampled_from([SHIPPED, EVEN, segmented(grades=STRICT, weights=dict.fromkeys(BASES, D(1)))])


@given(grounds, policies, st.sampled_from(GRADES))
def test_a_better_grade_never_gets_a_smaller_limit_or_a_shorter_term(ground, policy, other) -> None:
    better, worse = sorted((ground.grade, other), key=GRADES.index)
    first, second = (
        propose_limit(ground=replace(ground, grade=grade, probability=usual_probability(grade)), policy=policy)
        for grade in (better, worse)
    )
    assert first.limit >= second.limit
    assert first.days >= second.days


@given(grounds, policies)
def test_a_proposal_never_exceeds_a_cap_and_is_a_whole_number_of_steps(ground, policy) -> None:
    found = propose_limit(ground=ground, policy=policy)
    assert [cap for cap in found.caps if cap.amount is not None and found.limit > max(cap.amount, D(0))] == []
    assert (found.limit % policy.step, found.limit >= 0, found.days >= 0) == (0, True, True)


@given(grounds, policies)
def test_the_same_ground_gives_the_same_proposal(ground, policy) -> None:
    read_back = policy_from_json(policy_as_json(policy))
    assert read_back == policy
    assert propose_limit(ground=ground, policy=policy) == propose_limit(ground=replace(ground), policy=read_back)


@given(grounds, policies, money)
def test_more_security_never_makes_the_limit_smaller(ground, policy, more) -> None:
    less = propose_limit(ground=ground, policy=policy)
    assert propose_limit(ground=replace(ground, secured=ground.secured + more), policy=policy).limit >= less.limit


@given(grounds, policies)
def test_instalments_add_up_to_the_deal(ground, policy) -> None:
    parts = propose_limit(ground=ground, policy=policy).instalments
    assert sum(parts) == (ground.deal if ground.deal > policy.instalments_above else 0)


@pytest.mark.parametrize(
    ("change", "limit", "bound_by"),
    [
        ({}, "360000", "base"),  # 300,000 x 1.5 months x 0.8
        ({"own_yearly_sales": D(2_000_000)}, "200000", "own_risk"),
        ({"bureau_limit": D(155_000)}, "150000", "bureau"),
        ({"insured_limit": D(90_000), "insured_share": D("0.9")}, "290000", "insurance"),  # and 200,000 of our own
        ({"probability": D("0.9")}, "220000", "expected_loss"),
        ({"monthly_payments": (D(100_000),)}, "150000", "payment_capacity"),
        ({"zone": Zone.GREY}, "250000", "distress"),
        ({"zone": Zone.DISTRESS, "secured": D(50_000)}, "50000", "distress"),
        ({"days_late": D(20)}, "210000", "base"),
        ({"days_late": D(90)}, "0", "base"),
        ({"grade": "C"}, "0", "base"),
        ({"grade": "AAA", "monthly_payments": (), "monthly_sales": (D(99_000_000),)}, "5000000", "own_risk"),
        ({"grade": "BB", "monthly_payments": (), "monthly_sales": (D(9_000_000),)}, "1000000", "grade"),
        ({"monthly_sales": (), "monthly_payments": ()}, "120000", "base"),
        ({"monthly_sales": (), "monthly_payments": (), "expected_monthly_sales": D(60_000)}, "70000", "base"),
    ],
)
def test_the_binding_constraint_has_a_name(change, limit, bound_by) -> None:
    found = propose_limit(ground=replace(GROUND, **change), policy=SHIPPED)
    assert (found.limit, found.bound_by) == (D(limit), bound_by)


@pytest.mark.parametrize(
    ("change", "days", "bound_by"),
    [
        ({}, 45, "grade"),
        ({"grade": "AAA"}, 45, "industry"),
        ({"grade": "AAA", "wanted_days": 75}, 75, "wanted"),
        ({"grade": "AAA", "wanted_days": 90, "is_public_body": True}, 60, "law"),
        ({"grade": "AAA", "cash_cycle": 85}, 55, "cycle"),  # 45 + (85 - 45) / 4
        ({"grade": "AAA", "cash_cycle": -20}, 34, "cycle"),  # a negative cycle counts as none: 45 x 3/4, half up
        ({"grade": "AAA", "deal": D(10_000)}, 30, "deal"),
        ({"grade": "AAA", "wanted_days": 75, "deal": D(10_001)}, 60, "deal"),
        ({"grade": "AAA", "wanted_days": 75, "deal": D(100_001)}, 75, "wanted"),
    ],
)
def test_the_shortest_of_grade_wish_law_and_custom_is_the_term(change, days, bound_by) -> None:
    found = propose_limit(ground=replace(GROUND, **change), policy=SHIPPED)
    assert (found.days, found.days_bound_by) == (days, bound_by)


def test_every_method_with_its_inputs_is_in_the_arithmetic() -> None:
    ground = replace(GROUND, sheet=SHEET, reference_credits=(D(80_000), D(120_000)))
    found = propose_limit(ground=ground, policy=EVEN)
    assert [(each.method, each.amount) for each in found.bases] == [
        ("M1", D(360_000)),
        ("M2", D(80_000)),
        ("M3", D(40_000)),
        ("M4", D(100_000)),
        ("M7", D(120_000)),
    ]
    assert found.limit == D(140_000)


def test_without_an_appetite_of_ours_an_insured_limit_reaches_as_far_as_the_insurers_share() -> None:
    ground = replace(GROUND, insured_limit=D(90_000), insured_share=D("0.9"))
    assert propose_limit(ground=ground, policy=replace(SHIPPED, uninsured_appetite=D(0))).limit == D(100_000)


def test_limits_of_other_suppliers_speak_before_their_high_credits_and_grey_cuts_whatever_the_base_is() -> None:
    policy = replace(SHIPPED, weights={"references": D(1)})
    ground = replace(GROUND, reference_limits=(D(90_000), D(110_000)), reference_credits=(D(500_000),))
    limits = [propose_limit(ground=replace(ground, zone=zone), policy=policy).limit for zone in (None, Zone.GREY)]
    assert limits == [D(100_000), D(70_000)]


def test_a_sheet_without_short_debt_leaves_the_working_asset_model_out() -> None:
    found = propose_limit(ground=replace(GROUND, sheet=replace(SHEET, current_liabilities=D(0))), policy=EVEN)
    assert [each.code for each in found.bases if each.amount is None] == ["references", "working_assets"]


def test_without_any_weighted_method_nothing_is_proposed() -> None:
    policy = replace(SHIPPED, weights={"net_worth": D(1)}, loss_budget=D(0), loss_given_default=D(0), industries=())
    assert propose_limit(ground=GROUND, policy=policy).limit == 0


def test_where_cycle_industry_and_wish_point_elsewhere_the_proposal_says_so() -> None:
    ground = replace(GROUND, grade="BBB", cash_cycle=80, wanted_days=60)
    codes = [reason.code for reason in propose_limit(ground=ground, policy=SHIPPED).disagreements]
    assert codes == ["granting.cycle_longer", "granting.industry_longer", "granting.wanted_longer"]


def test_a_term_that_nobody_needs_or_a_small_deal_does_not_bear_is_said_too() -> None:
    easy = replace(GROUND, grade="AAA", cash_cycle=10, wanted_days=90, deal=D(50_000))
    codes = [reason.code for reason in propose_limit(ground=easy, policy=SHIPPED).disagreements]
    shorter = ["granting.cycle_shorter", "granting.industry_shorter", "granting.deal_shorter"]
    assert codes == [*shorter, "granting.wanted_longer"]


def test_where_what_was_found_is_less_than_a_step_the_proposal_of_nothing_says_that_alone() -> None:
    small = replace(GROUND, grade="BBB", cash_cycle=80, wanted_days=60, bureau_limit=D("8000.5"))
    found = propose_limit(ground=small, policy=replace(SHIPPED, step=D(10_000)))
    told = [(reason.code, dict(reason.facts)) for reason in found.disagreements_in(currency="EUR")]
    assert (found.limit, told) == (0, [("granting.below_step", {"found": "8000.50 EUR", "step": "10000.00 EUR"})])


def test_the_size_of_a_deal_is_told_in_a_currency() -> None:
    easy = replace(GROUND, grade="AAA", cash_cycle=10, wanted_days=90, deal=D(50_000))
    told = propose_limit(ground=easy, policy=SHIPPED).disagreements_in(currency="EUR")
    deals = [(reason.code, reason.facts["deal"]) for reason in told if "deal" in reason.facts]
    assert (len(told), deals) == (4, [("granting.deal_shorter", "50000.00 EUR")])


@given(grounds, policies, st.integers(0, 200), st.integers(0, 200))
def test_a_longer_cash_cycle_never_shortens_the_term(ground, policy, one, other) -> None:
    less, more = (
        propose_limit(ground=replace(ground, grade="AAA", cash_cycle=each), policy=policy)
        for each in sorted((one, other))
    )
    assert less.limit == 0 or less.days <= more.days


def test_a_weak_grade_asks_for_security_and_the_effect_is_counted() -> None:
    found = propose_limit(ground=replace(GROUND, grade="B", probability=D("0.1")), policy=SHIPPED)
    assert (found.limit, found.security, found.expected_loss) == (D(60_000), D(30_000), D(3_000))
    assert found.margin == D(288_000)  # 60,000 carry half a month; twelve months at 20 %


def with_ways(**highest: object) -> Authority:
    """The shipped matrix with level 2 asking an approver and one of the management, and another way at level 3."""
    one, two, three = AUTHORITY.ways
    return replace(AUTHORITY, ways=(one, replace(two, management=1), replace(three, **highest)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grades": SHIPPED.grades[1:]}, "granting.grades_missing"),
        ({"ungraded": "Z"}, "granting.grades_missing"),
        ({"grades": (*SHIPPED.grades[:-1], GradeRow("D", D(9), 0, D(0), D(1)))}, "granting.worse_gets_more"),
        ({"grades": (*SHIPPED.grades[:-1], GradeRow("D", D(0), 0, D(0), D(0)))}, "granting.worse_gets_more"),
        ({"weights": {"need": D(0)}}, "granting.weights"),
        ({"step": D(0)}, "granting.step"),
        ({"margin": D(2)}, "granting.shares"),
        ({"cycle_share": D(-1)}, "granting.shares"),
        ({"deal_days": ((D(2), 30), (D(1), 60))}, "granting.deal_days"),
        ({"deal_days": ((D(1), 60), (D(2), 30))}, "granting.deal_days"),
        ({"late_factors": ((5, D("0.5")), (15, D(1)))}, "granting.late_factors"),
        ({"authority": replace(AUTHORITY, exposure=(D(1), D(1), D(2)))}, "granting.authority"),
        ({"authority": replace(AUTHORITY, exposure=(D(3), D(2), D(4)))}, "granting.authority"),
        ({"authority": replace(AUTHORITY, longest_days=(30, 20, 90))}, "granting.authority"),
        ({"authority": replace(AUTHORITY, sampled=101)}, "granting.sampled"),
        ({"authority": with_ways(finance=False)}, "granting.way_weaker"),
        ({"authority": with_ways(management=0)}, "granting.way_weaker"),
        ({"authority": with_ways(deciding=Signing.ANY)}, "granting.way_weaker"),
        ({"authority": replace(AUTHORITY, ways=(replace(AUTHORITY.ways[0], approvers=0),))}, "granting.nobody_decides"),
        ({"industries": (*SHIPPED.industries, *SHIPPED.industries)}, "granting.industries"),
        ({"industries": (Industry("Retail", 30, D(1)),)}, "granting.industries"),
    ],
)
def test_an_unsound_policy_is_named(change, code) -> None:
    assert [reason.code for reason in faults(replace(SHIPPED, **change))] == [code]


def test_a_version_kept_before_ways_were_data_goes_the_shipped_ways() -> None:
    kept = policy_as_json(EVEN)
    del kept["authority"]["ways"]
    assert policy_from_json(kept) == EVEN


def test_the_shipped_policy_is_sound() -> None:
    assert faults(SHIPPED) == ()


QUIET = Asking(D(40_000), D(40_000), 3, 30, frozenset(), D(0), "CNY")


@pytest.mark.parametrize(
    ("change", "level", "codes"),
    [
        ({}, 0, []),
        ({"exposure": D(60_000)}, 1, ["authority.exposure"]),
        ({"exposure": D(9_000_000)}, 3, ["authority.exposure"]),
        ({"rank": 5}, 1, ["authority.grade"]),
        ({"days": 91}, 3, ["authority.days"]),
        ({"unsecured": D(1_000_001)}, 2, ["authority.unsecured"]),
        ({"exceptions": frozenset({"new_customer"})}, 1, ["authority.new_customer"]),
        ({"exceptions": frozenset({"unheard_of"})}, 3, ["authority.unheard_of"]),
        ({"granted_this_month": D(490_000)}, 1, ["authority.month"]),
        (
            {"exposure": D(400_000), "exceptions": frozenset({"overdue", "no_grade"})},
            2,
            ["authority.exposure", "authority.overdue"],
        ),
    ],
)
def test_the_strictest_line_decides_and_is_named(change, level, codes) -> None:
    found = level_for(asking=replace(QUIET, **change), authority=AUTHORITY)
    assert (found.number, [reason.code for reason in found.reasons]) == (level, codes)


@given(st.integers(0, 10_000))
def test_of_any_hundred_automatic_decisions_the_sampled_share_is_looked_at(first) -> None:
    assert sum(is_sampled(number=first + n, authority=AUTHORITY) for n in range(100)) == AUTHORITY.sampled


@pytest.mark.parametrize(
    ("change", "opinions", "deciders", "leaders"),
    [
        ({}, 3, 2, 1),
        ({"hearing": Signing.ANY}, 1, 2, 1),
        ({"finance": False, "sales": False, "legal": False, "hearing": Signing.ANY}, 0, 2, 1),
        ({"deciding": Signing.ANY}, 3, 1, 0),
        ({"deciding": Signing.ANY, "approvers": 0, "management": 2}, 3, 1, 1),
    ],
)
def test_a_way_counts_whom_it_asks(change, opinions, deciders, leaders) -> None:
    way = replace(AUTHORITY.ways[2], **change)
    assert (way.opinions, way.deciders, way.leaders) == (opinions, deciders, leaders)


def test_a_customer_of_a_segment_has_the_matrices_of_its_segment_and_the_proposal_names_it() -> None:
    policy = segmented(grades=STRICT)
    general, own = (propose_limit(ground=replace(GROUND, classes=whom), policy=policy) for whom in ((), ("retail",)))
    assert (general.segment, general.limit, general.days) == ("", D(360_000), 45)
    assert (own.segment, own.limit, own.days) == ("Retail", D(170_000), 22)


def test_the_first_segment_that_holds_a_customer_counts() -> None:
    policy = SHIPPED.with_segment(name="No statements", audience=Audience(False, (), ()))
    policy = policy.with_segment(name="Retail", audience=RETAIL)
    shop = replace(GROUND, classes=("retail",))
    named = [propose_limit(ground=each, policy=policy).segment for each in (shop, replace(shop, sheet=SHEET))]
    assert named == ["No statements", "Retail"]


def test_a_new_segment_changes_nothing_until_its_matrices_do() -> None:
    shop = replace(GROUND, classes=("retail",))
    begun = propose_limit(ground=shop, policy=segmented())
    assert replace(begun, segment="") == propose_limit(ground=shop, policy=SHIPPED)


def test_a_segment_moves_how_far_each_level_reaches_and_nothing_else_of_who_decides() -> None:
    policy = segmented(exposure=(D(1), D(2), D(3)))
    within = policy.within(policy.segments[0]).authority
    assert within == replace(AUTHORITY, exposure=(D(1), D(2), D(3)))


def test_the_longest_term_of_all_is_that_of_the_most_generous_segment() -> None:
    first, *rest = SHIPPED.grades
    assert segmented(grades=(replace(first, days=120), *rest)).longest_days == 120
    assert segmented(grades=STRICT).longest_days == SHIPPED.longest_days == 90


@pytest.mark.parametrize(
    ("matrices", "codes"),
    [
        ({}, []),
        ({"name": ""}, ["granting.segment_names"]),
        ({"audience": Audience(None, (), ())}, ["granting.segment_for_everybody"]),
        ({"weights": dict.fromkeys(BASES, D(0))}, ["granting.segment_tables"]),
        ({"deal_days": ((D(2), 30), (D(1), 60))}, ["granting.segment_tables"]),
        ({"exposure": (D(1), D(1), D(1))}, ["granting.segment_tables"]),
        ({"grades": SHIPPED.grades[1:]}, ["granting.segment_tables"]),
    ],
)
def test_an_unsound_segment_is_named(matrices, codes) -> None:
    assert [fault.code for fault in faults(segmented(**matrices))] == codes


def test_a_worse_grade_that_gets_more_in_a_segment_is_named_with_the_segment() -> None:
    rows = (*SHIPPED.grades[:9], replace(SHIPPED.grades[9], days=400))
    assert faults(segmented(grades=rows)) == (
        Reason("granting.worse_gets_more", {"better": "Retail · C", "worse": "Retail · D"}),
    )


def test_two_segments_of_one_name_are_refused() -> None:
    policy = segmented().with_segment(name="Retail", audience=RETAIL)
    assert [fault.code for fault in faults(policy)] == ["granting.segment_names"]
