"""The cheapest unlock: what is offered works, is the cheapest there is, and names every limit that binds."""

from datetime import timedelta
from decimal import Decimal
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, money, node, policy, rule, snapshot

from onaccount.kernel.money import Money
from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck.rules import AuthorisationFacts, Checkpoint, LimitFacts, StandingFacts, judge
from onaccount.ordercheck.rules.facts import Batch, Foreign, Older, OpenBatch, OverdueFacts
from onaccount.ordercheck.rules.unlock import unlock
from onaccount.ordercheck.rules.unlock_plan import Held, OpenItem, Part, Plan, verdict_with, with_plan
from onaccount.ordercheck.rules.unlock_search import cheapest_subset, smallest
from onaccount.ordercheck.rules.unlock_ways import Action, Family

FULL = policy(rule("total_limit"), rule("limit_missing"), rule("overdue_days", 30), rule("terms_longer"))


def item(number: str, amount: str, *, late: int = 0) -> OpenItem:
    return OpenItem(number, money(amount), TODAY - timedelta(days=late), is_late=late > 0)


def held(asked: str, *items: OpenItem, limit="1000", lines=(), rules=FULL, **more) -> Held:
    owed = sum((each.amount for each in items if each.is_own), Decimal(0))
    late = [each for each in items if each.is_late]
    days = max(((TODAY - each.due_date).days for each in late), default=0)
    overdue = OverdueFacts(days=days, amount=sum((each.amount for each in late), Decimal(0)), items=len(late))
    nodes = more.pop("nodes", (node(amount_limit(limit)),))
    standing = more.pop("standing", StandingFacts(overdue=overdue, credit_days=30))
    return Held(snapshot(asked, *nodes, owed=str(owed), standing=standing, **more), rules, items, tuple(lines))


def ways(found: Held) -> dict[Family, list[tuple[str, Decimal]]]:
    return {way.family: [(act.target, act.amount) for act in way.actions] for way in unlock(found).ways}


def test_the_invoices_to_pay_are_the_cheapest_that_are_enough():
    over = held("300", item("I-1", "500"), item("I-2", "250"), item("I-3", "120"), item("I-4", "60"))
    assert ways(over)[Family.PAY] == [("I-2", 250)]
    assert ways(over)[Family.DEPOSIT] == [("", 230)]
    assert ways(over)[Family.TEMPORARY] == [("C1", 230)]
    assert ways(over)[Family.SPLIT] == [("", 230)]


def test_what_is_split_off_an_order_of_another_currency_is_said_in_its_own():
    over = held("1500.00")
    dollars = Foreign("USD", Decimal(7), TODAY, money("214.28"), *[Decimal(0)] * 3)
    found = replace(over, snapshot=replace(over.snapshot, order=replace(over.snapshot.order, foreign=dollars)))
    (split,) = next(way.actions for way in unlock(found).ways if way.family is Family.SPLIT)
    assert (split.amount, split.written(currency="CNY")) == (500, Money(money("71.43"), "USD"))
    (deposit,) = next(way.actions for way in unlock(found).ways if way.family is Family.DEPOSIT)
    assert deposit.written(currency="CNY") == Money(Decimal(500), "CNY")


def test_two_small_invoices_beat_one_large_and_one_beats_two_for_the_same_money():
    assert ways(held("900", item("A", "700"), item("B", "300"), item("C", "310"), limit="1600"))[Family.PAY] == [
        ("B", 300),
        ("C", 310),
    ]
    assert ways(held("900", item("A", "600"), item("B", "300"), item("C", "300"), limit="1500"))[Family.PAY] == [
        ("A", 600)
    ]


def test_what_is_too_late_must_be_paid_and_the_other_families_take_it_along():
    late = held("500", item("old", "100", late=31), item("new", "700", late=30))
    found = ways(late)
    assert found[Family.PAY] == [("new", 700), ("old", 100)] or found[Family.PAY] == [("old", 100), ("new", 700)]
    assert sorted(found[Family.DEPOSIT]) == [("", 200), ("old", 100)]
    assert sorted(found[Family.TEMPORARY]) == [("C1", 200), ("old", 100)]


