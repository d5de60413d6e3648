"""Court costs, limitation, and how well collectors do."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.collection import rules as collection
from onaccount.collection.rules import Convention
from onaccount.kernel.calendar import Calendar
from onaccount.kernel.reasons import Refusal

CALENDAR = Calendar(frozenset(), frozenset())
DUE = date(2023, 6, 30)
AMOUNTS = st.decimals("0", "50000000", places=2)


@given(AMOUNTS, AMOUNTS)
def test_a_larger_claim_never_costs_less(claim: Decimal, more: Decimal) -> None:
    for fee in (collection.payment_order_fee, collection.preservation_fee, collection.enforcement_fee):
        assert fee(amount=claim + more) >= fee(amount=claim)


def test_fees_at_their_edges() -> None:
    assert [collection.court_fee(claim=Decimal(c), is_halved=False) for c in (0, 10_000, 10_001)] == [
        50,
        50,
        Decimal("50.03"),
    ]
    assert collection.payment_order_fee(amount=Decimal(1)) == Decimal("16.67")
    assert collection.preservation_fee(amount=Decimal("1000.50")) == Decimal("30.01")
    assert collection.enforcement_fee(amount=Decimal(99_999)) == Decimal("1399.99")
    assert collection.court_fee(claim=Decimal(100_000), is_halved=True) == 1150
    assert [collection.preservation_fee(amount=Decimal(a)) for a in (1000, 100_000, 5_000_000)] == [30, 1020, 5000]
    assert collection.enforcement_fee(amount=Decimal(1_000_000)) == 12_400
    with pytest.raises(Refusal, match="amount_negative"):
        collection.court_fee(claim=Decimal(-1), is_halved=False)


def ends(*events: date, convention: Convention = Convention.DUE_DATE) -> collection.LimitationEnd:
    return followed(DUE, events, convention=convention)


def followed(
    start: date,
    interruptions: tuple[date, ...],
    acknowledgements: tuple[date, ...] = (),
    convention: Convention = Convention.DUE_DATE,
) -> collection.LimitationEnd:
    events = collection.ClaimEvents(interruptions, acknowledgements)
    return collection.limitation(start=start, events=events, convention=convention, calendar=CALENDAR)


def test_the_conservative_day_is_one_before_the_other_convention() -> None:
    assert [ends(convention=one).expiry for one in Convention] == [date(2026, 6, 30), date(2026, 7, 1)]


def test_a_demand_that_arrives_restarts_three_years() -> None:
    found = ends(date(2025, 3, 15))
    assert (found.expiry, found.expiry_shifted, found.counted) == (
        date(2028, 3, 15),
        date(2028, 3, 15),
        (date(2025, 3, 15),),
    )


def test_events_before_the_claim_or_after_its_end_do_not_count() -> None:
    before, on_last_day, late = date(2023, 6, 29), date(2026, 6, 30), date(2029, 7, 1)
    found = ends(late, on_last_day, before)
    assert (found.expiry, found.counted, found.too_late) == (date(2029, 6, 30), (on_last_day,), (before, late))


def test_a_debtor_who_signs_after_the_end_revives_the_claim_and_a_demand_does_not() -> None:
    signed, demanded, again = date(2027, 1, 1), date(2026, 12, 1), date(2029, 5, 5)
    found = followed(DUE, (demanded, again), (signed,))
    assert (found.expiry, found.counted, found.revived, found.too_late) == (
        date(2032, 5, 5),
        (again,),
        (signed,),
        (demanded,),
    )


def test_two_years_of_the_old_law_hold_only_where_they_ended_before_the_new_one() -> None:
    for start, interruptions, years, expiry in (
        (date(2015, 6, 1), (), 2, date(2017, 6, 1)),
        (date(2015, 9, 30), (), 2, date(2017, 9, 30)),
        (date(2015, 10, 1), (), 3, date(2018, 10, 1)),
        (date(2014, 1, 1), (date(2015, 12, 1),), 3, date(2018, 12, 1)),
    ):
        found = followed(start, interruptions)
        assert (found.years, found.expiry) == (years, expiry)


def test_a_demand_on_the_very_day_the_claim_began_counts() -> None:
    assert (ends(DUE).counted, ends(DUE).expiry) == ((DUE,), date(2026, 6, 30))


def test_twenty_years_end_every_claim() -> None:
    every_other_year = [DUE + timedelta(days=700 * n) for n in range(1, 12)]
    found = ends(*every_other_year)
    assert found.expiry == found.long_stop == date(2043, 6, 30)


@given(st.lists(st.dates(date(2023, 7, 1), date(2040, 1, 1)), max_size=5))
def test_an_interruption_never_shortens_the_period(events: list[date]) -> None:
    assert ends(*events).expiry >= ends().expiry


def test_alerts_and_enforcement() -> None:
    assert collection.limitation_alerts(expiry=date(2026, 6, 30))[-1] == date(2026, 5, 31)
    assert collection.enforcement_deadline(last_day_of_performance=date(2024, 2, 29)) == date(2026, 2, 28)


def test_rates_are_parts_of_one() -> None:
    assert collection.right_party_rate(contacts=Decimal(50), right_party=Decimal(25)) == Decimal("0.5")
    assert collection.kept_rate(promises_due=Decimal(8), promises_kept=Decimal(6)) == Decimal("0.75")
    assert collection.promise_rate(right_party=Decimal(25), promises=Decimal(10)) == Decimal("0.4")
    assert collection.cost_to_collect(collecting_cost=Decimal(5), collected=Decimal(100)) == Decimal("0.05")
    assert collection.recovery_rate(outstanding=Decimal(10), collected=Decimal(1)) == Decimal("0.1")
