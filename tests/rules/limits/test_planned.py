"""Before a cut is approved its checker reads what was planned: what the cut takes back and what it leaves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.rules.limits.test_fold import START, a_line, temporary

from onaccount.limits.rules import Act, Draft, LimitType, Line, planned_beside

LATER = date(2026, 3, 1)


def a_cut(**given: Any) -> Draft:
    said = {"act": Act.CUT, "is_temporary": False, "type": LimitType.AMOUNT, "value": Decimal(60), "currency": "CNY"}
    return Draft(**(said | {"valid_from": START, "valid_to": None, "corrects": None} | given))


def met(*lines: Line, cut: Draft) -> list[tuple[int, bool]]:
    return [(each.line.id, each.is_taken_back) for each in planned_beside(lines=lines, cut=cut)]


def test_a_planned_raise_is_taken_back_and_what_is_no_more_than_the_cut_stays() -> None:
    first, raise_, less = (
        a_line(1),
        a_line(2, valid_from=LATER, value=Decimal(200)),
        a_line(3, valid_from=date(2026, 4, 1), value=Decimal(50)),
    )
    assert met(first, less, raise_, cut=a_cut()) == [(2, True), (3, False)]


def test_a_temporary_limit_stays_whether_it_runs_or_comes_and_one_that_is_over_is_not_told() -> None:
    runs, comes = temporary(2), temporary(3, valid_from=LATER, valid_to=date(2026, 4, 1))
    over = temporary(4, valid_from=date(2025, 12, 1), valid_to=START)
    assert met(a_line(1), over, comes, runs, cut=a_cut()) == [(2, False), (3, False)]


def test_what_a_cut_took_back_before_or_begins_after_a_cut_with_an_end_is_no_news() -> None:
    lines = [a_line(1), a_line(2, valid_from=LATER, value=Decimal(200)), a_line(3, act=Act.CUT, value=Decimal(80))]
    assert met(*lines, cut=a_cut()) == []
    assert met(*lines[:2], cut=a_cut(valid_to=LATER)) == [(2, False)]


@pytest.mark.parametrize("change", [{"act": Act.RAISE}, {"act": Act.EXPIRE, "is_temporary": True}])
def test_what_is_no_cut_of_the_base_takes_nothing(change: dict[str, Any]) -> None:
    assert met(a_line(1), a_line(2, valid_from=LATER, value=Decimal(200)), cut=a_cut(**change)) == []
    assert met(cut=a_cut()) == []
