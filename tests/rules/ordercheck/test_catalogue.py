"""The rules of the catalogue one by one: where each begins to hold, and what it says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, node, order, policy, rule, snapshot

from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import (
    CATALOGUE,
    Around,
    AuthorisationFacts,
    Batch,
    ChangedDetail,
    Checkpoint,
    Contract,
    CustomerFacts,
    Effect,
    Exclusion,
    Exemption,
    Exposure,
    FailOpen,
    Failure,
    FailureKind,
    Fate,
    ItemQuantity,
    Lapsed,
    LimitFacts,
    ListingKind,
    Logic,
    LongestBill,
    NotInvoiced,
    Older,
    OpenBatch,
    Outcome,
    OverdueFacts,
    RuleSetting,
    Scope,
    Standing,
    StandingFacts,
    Strength,
    SuspensionKind,
    Totals,
    Unrated,
    fate,
    is_worse,
    judge,
)
from onaccount.ordercheck.rules import seen as snapshot_of
from onaccount.ordercheck.rules.catalogue.order import previous_batch
from onaccount.trade.rules import AcceptorUse

WIDE = node(amount_limit("1,000,000"))
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
RELEASED = AuthorisationFacts("a", money("1,000,000"), Decimal(10), TODAY, "Wen Li")


def facts(asked="1", *nodes, **standing):
    return snapshot(asked, *(nodes or (WIDE,)), standing=StandingFacts(**standing))


def setting(code, threshold=None, **more):
    return replace(rule(code, threshold), **more)


def outcome(seen, *settings, **more):
    return judge(seen, policy(*settings, **more)).outcome


def holds(seen, *settings, **more):
    return outcome(seen, *settings, **more) is Outcome.HOLD


@pytest.mark.parametrize(
    ("overdue", "owed", "held"), [("101", "901", True), ("100", "901", False), ("101", "899", False)]
)
def test_overdue_amount_holds_only_together_with_the_use_of_the_limit(overdue, owed, held):
    seen = snapshot("0", node(amount_limit("1,000")), owed=owed)
    seen = replace(seen, standing=StandingFacts(overdue=OverdueFacts(9, "I", TODAY, money(overdue), 1)))
    assert holds(seen, setting("overdue_amount", 100, percent=Decimal(90))) is held


def test_overdue_amount_never_holds_who_has_no_bound():
    seen = facts("1", node(LimitFacts()), overdue=OverdueFacts(9, "I", TODAY, money("999"), 1))
    assert not holds(seen, setting("overdue_amount", 100, percent=Decimal(0)))


@pytest.mark.parametrize(("old", "held"), [("20", False), ("20.01", True)])
def test_the_share_of_old_debt_may_equal_its_percentage(old, held):
    seen = facts(balance=money("100"), older=(Older(0, money("90")), Older(30, money(old)), Older(60, money("1"))))
    assert holds(seen, setting("overdue_share", 20, days=Decimal(30))) is held


def test_a_number_of_days_that_was_not_measured_is_judged_by_the_next_fewer():
    seen = facts(balance=money("100"), older=(Older(30, money("21")),), overdue=OverdueFacts(50, amount=money("40")))
    assert holds(seen, setting("overdue_share", 20, days=Decimal(45)))
    assert holds(seen, setting("overdue_share", 39, days=Decimal(10)))
    assert not holds(seen, setting("overdue_share", 40, days=Decimal(10)))


def test_who_owes_nothing_has_no_old_debt():
    assert not holds(facts(), setting("overdue_share", 0))


@pytest.mark.parametrize(("level", "held"), [(2, False), (3, True)])
def test_a_dunning_level_above_the_highest_allowed_holds(level, held):
    assert holds(facts(dunning_level=level), rule("dunning_level", 2)) is held


@pytest.mark.parametrize(("index", "held"), [("50", False), ("49.99", True)])
def test_a_payment_index_below_the_least_holds(index, held):
    assert holds(facts(payment_index=Decimal(index)), rule("payment_index", 50)) is held


@pytest.mark.parametrize("code", ["payment_index", "grade_below", "review_passed", "security_expired"])
def test_what_is_not_known_is_not_measured(code):
    assert judge(facts(), policy(rule(code, 1))).findings == ()


@pytest.mark.parametrize(("days", "held"), [(0, False), (7, False), (8, True)])
def test_a_review_date_holds_when_its_days_of_grace_are_over(days, held):
    assert holds(facts(review_date=TODAY - timedelta(days=days)), rule("review_passed", 7)) is held


@pytest.mark.parametrize(("rank", "held"), [(4, False), (5, True)])
def test_a_grade_below_the_lowest_allowed_holds(rank, held):
    assert holds(facts(grade="BBB", grade_rank=rank), rule("grade_below", 4)) is held


@pytest.mark.parametrize(("unrated", "held"), [(Unrated.PASSES, False), (Unrated.BREAKS, True)])
def test_whether_no_grade_will_do_is_the_policys_word(unrated, held):
    assert holds(facts(), rule("grade_below", 4, unrated=unrated)) is held
    assert not holds(facts(grade="BBB", grade_rank=4), rule("grade_below", 4, unrated=unrated))
    by_number = Exclusion(Scope(customer="C1"), code="grade_below", unit="count", below=Decimal(10))
    seen = judge(facts(), replace(policy(rule("grade_below", 4, unrated=unrated)), exclusions=(by_number,)))
    assert bool(seen.standing) is held


def test_a_rule_on_grades_without_a_lowest_grade_measures_nothing():
    assert judge(facts(grade="D", grade_rank=10), policy(rule("grade_below"))).findings == ()


@pytest.mark.parametrize(("days", "allowed", "held"), [(0, 0, True), (-1, 0, False), (6, 7, False), (7, 7, True)])
def test_security_that_lapsed_holds_from_the_day_on_which_it_no_longer_counts(days, allowed, held):
    seen = facts(lapsed=(Lapsed("guarantee", TODAY - timedelta(days=days)),))
    assert holds(seen, rule("security_expired", allowed)) is held


def test_the_negative_list_is_a_rule_and_the_sanctions_list_is_none():
    assert holds(facts(listings=(ListingKind.NEGATIVE,)), rule("negative_list"))
    assert not holds(facts(listings=(ListingKind.NEGATIVE,)), rule("total_limit"))
    assert not holds(facts(listings=(ListingKind.POSITIVE,)), rule("negative_list"))


@pytest.mark.parametrize("checkpoint", Checkpoint)
def test_sanctions_hold_at_every_checkpoint_whatever_was_released_or_excepted(checkpoint):
    seen = replace(facts(listings=(ListingKind.SANCTIONS,)), checkpoint=checkpoint, authorisation=RELEASED)
    verdict = judge(seen, policy(exclusions=(Exclusion(Scope(), releases_all=True),)))
    assert (verdict.outcome, verdict.is_hard) == (Outcome.HOLD, True)
    assert [found.reason.code for found in verdict.standing] == ["ordercheck.sanctions"]


@pytest.mark.parametrize(("days", "held"), [(45, False), (46, True)])
def test_goods_that_wait_too_long_for_their_invoice_hold(days, held):
    seen = facts(not_invoiced=NotInvoiced("D-1", TODAY - timedelta(days=days), money("5")))
    assert holds(seen, rule("not_invoiced_days", 45)) is held


def test_nothing_delivered_is_nothing_not_invoiced():
    assert not holds(facts(), rule("not_invoiced_days", 0))


def batch(kind, key, left="100"):
    return OpenBatch(kind, key, money("100"), money(left))


@pytest.mark.parametrize(("allowed", "earlier", "held"), [(1, 0, False), (1, 1, True), (2, 1, False), (2, 2, True)])
def test_the_batch_before_is_paid_first_and_this_one_counts(allowed, earlier, held):
    seen = facts(batches=tuple(batch(Batch.DELIVERY, f"D-{n}") for n in range(earlier)))
    assert holds(seen, rule("previous_batch", allowed)) is held


def test_goods_that_left_are_invoiced_whatever_batch_is_unpaid():
    seen = replace(facts(batches=(batch(Batch.DELIVERY, "D-1"),)), checkpoint=Checkpoint.INVOICE)
    assert previous_batch(seen, rule("previous_batch", 1), policy()) == ()


def test_the_order_itself_and_its_own_month_are_no_earlier_batch():
    seen = facts(batches=(batch(Batch.ORDER, "SO-1"), batch(Batch.MONTH, "2026-07"), batch(Batch.DELIVERY, "D-1")))
    assert not holds(seen, setting("previous_batch", batch=Batch.ORDER))
    assert not holds(seen, setting("previous_batch", batch=Batch.MONTH))
    assert holds(seen, setting("previous_batch", batch=Batch.DELIVERY))


@pytest.mark.parametrize(("left", "held"), [("20", False), ("20.01", True)])
def test_a_batch_paid_to_the_agreed_part_counts_as_paid(left, held):
    seen = facts(batches=(batch(Batch.DELIVERY, "D-1", left),))
    assert holds(seen, setting("previous_batch", percent=Decimal(80))) is held


def changed(*, at=NOON, passed=NOON - timedelta(hours=1), **more):
    seen = facts(details=(ChangedDetail("bank_details", at),))
    return replace(seen, passed_at=passed, **more)


def test_a_detail_changed_after_the_order_was_let_go_is_news_that_no_release_covers():
    details = rule("details_changed")
    assert holds(changed(), details)
    assert holds(changed(authorisation=RELEASED), details)
    assert not holds(changed(passed=NOON + timedelta(hours=1)), details)
    assert judge(changed(passed=None), policy(details)).findings == ()


def test_another_ship_to_address_is_a_change_for_the_worse_and_holds():
    before = order("100")
    after = replace(before, is_redirected=True)
    assert is_worse(before, after)
    verdict = judge(replace(facts(), order=after, passed_at=NOON), policy(rule("details_changed")))
    assert verdict.standing[0].reason.facts["details"] == "ship_to"


def test_quantities_are_limited_by_item_and_by_item_group():
    paint = (
        ItemQuantity("PAINT-1", Decimal(6)),
        ItemQuantity("PAINT-2", Decimal(5)),
        ItemQuantity("GLUE", Decimal(99)),
    )
    seen = replace(facts(), order=order("1", items=paint))
    assert holds(seen, setting("quantity", parts={"PAINT*": Decimal(10)}))
    assert not holds(seen, setting("quantity", parts={"PAINT*": Decimal(11), "PAINT-1": Decimal(6)}))
    assert holds(seen, setting("quantity", parts={"PAINT-1": Decimal(5)}))
    assert judge(seen, policy(setting("quantity", parts={"NAIL": Decimal(1)}))).findings == ()


@pytest.mark.parametrize(("through", "held"), [("60", False), ("60.01", True)])
def test_a_customer_occupies_only_so_much_through_one_salesperson(through, held):
    seen = replace(facts(), order=order("40", salesperson="lilei", through_salesperson=money(through)))
    assert holds(seen, setting("salesperson_limit", 10, parts={"lilei": Decimal(100)})) is held
    assert holds(seen, rule("salesperson_limit", 100)) is held


def test_a_salesperson_without_a_limit_and_an_order_without_a_salesperson_are_not_measured():
    named = replace(facts(), order=order("40", salesperson="lilei"))
    assert judge(named, policy(rule("salesperson_limit"))).findings == ()
    assert judge(facts(), policy(rule("salesperson_limit", 1))).findings == ()
    beyond = replace(named, order=replace(named.order, is_beyond=True))
    assert judge(beyond, policy(rule("salesperson_limit", 1))).findings == ()


def test_logic_all_asks_for_every_kind_of_allowance_not_for_every_item():
    seen = facts("11", order_amount=Decimal(10))
    seen = replace(seen, order=order("11", items=(ItemQuantity("A", Decimal(2)), ItemQuantity("B", Decimal(1)))))
    both = (rule("order_amount"), setting("quantity", parts={"A": Decimal(1), "B": Decimal(1)}))
    assert holds(seen, *both, logic=Logic.ALL)
    fits = (rule("order_amount"), setting("quantity", parts={"A": Decimal(2), "B": Decimal(1)}))
    assert not holds(seen, *fits, logic=Logic.ALL)


@pytest.mark.parametrize(
    ("exemption", "exempt"),
    [
        (Exemption("samples", order_types=("sample",)), True),
        (Exemption("inside", customer_classes=("intercompany",)), True),
        (Exemption("both", ("sample",), ("intercompany",)), True),
        (Exemption("other", ("sample",), ("export",)), False),
        (Exemption("spare", ("spare",)), False),
        (Exemption("nobody"), False),
    ],
)
def test_an_exemption_is_for_the_types_and_classes_it_names(exemption, exempt):
    seen = replace(facts("2", node(amount_limit("1"))), customer=CustomerFacts("C1", "x", ("intercompany",)))
    seen = replace(seen, order=order("2", order_type="sample"))
    verdict = judge(seen, policy(exemptions=(exemption,)))
    assert [found.effect for found in verdict.findings] == [Effect.EXEMPT if exempt else Effect.STANDS]


def test_what_of_an_order_asks_for_no_credit_is_not_held_against_the_limit():
    seen = replace(facts("150", node(amount_limit("100"))), order=order("150", uncounted=Decimal(50)))
    assert not holds(seen)
    assert holds(replace(seen, order=order("150", uncounted=Decimal("49.99"))))
    lines = {line.code: line.amount for line in judge(seen, policy()).arithmetic}
    assert (lines["this_order"], lines["uncounted"], lines["exposure_after"]) == (150, -50, 100)
    secured = replace(seen, order=order("150", uncounted=Decimal(50), secured=Decimal(120)))
    written = {line.code: line.amount for line in judge(secured, policy()).arithmetic}
    assert (written["secured"], written["exposure_after"]) == (-100, 0)  # no more than asks for credit


@pytest.mark.parametrize("counts", [True, False])
def test_what_we_owe_the_customer_stands_in_the_arithmetic_only_where_it_counts(counts):
    seen = replace(
        facts("10", node(amount_limit("100"))), exposure=Exposure(receivable=money("50"), credit=money("-20"))
    )
    lines = {line.code: line.amount for line in judge(seen, policy(counts_credits=counts)).arithmetic}
    assert (lines.get("credit"), lines["exposure_after"]) == ((-20, 40) if counts else (None, 60))


def test_without_days_of_grace_not_even_the_day_of_the_passed_check_is_spared():
    assert holds(replace(facts("101", node(amount_limit("100"))), last_passed=TODAY))


@pytest.mark.parametrize(
    ("checkpoint", "uncounted"), [(Checkpoint.ORDER, 9), (Checkpoint.CHANGE, 9), (Checkpoint.SHIP, 0)]
)
def test_an_exempt_order_asks_for_no_credit_and_goods_that_leave_keep_what_they_stood_under(checkpoint, uncounted):
    stands = Standing(TODAY, TODAY, 1, "CNY", CustomerFacts("C1", "x"), (), StandingFacts())
    told = {"checkpoint": checkpoint, "totals": Totals(Exposure(), {})}
    exempt = policy(exemptions=(Exemption("samples", ("sample",)),))
    found = snapshot_of(stands, order=order("9", order_type="sample"), policy=exempt, **told)
    other = snapshot_of(stands, order=order("9", order_type="usual"), policy=exempt, **told)
    assert (found.order.uncounted, other.order.uncounted) == (uncounted, 0)


@pytest.mark.parametrize(
    ("checkpoint", "paid", "allowed", "held"),
    [
        (Checkpoint.SHIP, "29.99", None, True),
        (Checkpoint.SHIP, "30", None, False),
        (Checkpoint.PICK, "0", None, True),
        (Checkpoint.SHIP, "20", 10, False),
        (Checkpoint.ORDER, "0", None, False),
    ],
)
def test_what_is_due_before_the_goods_leave_is_asked_for_at_the_gate(checkpoint, paid, allowed, held):
    seen = replace(facts("100"), checkpoint=checkpoint)
    seen = replace(seen, order=order("100", due_ahead=money("30"), paid_ahead=money(paid)))
    gate = setting("unpaid_ahead", allowed, strengths=dict.fromkeys(Checkpoint, Strength.HOLD))
    assert holds(seen, gate) is held
    assert not holds(replace(seen, order=order("100")), gate)


@pytest.mark.parametrize(("days", "held"), [(180, False), (181, True)])
def test_terms_with_bills_run_from_the_invoice_to_the_bills_due_date(days, held):
    seen = facts(longest_bill=LongestBill("BA-1", days))
    assert holds(seen, setting("effective_term", "180")) is held
    assert judge(facts(), policy(rule("effective_term", 1))).findings == ()


@pytest.mark.parametrize(("held", "over"), [("1", []), ("1.01", ["ordercheck.acceptor_over"])])
def test_bills_of_one_acceptor_are_held_against_what_we_take_of_it(held, over):
    uses = (AcceptorUse("B", False, money(held), money("1")), AcceptorUse("state_bank", True, money("5"), money("9")))
    verdict = judge(
        facts(acceptors=(*uses, AcceptorUse("C", False, money("99"), None))), policy(rule("acceptor_limit"))
    )
    assert [found.reason.code for found in verdict.standing] == over
    assert [found.reason.facts["acceptor"] for found in verdict.findings] == ["B"]
    assert judge(facts(acceptors=()), policy(rule("acceptor_limit"))).findings == ()


def test_an_order_without_a_contract_in_force_waits():
    assert holds(facts(), setting("contract_missing"))
    assert not holds(facts(contract=Contract("Frame", TODAY)), setting("contract_missing"))
    (found,) = judge(facts(), policy(setting("contract_missing"))).findings
    assert (found.measure, found.allowed) == (1, 0)


@pytest.mark.parametrize(("asked", "held"), [("10", False), ("10.01", True)])
def test_a_group_may_hold_only_so_much_of_what_all_customers_owe(asked, held):
    """15 of 60 is a quarter, this order included."""
    seen = facts(asked, around=Around(money("5"), money("45")))
    assert holds(seen, setting("concentration", "25")) is held
    assert judge(facts(), policy(rule("concentration", 25))).findings == ()
    nobody = facts("0", around=Around(money("0"), money("0")))
    assert not holds(nobody, setting("concentration", "0"))


def test_what_is_secured_hangs_on_the_same_name():
    seen = facts("10.01", around=Around(money("5"), money("45")))
    secured = replace(seen, order=replace(seen.order, secured=money("10.01")), secured=money("4"))
    rules = policy(rule("concentration", 25))
    assert judge(secured, rules).findings == judge(seen, rules).findings


def test_what_a_person_stopped_is_not_exempt():
    seen = replace(facts(suspensions=(SuspensionKind.STOP_SUPPLY,)), order=order("1", order_type="sample"))
    assert holds(seen, exemptions=(Exemption("samples", ("sample",)),))


def test_the_positive_list_passes_only_where_the_policy_says_so():
    seen = facts("2", node(amount_limit("1")), listings=(ListingKind.POSITIVE,))
    assert outcome(seen, positive_list_passes=True) is Outcome.RELEASE
    assert outcome(seen) is Outcome.HOLD


def failing(kind=FailureKind.SOURCE_STALE, asked="100", **more):
    return replace(facts(asked, **more), failures=(Failure(kind, "erp", TODAY),))


def test_a_technical_failure_is_a_status_of_its_own_and_waits():
    rules = policy()
    verdict = judge(failing(), rules)
    assert (verdict.outcome, fate(verdict, policy=rules)) == (Outcome.FAILED, Fate.WAITS)
    assert [found.rule for found in verdict.standing] == ["technical"]


@pytest.mark.parametrize(("asked", "expected"), [("100", Outcome.RELEASE), ("100.01", Outcome.FAILED)])
def test_a_stale_source_fails_open_up_to_the_amount_of_the_nearest_scope(asked, expected):
    opened = (FailOpen(Scope(), Decimal(1)), FailOpen(Scope(customer="C1"), Decimal(100)))
    assert outcome(failing(asked=asked), fail_open=opened) is expected
    assert outcome(failing(asked=asked), fail_open=(FailOpen(Scope(customer="C2"), Decimal(999)),)) is Outcome.FAILED


def test_a_missing_rate_never_fails_open_and_says_nothing_about_credit():
    seen = failing(FailureKind.RATE_MISSING)
    seen = replace(seen, nodes=())
    verdict = judge(seen, policy(rule("limit_missing"), fail_open=(FailOpen(Scope(), Decimal(999)),)))
    assert verdict.outcome is Outcome.FAILED
    assert [found.rule for found in verdict.findings] == ["technical"]


def test_a_person_may_release_in_spite_of_a_failure_and_nobody_in_spite_of_a_hard_hold():
    assert outcome(replace(failing(), authorisation=RELEASED)) is Outcome.RELEASE
    assert outcome(failing(suspensions=(SuspensionKind.HARD_HOLD,))) is Outcome.HOLD


def test_passing_over_a_failure_excuses_no_credit_reason():
    seen = replace(snapshot("2", node(amount_limit("1"))), failures=(Failure(FailureKind.SOURCE_UNREACHABLE, "erp"),))
    assert outcome(seen, fail_open=(FailOpen(Scope(), Decimal(5)),)) is Outcome.HOLD


def test_grace_days_spare_what_passed_and_no_more():
    seen = replace(facts("100", node(amount_limit("1"))), last_passed=TODAY, passed_amount=money("100"))
    grace = {"grace_days": {Checkpoint.ORDER: 2}}
    assert outcome(seen, **grace) is Outcome.RELEASE
    assert outcome(replace(seen, order=order("100.01")), **grace) is Outcome.HOLD


EVERYTHING = replace(
    facts(
        "100",
        node(amount_limit("1")),
        overdue=OverdueFacts(99, "I", TODAY, money("99"), 1),
        suspensions=(SuspensionKind.PREPAY_ONLY,),
        credit_days=30,
        order_amount=Decimal(1),
        order_quantity=Decimal(1),
        balance=money("100"),
        older=(Older(0, money("99")),),
        dunning_level=3,
        payment_index=Decimal(-1),
        grade="D",
        grade_rank=10,
        review_date=TODAY - timedelta(days=2),
        listings=(ListingKind.NEGATIVE,),
        lapsed=(Lapsed("deposit", TODAY - timedelta(days=2)),),
        details=(ChangedDetail("ship_to", NOON),),
        not_invoiced=NotInvoiced("D-1", TODAY - timedelta(days=9), money("1")),
        acceptors=(
            AcceptorUse("commercial", True, money("2"), money("1")),
            AcceptorUse("望川铸业", False, money("2"), money("1")),
            AcceptorUse("岚江银行", False, money("9"), None),
        ),
        batches=(batch(Batch.DELIVERY, "D-1"),),
        longest_bill=LongestBill("BA-1", 200),
        around=Around(money("1"), money("1")),
    ),
    order=order("100", quantity=Decimal(9), credit_days=90, salesperson="lilei"),
    passed_at=NOON - timedelta(days=1),
)
NEEDS_A_NUMBER = {"grade_below": 5, "salesperson_limit": 1}


def everything(seen):
    settings = [RuleSetting(code, Decimal(n) if (n := NEEDS_A_NUMBER.get(code)) else None) for code in CATALOGUE]
    return judge(seen, policy(*(replace(each, strengths=rule("x").strengths) for each in settings)))


def test_every_rule_of_the_catalogue_can_fire_and_has_its_words():
    gate = replace(EVERYTHING, checkpoint=Checkpoint.SHIP, order=order("1", due_ahead=money("1")))
    cases = (EVERYTHING, facts("1", node(LimitFacts())), gate)
    fired = [found for seen in cases for found in everything(seen).standing]
    assert {found.rule for found in fired} == set(CATALOGUE)
    assert set(CATALOGUE) <= set(labels.RULES)
    for found in fired:
        words = str(labels.REASONS[found.reason.code])
        assert words.format_map(found.reason.facts)


def test_every_rule_that_passes_has_its_words():
    calm = replace(
        EVERYTHING, standing=StandingFacts(payment_index=Decimal(99), grade="A", grade_rank=3, review_date=TODAY)
    )
    calm = replace(calm, standing=replace(calm.standing, acceptors=(AcceptorUse("B", False, money("1"), money("1")),)))
    of_class = replace(calm.standing, acceptors=(AcceptorUse("city_bank", True, money("1"), money("1")),))
    calm = replace(
        calm, standing=replace(calm.standing, longest_bill=LongestBill("BA-1", 0), contract=Contract("Frame"))
    )
    calm = replace(calm, standing=replace(calm.standing, around=Around(money("0"), money("10"))), order=order("0"))
    gate = replace(calm, checkpoint=Checkpoint.SHIP, order=order("1", due_ahead=money("1"), paid_ahead=money("1")))
    for found in (
        *everything(calm).findings,
        *everything(gate).findings,
        *everything(replace(calm, standing=of_class)).findings,
    ):
        assert str(labels.REASONS[found.reason.code]).format_map(found.reason.facts)