def test_longer_terms_are_shortened_to_what_is_agreed():
    found = held("100")
    found = replace(found, snapshot=replace(found.snapshot, order=replace(found.snapshot.order, credit_days=60)))
    assert unlock(found).ways[0].actions == (Action(Family.TERMS, days=30),)


def test_a_temporary_limit_names_every_limit_that_binds():
    both = (node(amount_limit("100")), node(amount_limit("150"), number="G1", is_group=True, others="100"))
    found = unlock(held("200", nodes=both))
    assert [(each.number, each.over) for each in found.binding] == [("G1", 150), ("C1", 100)]
    temporary = next(way for way in found.ways if way.family is Family.TEMPORARY)
    assert [(act.target, act.amount, act.is_group) for act in temporary.actions] == [
        ("C1", 100, False),
        ("G1", 150, True),
    ]
    assert all(act.until == TODAY + timedelta(days=30) for act in temporary.actions)


def test_a_missing_limit_needs_a_temporary_one_for_all_that_stands():
    assert ways(held("200", item("I", "50"), nodes=(node(LimitFacts()),))) == {Family.TEMPORARY: [("C1", 250)]}


def test_lines_are_split_off_whole_and_one_line_always_stays():
    lines = (Part(1, money("100")), Part(2, money("80")), Part(3, money("30")))
    assert ways(held("210", limit="130", lines=lines))[Family.SPLIT] == [("2", 80)]
    assert ways(held("210", limit="30", lines=lines))[Family.SPLIT] == [("1", 100), ("2", 80)]
    assert sorted(ways(held("210", limit="29", lines=lines))[Family.SPLIT]) == [("", 1), ("1", 100), ("2", 80)]


PAYS_FIRST = StandingFacts(credit_days=30, suspensions=(SuspensionKind.PREPAY_ONLY,))


def test_who_pays_first_deposits_the_whole_and_is_not_offered_to_send_a_cent():
    prepay = held("52000", limit="0", rules=policy(rule("account_status"), rule("total_limit")), standing=PAYS_FIRST)
    assert ways(prepay) == {Family.DEPOSIT: [("", 52000)]}


def test_where_an_order_is_split_for_its_size_what_may_go_is_deposited():
    rules = policy(rule("account_status"), rule("order_amount", 30000))
    large = held("52000", limit="90000", rules=rules, standing=PAYS_FIRST)
    assert ways(large)[Family.SPLIT] == [("", 30000), ("", 22000)]


def test_a_split_leaves_a_hundredth_of_the_order_or_is_none():
    assert ways(held("1000", limit="10"))[Family.SPLIT] == [("", 990)]
    assert Family.SPLIT not in ways(held("1000", limit="9.99"))
    tiny = held("1000", rules=policy(rule("order_amount", 9)))
    assert unlock(tiny).ways == ()
    assert unlock(tiny).hopeless == ("ordercheck.order_too_large",)


def test_what_only_a_second_person_lifts_has_no_way():
    stopped = held("100", standing=StandingFacts(suspensions=(SuspensionKind.HARD_HOLD,)))
    found = unlock(stopped)
    assert (found.ways, found.hopeless) == ((), ("ordercheck.hard_hold",))


def test_an_order_that_passes_needs_nothing():
    assert unlock(held("100")).ways == ()


def test_no_split_puts_a_cent_off_where_a_release_is_exceeded_by_one():
    given = AuthorisationFacts("1", money("1000"), Decimal(10), TODAY, "boss")
    grown = held("1100.01", limit="500", authorisation=given)
    assert ways(grown)[Family.SPLIT] == [("", money("11.01"))]
    lines = (Part(1, money("1100")), Part(2, money("0.01")))
    assert ways(replace(grown, lines=lines))[Family.SPLIT] == [("2", money("0.01"))]


