"""Pots hold what everybody's customers occupy, a team's those below it, and lose not a cent on the way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.reporting.rules import Part, PotKind, WatchLimits, checked_watch, pots

NORTH = {"north-1": "north", "north-2": "north"}


def part(customer: str, person: str, team: str, amount: str | int) -> Part:
    return Part(customer, customer, person, team, Decimal(amount))


def test_a_pot_over_its_limit_stands_first_with_its_largest_customers() -> None:
    parts = [part("C1", "li", "north-1", 60), part("C2", "li", "north-1", 50), part("C3", "wang", "south", 500)]
    first, *others = pots(parts=parts, above=NORTH, limits=WatchLimits({"li": Decimal(100)}), most=1)
    assert (first.kind, first.name, first.used, first.limit, first.over) == (PotKind.PERSON, "li", 110, 100, 10)
    assert first.largest == (("C1", "C1", Decimal(60)),)
    assert [(pot.name, pot.used) for pot in others] == [("wang", 500), ("south", 500), ("north", 110), ("north-1", 110)]


def test_a_limit_exactly_reached_is_not_exceeded_and_one_of_nothing_is_shown() -> None:
    limits = WatchLimits({"li": Decimal(60)}, {"east": Decimal(5)})
    found = {pot.name: pot for pot in pots(parts=[part("C1", "li", "", 60)], above={}, limits=limits, most=5)}
    assert (found["li"].over, found["east"].used, found["east"].over, set(found)) == (0, 0, 0, {"li", "east"})


def test_what_is_sold_through_nobody_is_in_no_pot_and_teams_in_a_circle_end() -> None:
    assert pots(parts=[part("C1", "", "", 60)], above={}, limits=WatchLimits(), most=5) == ()
    circle = {"a": "b", "b": "a"}
    found = pots(parts=[part("C1", "", "a", 60)], above=circle, limits=WatchLimits(), most=5)
    assert [(pot.name, pot.used) for pot in found] == [("a", 60), ("b", 60)]


def test_a_customer_in_two_parts_is_named_once() -> None:
    parts = [part("C1", "li", "", 30), part("C1", "li", "", 40)]
    assert pots(parts=parts, above={}, limits=WatchLimits(), most=5)[0].largest == (("C1", "C1", Decimal(70)),)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 10**9)), max_size=20))
def test_the_pots_of_people_hold_all_that_is_sold_through_somebody(sold: list[tuple[str, int]]) -> None:
    parts = [part(f"C{place}", person, "north-1", cents) for place, (person, cents) in enumerate(sold)]
    found = pots(parts=parts, above=NORTH, limits=WatchLimits(), most=5)
    total = sum(cents for _person, cents in sold)
    assert sum(pot.used for pot in found if pot.kind is PotKind.PERSON) == total
    assert all(pot.used == total for pot in found if pot.kind is PotKind.TEAM)


@pytest.mark.parametrize("percent", [1, 100])
def test_limits_from_zero_and_a_use_from_1_to_100_percent_can_be_watched(percent: int) -> None:
    limits = WatchLimits({"li": Decimal(0)}, {"north": Decimal(1)}, Decimal(percent))
    assert checked_watch(limits) == limits


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (WatchLimits({"li": Decimal(-1)}), "reporting.pot_negative"),
        (WatchLimits({}, {"north": Decimal("-0.01")}), "reporting.pot_negative"),
        (WatchLimits({}, {}, Decimal("0.99")), "reporting.use_out_of_range"),
        (WatchLimits({}, {}, Decimal("100.01")), "reporting.use_out_of_range"),
    ],
)
def test_other_limits_are_refused(limits: WatchLimits, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_watch(limits)
    assert refused.value.code == code
