"""What a trial run would have held: money that comes in clears an order, alone and on its day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, amount_limit, node, policy, rule, snapshot

from onaccount.ordercheck.rules import OverdueSwitches, RateUsed, Snapshot, SuspensionKind, judge
from onaccount.ordercheck.rules.claims import Claim, Objection, Word, overdue_on, under_switches
from onaccount.ordercheck.rules.facts import Older, OverdueFacts, StandingFacts
from onaccount.ordercheck.rules.trial import (
    Receipt,
    TrialHold,
    causes_of,
    freed_on,
    sums_by_cause,
    sums_by_customer,
)

BOTH = policy(rule("total_limit"), rule("overdue_days", 30))


def day(later: int) -> date:
    return TODAY + timedelta(days=later)


def paid(amount: str, later: int, *companies: str, currency: str = "CNY", is_own: bool = True) -> Receipt:
    return Receipt(day(later), Decimal(amount), currency, companies or ("C1",), is_own)


def claim(amount: str, *, overdue: int, settled: tuple[tuple[int, str], ...] = (), number: str = "I1") -> Claim:
    parts = tuple((day(later), Decimal(part)) for later, part in settled)
    return Claim(number, day(-overdue), Decimal(amount), "CNY", parts)


def freed(seen: Snapshot, *receipts: Receipt, claims: tuple[Claim, ...] = (), until: int = 90) -> date | None:
    return freed_on(seen, policy=BOTH, receipts=receipts, claims=claims, until=day(until))


def over(by: str = "1000") -> Snapshot:
    return snapshot("5000", node(amount_limit("10000")), owed=str(5000 + int(by)))


def test_an_order_over_the_limit_is_cleared_on_the_day_enough_has_come_in() -> None:
    assert freed(over(), paid("400", 2), paid("600", 9), paid("9000", 12)) == day(9)


def test_a_cent_too_little_never_clears() -> None:
    assert freed(over(), paid("999.99", 3)) is None


def test_money_after_the_last_day_looked_at_does_not_count() -> None:
    assert freed(over(), paid("1000", 9), until=8) is None


def test_an_overdue_item_clears_the_order_when_it_is_settled() -> None:
    late = snapshot("1", node(amount_limit("10000")), overdue_days=40)
    assert freed(late, claims=(claim("500", overdue=40, settled=((3, "200"), (6, "300"))),)) == day(6)


def test_what_becomes_overdue_meanwhile_keeps_the_order() -> None:
    late = snapshot("1", node(amount_limit("10000")), overdue_days=40)
    next_one = claim("70", overdue=28, number="I2")
    assert freed(late, claims=(claim("500", overdue=40, settled=((6, "500"),)), next_one)) is None


@pytest.mark.parametrize(("companies", "cleared"), [(("C2", "P"), True), (("X",), False)])
def test_a_sibling_s_payment_relieves_the_group_s_bound_only(companies: tuple[str, ...], cleared: bool) -> None:
    group = node(amount_limit("10000"), number="P", is_group=True, others="6000")
    seen = snapshot("5000", node(amount_limit("9000")), group)
    assert (freed(seen, paid("1000", 4, *companies, is_own=False)) is not None) == cleared


def test_foreign_money_counts_at_the_rate_of_the_check_and_without_one_not_at_all() -> None:
    euro = paid("125", 2, currency="EUR")
    with_rate = replace(over(), rates=(RateUsed("EUR", Decimal(8), TODAY),))
    assert (freed(with_rate, euro), freed(over(), euro)) == (day(2), None)


def test_money_does_not_lift_a_hard_hold() -> None:
    seen = over()
    stopped = replace(seen, standing=replace(seen.standing, suspensions=(SuspensionKind.HARD_HOLD,)))
    assert freed(stopped, paid("9000", 1)) is None


def test_the_causes_are_the_rules_that_hold_by_themselves() -> None:
    seen = snapshot("5000", node(amount_limit("1000")), overdue_days=40)
    assert causes_of(judge(seen, BOTH)) == ("total_limit", "overdue_days")


def hold(order: str, amount: str, *causes: str, waited: int, cleared: bool = True, customer: str = "C1") -> TrialHold:
    return TrialHold(
        decision_id=1,
        order_id=None,
        order_number=order,
        customer_number=customer,
        customer_name=customer,
        checkpoint="order",
        outcome="hold",
        amount=Decimal(amount),
        currency="CNY",
        causes=causes,
        decided_on=TODAY,
        freed_on=day(waited) if cleared else None,
        waited_days=waited,
    )


HOLDS = (
    hold("A", "100", "total_limit", waited=3),
    hold("B", "900", "total_limit", "overdue_days", waited=9, customer="C2"),
    hold("C", "50", "overdue_days", waited=60, cleared=False),
)


def test_an_order_counts_under_each_of_its_causes_and_only_cleared_ones_have_a_wait() -> None:
    found = [(s.heading, s.orders, s.customers, s.amount, s.freed, s.median_days) for s in sums_by_cause(HOLDS)]
    assert found == [
        ("total_limit", 2, 2, Decimal(1000), 2, 3),
        ("overdue_days", 2, 2, Decimal(950), 1, 9),
    ]


def test_by_customer_each_order_counts_once() -> None:
    assert [(s.heading, s.amount, s.median_days) for s in sums_by_customer(HOLDS)] == [
        ("C2", Decimal(900), 9),
        ("C1", Decimal(150), 3),
    ]


def test_who_was_never_cleared_has_no_wait() -> None:
    assert [each.median_days for each in sums_by_customer(HOLDS[2:])] == [None]


amounts = st.decimals(min_value=0, max_value=3000, places=2)


@given(st.lists(st.tuples(amounts, st.integers(0, 40)), max_size=6), st.integers(1, 3000))
def test_more_money_never_clears_an_order_later(receipts: list[tuple[Decimal, int]], extra: int) -> None:
    came = [Receipt(day(later), amount, "CNY", ("C1",), True) for amount, later in receipts]
    seen = over("2000")
    before = freed(seen, *came)
    after = freed(seen, *came, paid(str(extra), 0))
    assert before is None or (after is not None and after <= before)


def counted(claim_made: Claim, later: int, **switches: bool) -> Decimal:
    return claim_made.counts_on(day(later), switches=OverdueSwitches(**switches))


def test_a_disputed_part_is_left_out_only_on_the_days_between_its_beginning_and_its_end() -> None:
    noted = replace(claim("100", overdue=40), objections=(Objection(Decimal(30), day(2), day(5)),))
    assert [counted(noted, later) for later in (1, 2, 4, 5)] == [Decimal(100), Decimal(70), Decimal(70), Decimal(100)]
    assert counted(noted, 3, disputed=True) == Decimal(100)


def test_a_promise_takes_its_item_out_until_its_day_has_passed_or_it_ended() -> None:
    noted = replace(claim("100", overdue=40), words=(Word(day(6), day(2)), Word(day(9), day(7), day(8))))
    found = [counted(noted, later, promised=False) for later in (1, 2, 6, 7, 8)]
    assert found == [Decimal(100), Decimal(0), Decimal(0), Decimal(0), Decimal(100)]
    assert counted(noted, 3) == Decimal(100)


def test_what_is_tiny_or_not_due_is_not_overdue_and_another_currency_counts_at_the_rate_of_the_check() -> None:
    owed = (claim("5", overdue=50), claim("70", overdue=-1), replace(claim("90.01", overdue=20), currency="EUR"))
    switches = OverdueSwitches(tiny_below=Decimal(6))
    older = (Older(0, Decimal(9)), Older(30, Decimal(9)))
    unknown = replace(snapshot("1"), standing=StandingFacts(older=older))
    seen = replace(unknown, rates=(RateUsed("EUR", Decimal("7.5"), TODAY),))
    found = overdue_on(TODAY, claims=owed, switches=switches, seen=seen)
    assert (found.days, found.amount, found.items) == (20, Decimal("675.07"), 1)
    assert overdue_on(TODAY, claims=(), switches=switches, seen=seen) == OverdueFacts()
    again = under_switches(seen, claims=owed, switches=OverdueSwitches())
    assert (again.balance, again.older) == (Decimal("750.07"), (Older(0, Decimal("680.07")), Older(30, Decimal(5))))
    late = overdue_on(TODAY, claims=owed, switches=switches, seen=unknown)
    assert (late.days, late.amount, late.items) == (20, Decimal(0), 1)


def test_an_order_held_for_a_disputed_item_would_have_gone_on_with_the_next_money() -> None:
    late = snapshot("1", node(amount_limit("10000")), overdue_days=40)
    disputed = replace(claim("100", overdue=40), objections=(Objection(Decimal(100), day(1)),))
    assert freed(late, paid("1", 3), claims=(disputed,)) == day(3)
