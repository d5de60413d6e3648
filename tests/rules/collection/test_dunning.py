"""Levels of dunning, the cadence of collection, the four ways, and the days of a freeze."""

from datetime import date
from decimal import Decimal

import pytest

from onaccount.collection.rules import dunning, preservation
from onaccount.collection.rules.dunning import LEVELS, LateItem
from onaccount.kernel.reasons import Refusal


def level(*items: LateItem, last: int = 0, since: int | None = None) -> tuple[int, bool]:
    found = dunning.dunning_level(late_items=items, last_level=last, days_since_last=since, levels=LEVELS)
    return found.level, found.is_due


@pytest.mark.parametrize(
    ("days", "last", "since", "expected"),
    [
        (0, 0, None, (0, False)),
        (1, 0, None, (1, True)),
        (90, 0, None, (1, True)),
        (15, 1, 14, (2, True)),
        (15, 1, 13, (2, False)),
        (60, 3, 15, (4, True)),
        (60, 4, 15, (4, True)),
    ],
)
def test_a_letter_is_one_step_firmer_at_most(
    days: int, last: int, since: int | None, expected: tuple[int, bool]
) -> None:
    assert level((days, Decimal(100), False), last=last, since=since) == expected


def test_a_dispute_or_a_promise_blocks_its_item_alone() -> None:
    items = ((50, Decimal(700), True), (3, Decimal(300), False))
    found = dunning.dunning_level(late_items=items, last_level=2, days_since_last=99, levels=LEVELS)
    assert (found.level, found.claimed, found.blocked) == (1, Decimal(300), Decimal(700))


def test_a_small_sum_waits_and_levels_must_rise() -> None:
    levels = ((1, 0, Decimal(500)),)
    found = dunning.dunning_level(
        late_items=((5, Decimal(499), False),), last_level=0, days_since_last=None, levels=levels
    )
    assert (found.level, found.is_due) == (1, False)
    for wrong in ((), ((5, 0, Decimal(0)), (5, 0, Decimal(0)))):
        with pytest.raises(Refusal, match=r"collection\.levels"):
            dunning.dunning_level(late_items=(), last_level=0, days_since_last=None, levels=wrong)


def test_the_cadence_runs_from_a_reminder_to_the_decision_about_court() -> None:
    steps = dunning.cadence(due_date=date(2026, 3, 31)).dated_steps
    assert [(steps[0].step_name, steps[0].day), (steps[-1].step_name, steps[-1].day)] == [
        ("statement", date(2026, 3, 26)),
        ("legal_decision", date(2026, 6, 29)),
    ]


def test_the_way_follows_willingness_and_ability() -> None:
    found = [dunning.collection_path(is_willing=will, is_able=can) for will in (True, False) for can in (True, False)]
    assert found == ["clerical", "plan_and_security", "dispute_then_escalate", "secure_then_sue"]


@pytest.mark.parametrize(
    ("frozen", "end"), [("bank_money", "2027-02-28"), ("movables", "2028-02-28"), ("real_estate", "2029-02-28")]
)
def test_a_freeze_ends_and_a_suit_must_follow_within_thirty_days(frozen: str, end: str) -> None:
    kind = preservation.Frozen(frozen)
    found = preservation.freeze_days(frozen=kind, frozen_on=date(2026, 2, 28), is_before_suit=True)
    assert (str(found.freeze_end), found.sue_by) == (end, date(2026, 3, 30))
    assert preservation.freeze_days(frozen=kind, frozen_on=date(2026, 2, 28), is_before_suit=False).sue_by is None
