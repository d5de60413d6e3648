"""Authority as people write it: rows that each reach at least as far as the one before."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.ordercheck.rules import Authority, AuthorityStep, Leave

MANAGER = AuthorityStep(("manager",), Leave(Decimal(1000), 30))
DIRECTOR = AuthorityStep(("director",), Leave(Decimal(50000), 30))
BOARD = AuthorityStep(("board", "owner"), Leave(None, None))
EVERYBODY = AuthorityStep((), Leave(Decimal(100), 5))


@pytest.mark.parametrize("steps", [(MANAGER, DIRECTOR, BOARD), (EVERYBODY, MANAGER), (MANAGER,), (BOARD,)])
def test_what_is_written_is_what_counts_and_is_read_back(steps):
    authority = Authority.of(steps)
    assert authority.steps == steps
    assert [authority.leave_for(step.roles) for step in steps] == [step.leave for step in steps]


def test_whoever_is_not_named_has_what_everybody_has():
    assert Authority.of((MANAGER,)).leave_for(["clerk"]) == Leave(Decimal(0), 0)
    assert Authority.of((EVERYBODY, MANAGER)).leave_for(["clerk"]) == EVERYBODY.leave


def test_above_the_last_row_nobody_releases():
    authority = Authority.of((MANAGER,))
    assert authority.by_amount.value_at(Decimal("1000.01")) > authority.level_of(["manager"])


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((DIRECTOR, MANAGER), 2),
        ((BOARD, MANAGER), 2),
        ((EVERYBODY, AuthorityStep(("manager",), Leave(Decimal(200), 4))), 2),
        ((MANAGER, DIRECTOR, AuthorityStep(("board",), Leave(None, 1))), 3),
    ],
)
def test_a_row_that_reaches_less_far_than_the_one_before_is_named(steps, place):
    with pytest.raises(Refusal) as refusal:
        Authority.of(steps)
    assert (refusal.value.code, refusal.value.facts["place"]) == ("ordercheck.authority_falls", place)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 400)), min_size=1, max_size=6))
def test_a_later_row_never_reaches_less_far(rows):
    amounts, days = (sorted(column) for column in zip(*rows, strict=True))
    steps = [
        AuthorityStep((f"role{n}",), Leave(Decimal(amount), day))
        for n, (amount, day) in enumerate(zip(amounts, days, strict=True))
    ]
    authority = Authority.of(steps)
    assert [authority.leave_for(step.roles) for step in steps] == [step.leave for step in steps]
