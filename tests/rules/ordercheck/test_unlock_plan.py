"""What a check would see after a plan was carried out, to the last field; and until when a temporary limit is asked for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, node, order, policy, rule, snapshot

from onaccount.ordercheck.rules import Checkpoint, LimitFacts, LimitType, StandingFacts
from onaccount.ordercheck.rules.facts import Batch, ItemQuantity, Older, OpenBatch, OverdueFacts
from onaccount.ordercheck.rules.unlock import unlock
from onaccount.ordercheck.rules.unlock_plan import Held, OpenItem, Part, Plan, raisable, with_plan
from onaccount.ordercheck.rules.unlock_ways import Family

FIRST, SECOND = (
    OpenBatch(Batch.DELIVERY, "D-1", Decimal(100), Decimal(60)),
    OpenBatch(Batch.MONTH, "2026-05", Decimal(90), Decimal(40)),
)
ITEMS = (
    OpenItem(
        "I-1", Decimal(60), TODAY - timedelta(days=40), is_late=True, batches=frozenset({(Batch.DELIVERY, "D-1")})
    ),
    OpenItem(
        "I-2", Decimal(30), TODAY - timedelta(days=30), is_late=True, batches=frozenset({(Batch.MONTH, "2026-05")})
    ),
    OpenItem("I-3", Decimal("9.50"), TODAY - timedelta(days=31), is_late=True),
    OpenItem("I-4", Decimal(70), TODAY + timedelta(days=5)),
    OpenItem("I-5", Decimal(8), TODAY - timedelta(days=90), is_own=False, is_late=True),
)
STANDING = StandingFacts(
    overdue=OverdueFacts(90, "I-5", TODAY - timedelta(days=90), Decimal("107.50"), 4),
    balance=Decimal(200),
    older=(Older(0, Decimal(107)), Older(30, Decimal(77))),
    batches=(FIRST, SECOND),
)
ITEMS = tuple(replace(each, counted=each.amount) if each.is_own else each for each in ITEMS)
HELD = Held(
    snapshot("300", node(amount_limit("100")), owed="200", standing=STANDING), policy(rule("total_limit")), ITEMS
)


def after(*paid: int):
    return with_plan(Plan(paid=frozenset(paid)), held=HELD)


def test_what_is_paid_leaves_the_account_the_balance_the_age_and_its_batch():
    seen = after(0, 4)
    assert seen == replace(
        HELD.snapshot,
        exposure=replace(HELD.snapshot.exposure, receivable=Decimal(140)),
        standing=replace(
            STANDING,
            overdue=OverdueFacts(31, "I-3", TODAY - timedelta(days=31), Decimal("39.50"), 2),
            balance=Decimal(140),
            older=(Older(0, Decimal("39.50")), Older(30, Decimal("9.50"))),
            batches=(SECOND,),
        ),
    )


def test_a_batch_paid_in_part_stays_open_for_the_rest_and_a_cent_is_a_rest():
    assert after(1).standing.batches == (FIRST, replace(SECOND, open=Decimal(10)))
    cent = replace(HELD.snapshot, standing=replace(STANDING, batches=(replace(FIRST, open=Decimal("60.01")),)))
    left = with_plan(Plan(paid=frozenset({0})), held=replace(HELD, snapshot=cent)).standing.batches
    assert left == (replace(FIRST, open=Decimal("0.01")),)


def test_what_is_not_late_changes_no_age_and_when_all_late_is_paid_nothing_is():
    assert after(3).standing == replace(STANDING, balance=Decimal(130))
    nothing = after(0, 1, 2, 4).standing
    assert nothing.overdue == OverdueFacts(0, "", None, Decimal(0), 0)
    assert [each.amount for each in nothing.older] == [0, 0]


def test_a_balance_never_falls_below_nothing():
    little = replace(HELD.snapshot, standing=replace(STANDING, balance=Decimal(50)))
    assert with_plan(Plan(paid=frozenset({0})), held=replace(HELD, snapshot=little)).standing.balance == 0


def test_money_deposited_waits_on_the_account_and_for_the_order():
    seen = with_plan(Plan(deposit=Decimal(80)), held=HELD)
    assert (seen.exposure.credit, seen.order.paid_ahead, seen.exposure.receivable) == (-80, 80, 200)


@pytest.mark.parametrize(("point", "stays"), [(Checkpoint.CHANGE, 0), (Checkpoint.PICK, 30), (Checkpoint.SHIP, 30)])
def test_what_is_split_off_at_the_gate_goes_on_occupying_and_before_it_does_not(point, stays):
    order = replace(HELD.snapshot.order, occupied=Decimal(290), quantity=Decimal(9), uncounted=Decimal(50))
    lines = (Part(1, Decimal(30), Decimal(4)), Part(2, Decimal(270), Decimal(5)))
    found = Held(replace(HELD.snapshot, order=order, checkpoint=point), HELD.policy, (), lines)
    seen = with_plan(Plan(off=frozenset({0}), cut=Decimal(10)), held=found)
    assert (seen.order.amount, seen.order.quantity, seen.order.uncounted) == (260, 5, 10)
    assert (seen.order.occupied, seen.exposure.order) == (290 - stays, stays)


def test_lines_split_off_take_their_items_along_so_that_a_limit_of_one_item_has_a_way():
    items = (ItemQuantity("GLUE", Decimal(7)), ItemQuantity("PAINT", Decimal(9)))
    lines = (
        Part(1, Decimal(100), Decimal(4), "PAINT"),
        Part(2, Decimal(130), Decimal(5), "PAINT"),
        Part(3, Decimal(70), Decimal(7), "GLUE"),
    )
    seen = snapshot("300", node(amount_limit("999")), order=order("300", items=items, quantity=Decimal(16)))
    found = Held(seen, policy(rule("quantity", parts={"PAINT": Decimal(5)})), (), lines)
    split = with_plan(Plan(off=frozenset({0, 2})), held=found)
    assert split.order.items == (ItemQuantity("PAINT", Decimal(5)),)
    (way,) = unlock(found).ways
    assert [(act.family, act.target) for act in way.actions] == [(Family.SPLIT, "1")]


def test_a_limit_can_be_raised_where_one_binds_else_at_the_buyer_and_never_above_an_unlimited_one():
    bound, none, free = node(amount_limit("1")), node(LimitFacts()), node(LimitFacts(LimitType.UNLIMITED))
    assert raisable(replace(HELD.snapshot, nodes=(none, bound, free, bound))) == (1, 3)
    assert raisable(replace(HELD.snapshot, nodes=(none, none))) == (0,)
    assert raisable(replace(HELD.snapshot, nodes=(none, free))) == ()
    assert raisable(replace(HELD.snapshot, nodes=())) == ()
    raised = with_plan(
        Plan(raised={1: Decimal(7)}), held=replace(HELD, snapshot=replace(HELD.snapshot, nodes=(bound, bound)))
    )
    assert [each.limit.temporary for each in raised.nodes] == [0, 7]


@pytest.mark.parametrize(
    ("asked", "agreed", "ships", "days"),
    [(45, 60, 0, 45), (None, 60, 0, 60), (None, None, 0, 30), (45, 60, 10, 55), (45, 60, -10, 45)],
)
def test_a_temporary_limit_is_asked_for_until_the_order_is_due(asked, agreed, ships, days):
    order = replace(HELD.snapshot.order, credit_days=asked, ship_date=TODAY + timedelta(days=ships))
    seen = replace(HELD.snapshot, order=order, standing=StandingFacts(credit_days=agreed))
    (way,) = (way for way in unlock(replace(HELD, snapshot=seen, items=())).ways if way.family is Family.TEMPORARY)
    until: date | None = way.actions[0].until
    assert until == TODAY + timedelta(days=days)


def test_what_is_demanded_stands_until_the_last_item_at_its_level_is_paid_in_full():
    items = (
        OpenItem("I-1", Decimal(60), TODAY, level=3),
        OpenItem("I-2", Decimal(30), TODAY, level=2, is_settled=False),
        OpenItem("I-3", Decimal(10), TODAY),
    )
    demanded = replace(HELD.snapshot, standing=replace(STANDING, dunning_level=3))
    held = replace(HELD, snapshot=demanded, items=items)
    levels = [
        with_plan(Plan(paid=frozenset(paid)), held=held).standing.dunning_level for paid in ({1}, {0}, {0, 2}, {0, 1})
    ]
    assert levels == [3, 2, 2, 2]


@pytest.mark.parametrize(("point", "uncounted"), [(Checkpoint.ORDER, 20), (Checkpoint.SHIP, 100)])
def test_money_for_an_order_pays_first_what_is_due_ahead_of_it(point, uncounted):
    order = replace(HELD.snapshot.order, uncounted=Decimal(100))
    held = replace(HELD, snapshot=replace(HELD.snapshot, order=order, checkpoint=point))
    seen = with_plan(Plan(deposit=Decimal(80)), held=held)
    assert (seen.order.uncounted, seen.exposure.credit) == (uncounted, -80)


def test_an_amount_of_a_single_line_takes_its_part_of_the_quantity_along():
    order = replace(HELD.snapshot.order, quantity=Decimal(7), items=(ItemQuantity("GLUE", Decimal(7)),))
    lines = (Part(1, Decimal(300), Decimal(7), "GLUE"),)
    held = replace(HELD, snapshot=replace(HELD.snapshot, order=order), lines=lines)
    seen = with_plan(Plan(cut=Decimal(200)), held=held).order
    assert (seen.amount, seen.quantity, seen.items) == (
        100,
        Decimal("2.334"),
        (ItemQuantity("GLUE", Decimal("2.334")),),
    )


def test_what_is_paid_in_another_account_frees_the_limits_it_fills():
    elsewhere = OpenItem("I-9", Decimal(40), TODAY, is_own=False, freed=Decimal("39.99"), nodes=frozenset({1}))
    nodes = tuple(replace(each, others=Decimal(100)) for each in (node(amount_limit("100")), node(amount_limit("900"))))
    held = replace(HELD, snapshot=replace(HELD.snapshot, nodes=nodes), items=(elsewhere,))
    seen = with_plan(Plan(paid=frozenset({0})), held=held)
    assert ([each.others for each in seen.nodes], seen.exposure) == ([100, Decimal("60.01")], held.snapshot.exposure)


def test_an_order_whose_lines_cannot_both_ask_for_something_is_not_split():
    lines = (Part(1, Decimal(380), item="PAINT"), Part(2, Decimal(-80), item="DISCOUNT"))
    found = unlock(replace(HELD, items=(), lines=lines))
    assert Family.SPLIT not in {way.family for way in found.ways}