AMOUNTS = st.integers(1, 40).map(lambda tens: Decimal(tens) / 2)
ITEMS = st.lists(st.tuples(AMOUNTS, st.sampled_from([0, 10, 31, 45])), max_size=7)
LINES = st.lists(AMOUNTS, min_size=2, max_size=5)


def every_subset(size: int) -> list[frozenset[int]]:
    return [frozenset(found) for found in chain.from_iterable(combinations(range(size), k) for k in range(size + 1))]


@st.composite
def holds(draw) -> Held:
    items = [item(f"I{n}", str(amount), late=late) for n, (amount, late) in enumerate(draw(ITEMS))]
    lines = [Part(n, amount) for n, amount in enumerate(draw(LINES), start=1)]
    asked = sum((line.amount for line in lines), Decimal(0))
    nodes = tuple(
        node(amount_limit(str(draw(AMOUNTS))), number=f"N{n}", is_group=n > 0, others=str(draw(AMOUNTS)))
        for n in range(draw(st.integers(1, 3)))
    )
    use = rule("limit_use_over", draw(st.sampled_from([50, 90, 100])))
    rules = policy(*FULL.rules, *draw(st.sampled_from([(), (use,)])))
    return held(str(asked), *items, nodes=nodes, lines=lines, rules=rules)


def enough(found: Held, **plan) -> bool:
    return verdict_with(Plan(**plan), held=found).passes


@settings(max_examples=150, deadline=None)
@given(holds())
def test_the_best_of_a_family_is_what_trying_everything_finds(found):
    if enough(found):
        return
    offered = {way.family: way for way in unlock(found).ways}
    _same(offered, Family.PAY, [each.amount for each in found.items], lambda some: enough(found, paid=some))
    lines = [each.amount for each in found.lines]
    _same(offered, Family.SPLIT, lines, lambda some: leaves_enough(lines, some) and enough(found, off=some))


def leaves_enough(lines: list[Decimal], off: frozenset[int]) -> bool:
    return sum((lines[n] for n in set(range(len(lines))) - off), Decimal(0)) >= sum(lines) / 100


def _same(offered, family, amounts, accepts):
    costs = [
        (sum((amounts[n] for n in some), Decimal(0)), len(some)) for some in every_subset(len(amounts)) if accepts(some)
    ]
    way = offered.get(family)
    alone = way is not None and {act.family for act in way.actions} == {family}
    assert ((way.money, len(way.actions)) if alone else None) == min(costs, default=None)


@settings(max_examples=80, deadline=None)
@given(holds())
def test_every_way_works_and_no_amount_in_it_could_be_a_cent_smaller(found):
    for way in unlock(found).ways:
        plan = plan_of(way, found)
        assert verdict_with(plan, held=found).passes
        if plan.deposit:
            assert not verdict_with(replace(plan, deposit=plan.deposit - Decimal("0.01")), held=found).passes
        for place, by in plan.raised.items():
            less = replace(plan, raised={**plan.raised, place: by - Decimal("0.01")})
            assert not verdict_with(less, held=found).passes


def plan_of(way, found: Held) -> Plan:
    """The plan an engineer of the customer would make of the words of a way."""
    nodes = {(each.number, each.is_group): place for place, each in enumerate(found.snapshot.nodes)}
    of = {family: [act for act in way.actions if act.family is family] for family in Family}
    return Plan(
        paid=frozenset(n for n, each in enumerate(found.items) for act in of[Family.PAY] if act.target == each.number),
        deposit=sum((act.amount for act in of[Family.DEPOSIT]), Decimal(0)),
        off=frozenset(int(act.target) - 1 for act in of[Family.SPLIT]),
        days=next((act.days for act in of[Family.TERMS]), None),
        raised={nodes[act.target, act.is_group]: act.amount for act in of[Family.TEMPORARY]},
    )


