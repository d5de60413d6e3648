"""What every rule says when it is broken and when it is kept, and in which unit: exclusions are matched by it, people read it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, node, order, policy, rule, snapshot

from onaccount.ordercheck.rules import (
    CATALOGUE,
    Batch,
    ChangedDetail,
    Checkpoint,
    CustomerFacts,
    Effect,
    Exclusion,
    FailOpen,
    Failure,
    FailureKind,
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
    Scope,
    StandingFacts,
    SuspensionKind,
    Waived,
    judge,
)
from onaccount.ordercheck.rules.facts import Around, Contract
from onaccount.trade.rules import AcceptorUse, Exposure

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
BROKEN = snapshot(
    "600",
    node(amount_limit("999.99")),
    owed="500",
    checkpoint=Checkpoint.SHIP,
    order=order(
        "600",
        quantity=Decimal(6),
        credit_days=60,
        salesperson="li",
        through_salesperson=money("500"),
        due_ahead=money("9"),
    ),
    exposure=Exposure(receivable=money("500"), credit=money("-100")),
    standing=StandingFacts(
        overdue=OverdueFacts(days=31, amount=money("200"), items=2),
        suspensions=(SuspensionKind.PREPAY_ONLY,),
        credit_days=30,
        balance=money("500"),
        older=(Older(10, money("200")),),
        dunning_level=3,
        payment_index=Decimal(40),
        grade="CC",
        grade_rank=8,
        review_date=TODAY - timedelta(days=5),
        listings=(ListingKind.NEGATIVE,),
        lapsed=(Lapsed("guarantee", TODAY),),
        details=(ChangedDetail("ship_to", NOON + timedelta(seconds=1)),),
        not_invoiced=NotInvoiced("D-1", TODAY - timedelta(days=40), money("5")),
        acceptors=(AcceptorUse("bank", is_class=False, held=money("9"), allowed=money("8")),),
        batches=(OpenBatch(Batch.DELIVERY, "D-0", money("5"), money("5")),),
        longest_bill=LongestBill("B-1", 181),
        around=Around(group=money("0"), elsewhere=money("500")),
    ),
    passed_at=NOON,
)
KEPT = snapshot(
    "1",
    node(amount_limit("1,000")),
    checkpoint=Checkpoint.SHIP,
    order=order(
        "1", quantity=Decimal(1), credit_days=30, salesperson="li", due_ahead=money("9"), paid_ahead=money("9")
    ),
    exposure=Exposure(credit=money("-100")),
    standing=StandingFacts(
        suspensions=(SuspensionKind.PREPAY_ONLY,),
        credit_days=30,
        balance=money("500"),
        payment_index=Decimal(80),
        grade="A",
        grade_rank=3,
        review_date=TODAY,
        lapsed=(Lapsed("guarantee", TODAY - timedelta(days=1)),),
        acceptors=(AcceptorUse("bank", is_class=False, held=money("8"), allowed=money("8")),),
        longest_bill=LongestBill("B-1", 180),
        contract=Contract("frame contract"),
        around=Around(group=money("0"), elsewhere=money("500")),
    ),
    passed_at=NOON,
)
RULES = {
    "total_limit": (rule("total_limit"), "over_limit", "inside_limit", "amount"),
    "limit_missing": (rule("limit_missing"), "limit_there", "limit_there", "limits"),
    "order_amount": (rule("order_amount", 500), "order_too_large", "order_amount_allowed", "amount"),
    "quantity": (rule("quantity", 5), "quantity_too_large", "quantity_allowed", "quantity"),
    "salesperson_limit": (rule("salesperson_limit", 900), "salesperson_over", "salesperson_inside", "amount"),
    "overdue_days": (rule("overdue_days", 30), "overdue", "not_overdue", "days"),
    "overdue_amount": (rule("overdue_amount", 100), "overdue_and_used", "overdue_or_used", "amount"),
    "overdue_share": (rule("overdue_share", 10, days=Decimal(10)), "share_too_old", "share_allowed", "percent"),
    "dunning_level": (rule("dunning_level", 2), "level_too_high", "level_allowed", "count"),
    "not_invoiced_days": (rule("not_invoiced_days", 30), "not_invoiced", "invoiced", "days"),
    "acceptor_limit": (rule("acceptor_limit"), "acceptor_over", "acceptor_inside", "amount"),
    "effective_term": (rule("effective_term", 180), "term_with_bills_long", "term_with_bills_inside", "days"),
    "previous_batch": (rule("previous_batch", 1), "batch_unpaid", "batches_paid", "count"),
    "unpaid_ahead": (rule("unpaid_ahead"), "ahead_unpaid", "ahead_paid", "amount"),
    "account_status": (rule("account_status"), "prepay_only", "prepaid", "amount"),
    "terms_longer": (rule("terms_longer"), "terms_longer", "terms_agreed", "days"),
    "limit_use_over": (rule("limit_use_over", 90), "limit_used", "limit_use_allowed", "percent"),
    "payment_index": (rule("payment_index", 50), "index_too_low", "index_allowed", "count"),
    "grade_below": (rule("grade_below", 5), "grade_too_low", "grade_allowed", "count"),
    "review_passed": (rule("review_passed", 4), "review_missed", "review_in_time", "days"),
    "security_expired": (rule("security_expired", 0), "security_lapsed", "security_lapsed", "days"),
    "negative_list": (rule("negative_list"), "listed_negative", "not_listed", "listings"),
    "details_changed": (rule("details_changed"), "details_changed", "details_as_before", "count"),
    "contract_missing": (rule("contract_missing"), "no_contract", "contract_in_force", "count"),
    "concentration": (rule("concentration", 60), "too_concentrated", "spread", "percent"),
}


def test_every_rule_of_the_catalogue_has_its_words_here():
    assert list(RULES) == list(CATALOGUE)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_one_word_when_broken_and_another_when_kept(code):
    setting, broken, kept, unit = RULES[code]
    found = [judge(seen, policy(setting)).findings[0] for seen in (BROKEN, KEPT)]
    assert [one.reason.code for one in found] == [f"ordercheck.{broken}", f"ordercheck.{kept}"]
    assert [one.unit for one in found] == [unit, unit]
    assert [one.effect is Effect.STANDS for one in found] == [broken != "limit_there", broken == kept != "limit_there"]


def test_the_figures_in_the_reason_are_those_that_were_compared():
    def facts(code: str) -> dict[str, object]:
        return dict(judge(BROKEN, policy(RULES[code][0])).findings[0].reason.facts)

    assert facts("salesperson_limit") == {
        "salesperson": "li",
        "through": "1100.00 CNY",
        "allowed": "900.00 CNY",
        "over": "200.00 CNY",
    }
    assert facts("account_status") == {"cash": "100.00 CNY", "needed": "600.00 CNY", "short": "500.00 CNY"}
    assert facts("details_changed") == {"details": "ship_to"}
    assert judge(KEPT, policy(rule("details_changed"))).findings[0].reason.facts == {}


def test_a_detail_changed_at_the_very_moment_of_the_release_was_known_to_it():
    at_once = replace(BROKEN.standing, details=(ChangedDetail("ship_to", NOON),))
    assert judge(replace(BROKEN, standing=at_once), policy(rule("details_changed"))).outcome is Outcome.RELEASE


def test_fewer_than_a_hundred_days_does_not_mean_a_hundred():
    rules = policy(
        rule("overdue_days", 61),
        exclusions=(Exclusion(Scope(customer_class="partner"), "overdue_days", "days", Decimal(100)),),
    )
    partner = CustomerFacts("C1", "x", ("partner",))
    on = {days: judge(snapshot("1", overdue_days=days, customer=partner), rules).outcome for days in (99, 100)}
    assert on == {99: Outcome.RELEASE, 100: Outcome.HOLD}


def test_an_item_and_an_item_group_are_told_apart_by_the_star():
    parts = {"PAINT": Decimal(5)}
    more = snapshot("1", node(amount_limit("9")))
    lines = replace(more.order, items=(ItemQuantity("PAINT-2", Decimal(6)),))
    assert judge(replace(more, order=lines), policy(rule("quantity", parts=parts))).findings == ()
    grouped = policy(rule("quantity", parts={"PAINT*": Decimal(5)}))
    assert judge(replace(more, order=lines), grouped).outcome is Outcome.HOLD


def test_a_relaxed_finding_keeps_all_it_said():
    rules = (rule("order_amount", 10), rule("quantity", 5))
    seen = snapshot("11", node(amount_limit("99")), order=order("11", quantity=Decimal(5)))
    strict, relaxed = (judge(seen, policy(*rules, logic=logic)).findings for logic in (Logic.ANY, Logic.ALL))
    assert relaxed == (replace(strict[0], effect=Effect.RELAXED), strict[1])


def test_how_far_to_pass_while_a_source_fails_is_said_by_the_nearest_scope():
    down = Failure(FailureKind.SOURCE_STALE, "erp", date(2026, 6, 1))
    seen = snapshot("50", node(LimitFacts()), failures=(down,), customer=CustomerFacts("C1", "x", ("partner",)))
    near = (FailOpen(Scope(), Decimal(100)), FailOpen(Scope(customer_class="partner"), Decimal(10)))
    found = judge(seen, policy(rule("quantity", 5), fail_open=near))
    finding = found.findings[0]
    assert (found.outcome, finding.unit, finding.measure, finding.allowed) == (Outcome.FAILED, "amount", 50, 10)
    assert finding.reason.code == "ordercheck.source_stale"
    assert finding.reason.facts == {"source": "erp", "well_until": "2026-06-01"}


def test_a_waiver_reaches_its_last_day_its_amount_and_its_breach_exactly():
    over = snapshot("600", node(amount_limit("1,000")), owed="500")
    word = Waived("total_limit", "w", money("600"), money("100"), TODAY, NOON)
    for waived, effect in (
        (word, Effect.WAIVED),
        (replace(word, rule="quantity"), Effect.STANDS),
        (replace(word, valid_until=TODAY - timedelta(days=1)), Effect.STANDS),
        (replace(word, amount=money("599.99")), Effect.STANDS),
        (replace(word, beyond=money("99.99")), Effect.STANDS),
    ):
        assert judge(replace(over, waived=(waived,)), policy()).findings[0].effect is effect


def test_what_was_measured_is_told_with_the_figure_it_was_held_against():
    def told(code: str, setting=None, seen=BROKEN) -> tuple[Decimal, Decimal]:
        found = judge(seen, policy(setting or RULES[code][0])).findings[0]
        return found.measure, found.allowed

    with_unposted = replace(BROKEN, exposure=replace(BROKEN.exposure, unposted=money("7")))
    two_lapsed = replace(
        BROKEN.standing, lapsed=(Lapsed("guarantee", TODAY), Lapsed("pledge", TODAY - timedelta(days=9)))
    )
    nothing_granted = replace(BROKEN, nodes=(node(amount_limit("0")),))
    assert told("overdue_share") == (40, 10)
    assert told("terms_longer", rule("terms_longer", 5)) == (60, 35)
    assert told("account_status", seen=with_unposted) == (607, 100)
    assert told("security_expired", seen=replace(BROKEN, standing=two_lapsed)) == (1, 0)
    assert told("limit_use_over", seen=nothing_granted) == (100, 90)
    assert told("limit_use_over", seen=replace(nothing_granted, exposure=Exposure(credit=money("-600")))) == (0, 90)
    assert told("review_passed", seen=KEPT) == (0, 4)


def test_an_item_beyond_its_allowance_is_named_with_the_excess():
    seen = snapshot("1", node(amount_limit("9")))
    seen = replace(seen, order=replace(seen.order, items=(ItemQuantity("PAINT-2", Decimal(6)),)))
    found = judge(seen, policy(rule("quantity", parts={"PAINT*": Decimal(5)}))).findings[0].reason
    assert (found.code, dict(found.facts)) == (
        "ordercheck.item_quantity_too_large",
        {"quantity": "6", "allowed": "5", "over": "1", "item": "PAINT*"},
    )
