"""What holds for every order, limit and exposure."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace
from tests.rules.ordercheck.builders import TODAY

from onaccount.ordercheck.rules import (
    CATALOGUE,
    AuthorisationFacts,
    Checkpoint,
    CustomerFacts,
    Exposure,
    LimitFacts,
    LimitType,
    Mode,
    NodeFacts,
    OrderFacts,
    OverdueFacts,
    Policy,
    RuleSetting,
    Snapshot,
    StandingFacts,
    Strength,
    SuspensionKind,
    as_json,
    headroom,
    judge,
    policy_from_json,
    replay,
    snapshot_from_json,
    verdict_from_json,
)

AMOUNTS = st.decimals(0, 10_000_000, places=2)
DEBTS = st.decimals(-1_000_000, 0, places=2)
DAYS = st.integers(0, 400)
RANK = {"release": 0, "warn": 1, "hold": 2, "refuse": 3}

limits = st.one_of(
    st.builds(LimitFacts, st.just(LimitType.AMOUNT), AMOUNTS, temporary=AMOUNTS),
    st.builds(LimitFacts, st.sampled_from([LimitType.NONE, LimitType.UNLIMITED, LimitType.PREPAY])),
    st.builds(LimitFacts, st.just(LimitType.PREPAY), takes_cash=st.just(True)),
)
nodes = st.builds(NodeFacts, st.text("ABC", min_size=1), st.text(max_size=5), st.booleans(), limits, AMOUNTS)
orders = st.builds(
    OrderFacts,
    number=st.just("SO-1"),
    amount=AMOUNTS,
    order_date=st.just(TODAY),
    ship_date=st.just(TODAY),
    quantity=st.decimals(0, 1000, places=3),
    credit_days=st.none() | DAYS,
)
exposures = st.builds(
    Exposure, order=AMOUNTS, order_beyond=AMOUNTS, delivery=AMOUNTS, receivable=AMOUNTS, bill=AMOUNTS, credit=DEBTS
)
standings = st.builds(
    StandingFacts,
    overdue=st.builds(OverdueFacts, days=DAYS, amount=AMOUNTS),
    suspensions=st.lists(st.sampled_from(SuspensionKind), unique=True).map(tuple),
    credit_days=st.none() | DAYS,
    order_amount=st.none() | AMOUNTS,
)
authorisations = st.none() | st.builds(
    AuthorisationFacts,
    reference=st.just("a"),
    amount=AMOUNTS,
    tolerance_percent=st.decimals(0, 20, places=2),
    valid_until=st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
    given_by=st.text(max_size=5),
)
snapshots = st.builds(
    Snapshot,
    as_of=st.just(TODAY),
    checkpoint=st.sampled_from(Checkpoint),
    currency=st.just("CNY"),
    customer=st.just(CustomerFacts("C1", "x")),
    order=orders,
    exposure=exposures,
    nodes=st.lists(nodes, min_size=1, max_size=3).map(tuple),
    standing=standings,
    authorisation=authorisations,
)
settings = st.builds(
    RuleSetting,
    code=st.sampled_from(sorted(CATALOGUE)),
    threshold=st.decimals(0, 100, places=0),
    strengths=st.dictionaries(st.sampled_from(Checkpoint), st.sampled_from(Strength)),
)
policies = st.builds(
    Policy,
    number=st.integers(1, 9),
    mode=st.sampled_from(Mode),
    rules=st.lists(settings, max_size=8).map(tuple),
    counts_credits=st.booleans(),
)


def rank(snapshot: Snapshot, policy: Policy) -> int:
    return RANK[judge(snapshot, policy).outcome]


def with_limits(snapshot: Snapshot, extra: Decimal) -> Snapshot:
    def raised(node: NodeFacts) -> NodeFacts:
        if node.limit.type is not LimitType.AMOUNT:
            return node
        return replace(node, limit=replace(node.limit, value=node.limit.value + extra))

    return replace(snapshot, nodes=tuple(raised(node) for node in snapshot.nodes))


@given(snapshots, policies)
def test_what_is_stored_gives_the_same_verdict_again(snapshot, policy):
    verdict = judge(snapshot, policy)
    assert snapshot_from_json(as_json(snapshot)) == snapshot
    assert policy_from_json(as_json(policy)) == policy
    assert verdict_from_json(as_json(verdict)) == verdict
    assert replay(snapshot=as_json(snapshot), policy=as_json(policy)) == as_json(verdict)


@given(snapshots, policies, AMOUNTS, st.sampled_from(["order", "delivery", "unposted", "receivable", "bill"]))
def test_more_exposure_never_turns_a_hold_into_a_release(snapshot, policy, extra, stage):
    more = replace(snapshot.exposure, **{stage: getattr(snapshot.exposure, stage) + extra})
    assert rank(replace(snapshot, exposure=more), policy) >= rank(snapshot, policy)


@given(snapshots, policies, st.sampled_from(["limit_use_over", "overdue_amount"]), st.integers(0, 120))
def test_a_limit_is_used_beyond_in_a_group_when_it_is_at_any_of_its_nodes(snapshot, policy, code, percent):
    setting = RuleSetting(code, Decimal(percent), {}, percent=Decimal(percent))

    def is_beyond(*nodes: NodeFacts) -> bool:
        return any(found.is_exceeded for found in CATALOGUE[code](replace(snapshot, nodes=nodes), setting, policy))

    assert is_beyond(*snapshot.nodes) == any(is_beyond(each) for each in snapshot.nodes)


@given(snapshots, policies, AMOUNTS)
def test_more_exposure_of_siblings_never_turns_a_hold_into_a_release(snapshot, policy, extra):
    fuller = tuple(replace(node, others=node.others + extra) for node in snapshot.nodes)
    assert rank(replace(snapshot, nodes=fuller), policy) >= rank(snapshot, policy)


@given(snapshots, policies, AMOUNTS)
def test_a_higher_limit_never_turns_a_release_into_a_hold(snapshot, policy, extra):
    assert rank(with_limits(snapshot, extra), policy) <= rank(snapshot, policy)


@given(snapshots, policies, AMOUNTS)
def test_a_larger_order_is_never_judged_more_kindly(snapshot, policy, extra):
    larger = replace(snapshot, order=replace(snapshot.order, amount=snapshot.order.amount + extra))
    assert rank(larger, policy) >= rank(snapshot, policy)


@given(snapshots, policies)
def test_whoever_pays_first_is_judged_alike_whatever_the_policy_says_of_credits(snapshot, policy):
    first = replace(snapshot.nodes[0], limit=LimitFacts(LimitType.PREPAY, takes_cash=True))
    paying = replace(snapshot, nodes=(first, *snapshot.nodes[1:]))
    assert judge(paying, replace(policy, counts_credits=False)) == judge(paying, replace(policy, counts_credits=True))


@given(snapshots, policies)
def test_nothing_a_machine_does_passes_a_hard_hold(snapshot, policy):
    stopped = replace(snapshot, standing=replace(snapshot.standing, suspensions=(SuspensionKind.HARD_HOLD,)))
    assert not judge(stopped, policy).passes


@given(snapshots)
def test_unlimited_is_never_over_its_limit(snapshot):
    free = replace(snapshot, nodes=(NodeFacts("C1", "x", is_group=False, limit=LimitFacts(LimitType.UNLIMITED)),))
    strict = Policy(1, Mode.LIVE, (RuleSetting("total_limit", strengths=dict.fromkeys(Checkpoint, Strength.HOLD)),))
    assert judge(free, strict).free is None
    assert [finding for finding in judge(free, strict).standing if not finding.is_hard] == []


@given(snapshots, policies)
def test_an_order_of_exactly_what_is_free_fits_and_a_cent_more_does_not(snapshot, policy):
    for node in snapshot.nodes:
        free = headroom(node, snapshot=snapshot, policy=policy).free
        if free is not None and free >= 0:
            exact = replace(snapshot, order=replace(snapshot.order, amount=free))
            above = replace(snapshot, order=replace(snapshot.order, amount=free + Decimal("0.01")))
            assert headroom(node, snapshot=exact, policy=policy).over <= 0
            assert headroom(node, snapshot=above, policy=policy).over > 0


@given(snapshots, policies)
def test_the_arithmetic_adds_up(snapshot, policy):
    lines = {line.code: line.amount for line in judge(snapshot, policy).arithmetic}
    if lines:
        stages = [field.name for field in fields(Exposure)]
        own = [
            lines.get("open_orders" if stage == "order" else stage, 0) for stage in stages if stage != "order_beyond"
        ]
        this = lines["this_order"] + lines.get("secured", 0) + lines.get("beyond_horizon", 0)
        assert lines["exposure_after"] == lines.get("others", 0) + max(0, sum(own) + this)