@given(st.lists(AMOUNTS, max_size=9), AMOUNTS, st.frozensets(st.integers(0, 8)))
def test_the_search_finds_the_cheapest_subset_that_trying_all_of_them_finds(amounts, least, wanted):
    def accepts(some: frozenset[int]) -> bool:
        return sum((amounts[n] for n in some), Decimal(0)) >= least and wanted & set(range(len(amounts))) <= some

    found = cheapest_subset(amounts, least=least, accepts=accepts)
    costs = [
        (sum((amounts[n] for n in some), Decimal(0)), len(some)) for some in every_subset(len(amounts)) if accepts(some)
    ]
    cost = None if found is None else (sum((amounts[n] for n in found), Decimal(0)), len(found))
    assert cost == min(costs, default=None)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_smallest_number_is_found_by_halving(least, most):
    assert smallest(lambda n: n >= least, most=most) == (least if least <= most else None)


def test_twenty_items_are_searched_completely_and_more_still_get_an_answer():
    items = [item(f"I{n}", str(100 + n)) for n in range(20)]
    found = unlock(held("1000", *items, limit="2000"))
    pay = next(way for way in found.ways if way.family is Family.PAY)
    assert (found.is_exact, pay.money, len(pay.actions)) == (True, 1190, 11)
    more = unlock(held("1000", *items, *(item(f"X{n}", "100") for n in range(30)), limit="3000"))
    assert not more.is_exact
    assert any(way.family is Family.PAY for way in more.ways)


def test_what_is_split_at_the_gate_keeps_its_place_in_the_ledger():
    found = held("100", limit="50", lines=(Part(1, money("60")), Part(2, money("40"))))
    gate = replace(found.snapshot, checkpoint=Checkpoint.SHIP)
    gate = replace(gate, order=replace(gate.order, occupied=money("100")))
    seen = with_plan(Plan(off=frozenset({0})), held=replace(found, snapshot=gate))
    assert (seen.order.amount, seen.exposure.order) == (40, 60)
    assert not judge(seen, FULL).passes


def test_the_previous_batch_is_paid_off_by_its_invoices():
    batch = OpenBatch(Batch.DELIVERY, "D-1", money("100"), money("100"))
    bills = [replace(item(n, "50"), batches=frozenset({(Batch.DELIVERY, "D-1")})) for n in ("I-1", "I-2")]
    rules = policy(rule("total_limit"), rule("previous_batch", 1))
    waits = held("10", *bills, item("I-3", "20"), rules=rules, standing=StandingFacts(batches=(batch,)))
    assert ways(waits) == {Family.PAY: [("I-1", 50), ("I-2", 50)]}


def test_what_nobody_can_do_anything_about_is_named():
    graded = StandingFacts(grade="C", grade_rank=9, credit_days=30)
    found = unlock(held("10", rules=policy(rule("total_limit"), rule("grade_below", 4)), standing=graded))
    assert (found.ways, len(found.hopeless)) == ((), 1)


def test_of_hundreds_of_items_the_oldest_are_paid_first():
    items = [item(f"I{n}", "10", late=0) for n in range(201)]
    aged = [replace(each, due_date=TODAY - timedelta(days=n)) for n, each in enumerate(items)]
    pay = next(way for way in unlock(held("30", *aged, limit="2010")).ways if way.family is Family.PAY)
    assert [act.target for act in pay.actions] == ["I200", "I199", "I198"]


def test_of_more_lines_than_can_be_searched_as_many_leave_as_may_and_that_is_said():
    lines = [Part(n, money("10")) for n in range(1, 23)]
    found = held("220", limit="100", lines=lines)
    assert len(ways(found)[Family.SPLIT]) == 21
    assert not unlock(found).is_exact


def test_what_is_paid_is_no_longer_old():
    old, new = item("old", "300", late=40), item("new", "100", late=5)
    standing = StandingFacts(
        overdue=OverdueFacts(days=40, amount=money("400"), items=2),
        credit_days=30,
        balance=money("400"),
        older=(Older(30, money("300")),),
    )
    found = held("10", old, new, rules=policy(rule("overdue_share", 50, days=30)), standing=standing)
    assert ways(found)[Family.PAY] == [("old", 300)]
