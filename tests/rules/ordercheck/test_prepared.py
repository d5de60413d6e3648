"""What is prepared on a standing is never anything but the pure judgement, in value and in writing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.json import decode
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, money, order, policy, rule
from tests.rules.ordercheck.test_laws import AMOUNTS, DAYS, exposures, limits
from tests.rules.ordercheck.test_standing_rules import OTHERS, STANDING

from onaccount.ordercheck.rules import (
    CATALOGUE,
    Batch,
    Checkpoint,
    CustomerFacts,
    Equality,
    Exclusion,
    Exemption,
    Exposure,
    ItemQuantity,
    Lapsed,
    LimitFacts,
    LimitType,
    ListingKind,
    Logic,
    Mode,
    NotInvoiced,
    OpenBatch,
    OrderCover,
    OrderFacts,
    OverdueFacts,
    Passed,
    Policy,
    Prepared,
    RuleSetting,
    Scope,
    Share,
    Standing,
    StandingFacts,
    StandingNode,
    Stood,
    Strength,
    SuspensionKind,
    Totals,
    Verdict,
    as_bytes,
    as_json,
    judge,
    measured,
    prepared_on,
    seen,
    short_snapshot,
    short_verdict,
    whole_verdict,
)
from onaccount.ordercheck.rules.telling import TELLINGS
from onaccount.ordercheck.rules.verdict import Effect

NUMBERS = st.sampled_from(["SO-1", "SO-2"])
PAST = st.dates(date(2026, 1, 1), TODAY)
SCOPES = st.sampled_from([Scope(), Scope(customer="C1"), Scope(customer_class="A"), Scope(customer="C2")])
facts = st.builds(
    StandingFacts,
    overdue=st.builds(OverdueFacts, days=DAYS, amount=AMOUNTS),
    suspensions=st.lists(st.sampled_from(SuspensionKind), unique=True, max_size=1).map(tuple),
    credit_days=st.none() | DAYS,
    order_amount=st.none() | AMOUNTS,
    order_quantity=st.none() | AMOUNTS,
    balance=AMOUNTS,
    dunning_level=st.integers(0, 4),
    payment_index=st.none() | st.decimals(0, 100, places=1),
    grade_rank=st.none() | st.integers(1, 10),
    review_date=st.none() | PAST,
    listings=st.lists(st.sampled_from(ListingKind), unique=True, max_size=1).map(tuple),
    lapsed=st.lists(st.builds(Lapsed, st.just("deposit"), PAST), max_size=1).map(tuple),
    not_invoiced=st.none() | st.builds(NotInvoiced, st.just("D-1"), PAST, AMOUNTS),
    batches=st.lists(st.builds(OpenBatch, st.sampled_from(Batch), NUMBERS, AMOUNTS, AMOUNTS), max_size=2).map(tuple),
)
nodes = st.builds(
    StandingNode,
    st.sampled_from(["C1", "P"]),
    st.just("x"),
    st.booleans(),
    limits,
    others=st.lists(st.builds(Share, st.sampled_from([2, 3, 4]), st.sampled_from([None, Decimal(8)])), max_size=2).map(
        tuple
    ),
)
standings = st.builds(
    Standing,
    as_of=st.just(TODAY),
    valid_until=st.just(TODAY + timedelta(days=1)),
    policy_number=st.just(1),
    currency=st.sampled_from(["CNY", "JPY"]),
    customer=st.just(CustomerFacts("C1", "x", ("A",))),
    nodes=st.lists(nodes, min_size=1, max_size=3).map(tuple),
    facts=facts,
    order_covers=st.lists(
        st.builds(OrderCover, NUMBERS, AMOUNTS, st.sampled_from(["CNY", "JPY", "USD"]), AMOUNTS), max_size=2
    ).map(tuple),
)
policies = st.builds(
    Policy,
    number=st.just(1),
    mode=st.sampled_from(Mode),
    rules=st.lists(
        st.builds(
            RuleSetting,
            code=st.sampled_from(sorted(CATALOGUE)),
            threshold=st.decimals(0, 100, places=0),
            strengths=st.fixed_dictionaries({Checkpoint.ORDER: st.sampled_from(Strength)}),
            scope=SCOPES,
            parts=st.just({"A": Decimal(3), "lilei": Decimal(50)}),
            batch=st.sampled_from(Batch),
        ),
        max_size=20,
    ).map(tuple),
    exclusions=st.lists(
        st.builds(Exclusion, SCOPES, st.sampled_from(sorted(CATALOGUE)), st.just("amount"), AMOUNTS, st.booleans()),
        max_size=1,
    ).map(tuple),
    exemptions=st.lists(st.just(Exemption("own", customer_classes=("A",))), max_size=1).map(tuple),
    equality=st.sampled_from(Equality),
    logic=st.sampled_from(Logic),
    counts_credits=st.booleans(),
    positive_list_passes=st.booleans(),
)
orders = st.builds(
    OrderFacts,
    number=NUMBERS,
    amount=AMOUNTS,
    order_date=st.just(TODAY),
    ship_date=st.just(TODAY),
    quantity=st.decimals(0, 1000, places=3),
    credit_days=st.none() | DAYS,
    is_beyond=st.booleans(),
    uncounted=st.sampled_from([Decimal(0), Decimal(1)]),
    items=st.lists(st.builds(ItemQuantity, st.sampled_from("AB"), st.just(Decimal(5))), max_size=1).map(tuple),
    salesperson=st.sampled_from(["", "lilei"]),
    through_salesperson=AMOUNTS,
).filter(lambda order: order.uncounted <= order.amount)
totals = st.builds(
    Totals,
    exposures,
    st.dictionaries(st.sampled_from([2, 3]), exposures),
    st.lists(
        st.builds(Stood, NUMBERS, st.sampled_from([None, 2, 3, 9]), st.just("USD"), AMOUNTS, AMOUNTS), max_size=2
    ).map(tuple),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(standings, policies, orders, totals)
def test_the_prepared_judgement_is_the_pure_one_and_writes_the_same(standing, policy, order, totals):
    prepared = Prepared(measured(standing, policy=policy), policy=policy)
    expected = seen(standing, checkpoint=Checkpoint.ORDER, order=order, totals=totals, policy=policy)
    snapshot = prepared.snapshot(order=order, totals=totals)
    verdict = prepared.verdict(snapshot)
    assert (snapshot, verdict) == (expected, judge(expected, policy))
    assert prepared.written(snapshot) == (as_bytes(snapshot), as_bytes(short_snapshot(snapshot, prepared.standing)))


def every_finding(finding) -> bytes:
    return as_bytes(
        (finding.rule, finding.reason.code, finding.reason.facts, finding.measure, finding.allowed, finding.effect)
    )


def passing(standing, policy, order, totals) -> tuple[Passed | Verdict, Verdict]:
    prepared = Prepared(measured(standing, policy=policy), policy=policy)
    snapshot = prepared.snapshot(order=order, totals=totals)
    return prepared.judged(snapshot), judge(snapshot, policy)


def kept_on(standing, policy) -> list:
    kept = Prepared(measured(standing, policy=policy), policy=policy).kept_findings
    assert kept is not None
    return kept


FIGURES = st.sampled_from(
    [Decimal(0), Decimal("0.01"), Decimal("100.00"), Decimal(300), Decimal("1e6"), Decimal("99999.500")]
)
looking_at_orders = st.builds(
    Policy,
    number=st.just(1),
    mode=st.just(Mode.LIVE),
    rules=st.lists(st.sampled_from([*sorted(TELLINGS), "overdue_days"]), unique=True, max_size=6).flatmap(
        lambda codes: st.tuples(
            *(
                st.builds(
                    RuleSetting,
                    st.just(code),
                    st.none() | FIGURES,
                    st.fixed_dictionaries({Checkpoint.ORDER: st.sampled_from([Strength.WARN, Strength.HOLD])}),
                    percent=st.none() | FIGURES,
                    parts=st.sampled_from([{}, {"A": Decimal(3)}]),
                )
                for code in codes
            )
        )
    ),
    equality=st.sampled_from(Equality),
    logic=st.sampled_from(Logic),
    grace_days=st.sampled_from([{}, {Checkpoint.ORDER: 9}]),
    counts_credits=st.booleans(),
)
limited = st.builds(LimitFacts, st.sampled_from([LimitType.AMOUNT, LimitType.UNLIMITED]), FIGURES, temporary=FIGURES)
open_standings = st.builds(
    replace,
    standings,
    nodes=st.lists(st.builds(replace, nodes, limit=limited), min_size=1, max_size=3).map(tuple),
    order_covers=st.just(()),
    facts=st.builds(
        StandingFacts,
        overdue=st.builds(OverdueFacts, days=DAYS, amount=FIGURES),
        credit_days=st.sampled_from([None, 0, 30]),
        order_amount=st.none() | FIGURES,
        order_quantity=st.none() | FIGURES,
    ),
)
usual_orders = st.builds(
    replace,
    orders,
    amount=FIGURES,
    uncounted=st.just(Decimal(0)),
    is_beyond=st.just(False),
    salesperson=st.just(""),
    credit_days=st.sampled_from([None, 0, 30, 31]),
    quantity=FIGURES,
)
low_totals = st.builds(
    Totals,
    st.builds(
        Exposure, order=FIGURES, receivable=FIGURES, bill=FIGURES, credit=st.sampled_from([Decimal(0), Decimal(-200)])
    ),
    st.dictionaries(st.sampled_from([2, 3]), st.builds(Exposure, order=FIGURES)),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(open_standings, looking_at_orders, usual_orders, low_totals)
def test_an_order_that_passes_is_judged_and_written_as_any_other(standing, policy, order, totals):
    said, whole = passing(standing, policy, order, totals)
    if isinstance(said, Verdict):
        assert said == whole
        return
    assert said == whole
    assert (said.outcome, said.free, said.standing) == (whole.outcome, whole.free, whole.standing)
    assert (said.arithmetic, said.is_authorised) == (whole.arithmetic, whole.is_authorised)
    written = b",".join(every_finding(each) for each in whole.findings)
    assert said.written("here", write=every_finding) == b"[%b]" % written
    assert as_bytes(short_verdict(said)) == as_bytes(short_verdict(whole))
    limits = ((each.measure, each.allowed) for each in whole.findings if each.rule == "total_limit")
    assert said.of_rule("total_limit") == next(limits, None)
    assert not {each.effect for each in whole.findings} & {Effect.IN_GRACE, Effect.AUTHORISED, Effect.WAIVED}
    cited = decode(as_bytes(short_verdict(said, cites=True)))
    assert whole_verdict(cited, lambda: kept_on(standing, policy)) == as_json(whole)


SINGLE = replace(STANDING, order_covers=(), facts=StandingFacts(credit_days=60))
GENEROUS = policy(
    *(rule(code, 99_999) for code in ("total_limit", "order_amount", "quantity", "terms_longer", "overdue_days"))
)


@pytest.mark.parametrize(("amount", "passes"), [("818.92", True), ("818.93", False)])
def test_what_breaks_nothing_is_never_put_together_and_what_breaks_something_always(amount, passes):
    said, whole = passing(
        SINGLE, GENEROUS, order(amount, credit_days=30), Totals(Exposure(receivable=money("1")), OTHERS)
    )
    assert isinstance(said, Passed) is passes
    assert (whole.outcome == "release") is passes


PARTS = rule("quantity", parts={"A": Decimal(1)})
SOME = (ItemQuantity("A", Decimal(1)),)


def test_a_quantity_that_is_just_allowed_is_over_by_nothing_in_the_digits_of_both():
    said, whole = passing(
        SINGLE, policy(PARTS, rule("quantity", 2)), order("10", quantity=money("2.00")), Totals(Exposure(), OTHERS)
    )
    assert said.written("here", write=every_finding) == b"[%b]" % b",".join(map(every_finding, whole.findings))


@pytest.mark.parametrize(
    ("asked", "rules", "passes"),
    [
        ({"is_beyond": True}, GENEROUS, False),
        ({"credit_days": 30}, GENEROUS, True),
        ({"credit_days": 61}, policy(rule("terms_longer")), False),
        ({"items": SOME}, policy(PARTS), False),
        ({"items": ()}, policy(PARTS), True),
        ({"salesperson": "lilei"}, policy(rule("salesperson_limit", 9)), False),
        ({"salesperson": ""}, policy(rule("salesperson_limit", 9)), True),
    ],
)
def test_what_only_the_rule_itself_can_say_is_left_to_it(asked, rules, passes):
    said, whole = passing(SINGLE, rules, order("10", **asked), Totals(Exposure(), OTHERS))
    assert (isinstance(said, Passed), said == whole) == (passes, True)


UNBOUND = replace(SINGLE, nodes=(replace(SINGLE.nodes[0], limit=LimitFacts(LimitType.UNLIMITED)),))
LATE = replace(SINGLE, facts=StandingFacts(overdue=OverdueFacts(days=31, amount=money("10"))))
FREE_RULES = policy(rule("total_limit"), rule("order_amount"), rule("quantity"), rule("limit_use_over"))


@pytest.mark.parametrize(
    ("standing", "rules", "asked", "passes"),
    [
        (UNBOUND, FREE_RULES, {"quantity": money("1")}, True),
        (SINGLE, FREE_RULES, {"quantity": money("1")}, True),
        (SINGLE, policy(rule("order_amount", 9)), {}, False),
        (SINGLE, policy(rule("quantity", 1)), {"quantity": money("2")}, False),
        (SINGLE, policy(rule("limit_use_over", 1)), {}, False),
        (SINGLE, policy(rule("overdue_amount", 9)), {}, True),
        (LATE, policy(rule("overdue_amount", 9)), {}, False),
    ],
)
def test_a_rule_that_allows_everything_says_nothing_of_an_order_and_one_that_is_broken_judges_it(
    standing, rules, asked, passes
):
    said, whole = passing(standing, rules, order("10", **asked), Totals(Exposure(), OTHERS))
    assert (isinstance(said, Passed), said == whole) == (passes, True)


def test_an_answer_that_cites_the_standing_repeats_none_of_its_words():
    said, whole = passing(SINGLE, GENEROUS, order("10"), Totals(Exposure(), OTHERS))
    cited = short_verdict(said, cites=True)
    assert b"overdue_days" in as_bytes(short_verdict(said))
    assert b"total_limit" not in as_bytes(cited)
    assert b"overdue_days" not in as_bytes(cited)
    assert whole_verdict(decode(as_bytes(cited)), lambda: kept_on(SINGLE, GENEROUS)) == as_json(whole)


def test_a_verdict_that_was_put_together_cites_nothing():
    said, whole = passing(SINGLE, GENEROUS, order("9999999"), Totals(Exposure(), OTHERS))
    assert isinstance(said, Verdict)
    assert short_verdict(said, cites=True) == short_verdict(whole)


def test_what_has_to_be_judged_whole_keeps_no_findings_beside_its_standing():
    covered = replace(SINGLE, order_covers=(OrderCover("SO-1", Decimal(5)),))
    assert Prepared(measured(covered, policy=GENEROUS), policy=GENEROUS).kept_findings is None
    unrated = replace(SINGLE, nodes=(replace(SINGLE.nodes[0], others=(Share(2, unrated="USD/CNY"),)),))
    assert prepared_on(unrated, policy=GENEROUS) is None
    assert prepared_on(SINGLE, policy=GENEROUS) is not None


def test_a_passed_order_tells_what_one_rule_measured_and_allowed():
    said, whole = passing(SINGLE, FREE_RULES, order("10", quantity=money("1")), Totals(Exposure(), OTHERS))
    (limit,) = [each for each in whole.findings if each.rule == "total_limit"]
    assert said.of_rule("total_limit") == (limit.measure, limit.allowed)
    assert said.of_rule("overdue_days") is None


def test_the_findings_of_orders_that_pass_are_written_once():
    prepared = Prepared(measured(SINGLE, policy=GENEROUS), policy=GENEROUS)
    written: list[str] = []

    def write(finding) -> bytes:
        written.append(finding.rule)
        return every_finding(finding)

    for amount in ("10", "20"):
        snapshot = prepared.snapshot(order=order(amount), totals=Totals(Exposure(), OTHERS))
        said = prepared.judged(snapshot)
        expected = b",".join(every_finding(each) for each in judge(snapshot, GENEROUS).findings)
        assert said.written("once", write=write) == b"[%b]" % expected
    assert sorted(written) == ["order_amount", "overdue_days", "quantity", "total_limit"]


def test_a_form_of_what_orders_that_pass_have_in_common_is_made_once():
    prepared = Prepared(measured(SINGLE, policy=GENEROUS), policy=GENEROUS)
    made: list[bytes] = []

    def make() -> bytes:
        made.append(b"a form")
        return made[-1]

    passed = [
        prepared.judged(prepared.snapshot(order=order(amount), totals=Totals(Exposure(), OTHERS)))
        for amount in ("10", "20")
    ]
    assert [each.form("one", make=make) for each in passed] == [b"a form"] * 2
    assert len(made) == 1
    assert passed[0].form("another", make=lambda: b"other") == b"other"


def test_a_name_with_the_characters_of_a_mark_is_judged_the_long_way():
    named = replace(SINGLE, customer=CustomerFacts("C1", "\ue000order\ue000"))
    said, whole = passing(named, GENEROUS, order("10"), Totals(Exposure(), OTHERS))
    assert (type(said), said) == (Verdict, whole)


def test_a_percent_sign_in_a_name_is_written_as_it_stands():
    named = replace(SINGLE, nodes=tuple(replace(each, name="100 % Paint %d") for each in SINGLE.nodes))
    said, whole = passing(named, GENEROUS, order("10"), Totals(Exposure(), OTHERS))
    assert isinstance(said, Passed)
    assert said.written("here", write=every_finding) == b"[%b]" % b",".join(map(every_finding, whole.findings))


def test_a_standing_that_was_not_measured_is_measured_when_it_is_prepared():
    found = policy(rule("total_limit"), rule("overdue_days", 30))
    prepared = Prepared(STANDING, policy=found)
    snapshot = prepared.snapshot(order=order("10"), totals=Totals(Exposure(receivable=money("1")), OTHERS))
    assert prepared.verdict(snapshot) == judge(snapshot, found)


def test_words_are_written_once_for_each_prepared_finding_and_for_none_other():
    written: list[str] = []
    prepared = Prepared(STANDING, policy=policy(rule("total_limit"), rule("overdue_days", 30)))

    def write(finding) -> bytes:
        written.append(finding.rule)
        return finding.rule.encode()

    texts = [prepared.texts("en", write=write) for _ in range(2)]
    verdict = prepared.verdict(prepared.snapshot(order=order("10"), totals=Totals(Exposure(), OTHERS)))
    assert written == ["overdue_days"]
    assert [texts[0].get(id(each)) for each in verdict.findings] == [None, b"overdue_days"]
