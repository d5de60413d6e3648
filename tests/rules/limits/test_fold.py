"""What is in force on a day, as known at a moment."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import (
    Act,
    CreditLimit,
    LimitType,
    Line,
    act_for,
    fold,
    in_force,
    limit_on,
    refuse_two_currencies,
)

START = date(2026, 1, 1)
POSTED = datetime(2026, 1, 1, 8, tzinfo=UTC)
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def a_line(number: int, **changes: object) -> Line:
    facts: dict[str, object] = {
        "act": Act.SET,
        "is_temporary": False,
        "type": LimitType.AMOUNT,
        "value": Decimal(100),
        "currency": "CNY",
        "valid_from": START,
        "valid_to": None,
        "corrects": None,
        "posted_at": POSTED + timedelta(hours=number),
    }
    return Line(id=number, **(facts | changes))  # type: ignore[arg-type]


def temporary(number: int, **changes: object) -> Line:
    return a_line(
        number,
        **({"act": Act.TEMPORARY, "is_temporary": True, "value": Decimal(50), "valid_to": date(2026, 2, 1)} | changes),
    )


def value_on(lines: list[Line], day: date) -> Decimal | None:
    return limit_on(spans=fold(lines), day=day).whole


def test_without_a_line_the_limit_is_missing_and_not_zero() -> None:
    assert limit_on(spans=(), day=START) == CreditLimit.missing(expired_on=None)


def test_a_limit_of_zero_is_an_amount_of_zero() -> None:
    limit = limit_on(spans=fold([a_line(1, value=Decimal(0))]), day=START)
    assert (limit.type, limit.value, limit.free(Decimal(1))) == (LimitType.AMOUNT, Decimal(0), Decimal(-1))


def test_the_line_that_began_last_speaks() -> None:
    lines = [a_line(1), a_line(2, value=Decimal(300), valid_from=date(2026, 3, 1))]
    assert [value_on(lines, date(2026, month, 1)) for month in (1, 2, 3, 4)] == [100, 100, 300, 300]


def test_of_two_lines_that_begin_on_one_day_the_later_posted_speaks() -> None:
    assert value_on([a_line(2, value=Decimal(300)), a_line(1)], START) == 300


def test_a_line_posted_later_for_an_earlier_day_leaves_the_scheduled_change_alone() -> None:
    scheduled = a_line(1, value=Decimal(300), valid_from=date(2026, 3, 1))
    assert value_on([scheduled, a_line(2)], date(2026, 3, 1)) == 300


def a_cut(number: int, value: int, **changes: object) -> Line:
    return a_line(number, **({"act": Act.CUT, "value": Decimal(value), "valid_from": date(2026, 2, 1)} | changes))


MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
PLANNED = (a_line(1, valid_to=MARCH), a_line(2, value=Decimal(80), valid_from=MARCH))


@pytest.mark.parametrize(
    ("later", "on_days"),
    [
        ([], [100, 80, 80, 80]),
        ([a_cut(3, 10)], [10, 10, 10, 10]),
        ([a_cut(3, 90)], [90, 80, 80, 80]),
        ([a_cut(3, 10, valid_to=APRIL)], [10, 10, None, None]),
        ([a_cut(3, 10, valid_to=MARCH)], [10, 80, 80, 80]),
        ([a_cut(3, 10), a_line(4, value=Decimal(70), valid_from=APRIL)], [10, 10, 70, 70]),
        ([a_cut(3, 10), a_cut(4, 20, act=Act.CORRECT, corrects=3)], [20, 20, 20, 20]),
        (
            [a_line(3, act=Act.EXPIRE, type=LimitType.NONE, value=None, valid_from=date(2026, 2, 1))],
            [None, None, None, None],
        ),
        ([a_cut(3, 90, currency="EUR")], [90, 90, 90, 90]),
    ],
)
def test_a_cut_takes_back_what_was_planned_before_it_to_allow_more_on_its_days(
    later: list[Line], on_days: list[int | None]
) -> None:
    lines = [*PLANNED, *later]
    assert [value_on(lines, day) for day in (date(2026, 2, 1), MARCH, APRIL, MAY)] == on_days


def test_a_plan_stands_again_when_the_cut_is_corrected_to_begin_after_it() -> None:
    lines = [*PLANNED, a_cut(3, 10), a_cut(4, 10, act=Act.CORRECT, corrects=3, valid_from=APRIL)]
    assert [value_on(lines, day) for day in (date(2026, 2, 1), MARCH, APRIL)] == [100, 80, 10]


def test_after_its_end_a_limit_is_missing_even_where_an_older_one_had_no_end() -> None:
    lines = [a_line(1), a_line(2, valid_from=date(2026, 2, 1), valid_to=date(2026, 3, 1))]
    assert limit_on(spans=fold(lines), day=date(2026, 3, 1)) == CreditLimit.missing(expired_on=date(2026, 3, 1))


def test_an_expiry_silences_what_began_before_it() -> None:
    expiry = a_line(2, act=Act.EXPIRE, type=LimitType.NONE, value=None, valid_from=date(2026, 2, 1))
    lines = [a_line(1), expiry]
    assert [limit_on(spans=fold(lines), day=day).type for day in (date(2026, 1, 31), date(2026, 2, 1))] == [
        LimitType.AMOUNT,
        LimitType.NONE,
    ]


def test_a_temporary_limit_adds_between_its_dates_and_is_gone_on_the_day_after() -> None:
    lines = [a_line(1), temporary(2)]
    assert [value_on(lines, day) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [150, 100]


def test_a_limit_tells_its_temporary_part_and_when_it_lapses() -> None:
    limit = limit_on(spans=fold([a_line(1), temporary(2)]), day=START)
    assert (limit.value, limit.temporary, limit.temporary_until, limit.valid_to) == (100, 50, date(2026, 2, 1), None)


def test_a_temporary_limit_ends_early_by_an_expiry_on_its_own_track() -> None:
    expiry = temporary(3, act=Act.EXPIRE, type=LimitType.NONE, value=None, valid_from=date(2026, 1, 15), valid_to=None)
    lines = [a_line(1), temporary(2), expiry]
    assert [value_on(lines, day) for day in (date(2026, 1, 14), date(2026, 1, 15))] == [150, 100]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (None, (LimitType.AMOUNT, Decimal(50))),
        (LimitType.PREPAY, (LimitType.AMOUNT, Decimal(50))),
        (LimitType.UNLIMITED, (LimitType.UNLIMITED, None)),
    ],
)
def test_a_temporary_limit_over_no_amount_counts_as_over_zero_but_never_narrows(
    base: LimitType | None, expected: tuple[LimitType, Decimal | None]
) -> None:
    lines = [temporary(2), *([a_line(1, type=base, value=None)] if base else [])]
    limit = limit_on(spans=fold(lines), day=START)
    assert (limit.type, limit.whole) == expected


def test_pay_first_is_said_as_such_and_has_no_amount_left() -> None:
    limit = limit_on(spans=fold([a_line(1, type=LimitType.PREPAY, value=None)]), day=START)
    assert (limit.type, limit.whole, limit.free(Decimal(1))) == (LimitType.PREPAY, None, None)


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(Refusal, match="currency_differs"):
        value_on([a_line(1), temporary(2, currency="EUR")], START)


def test_two_currencies_may_follow_each_other_but_not_share_a_day() -> None:
    base = a_line(1, valid_from=date(2026, 2, 1))
    refuse_two_currencies(fold([base, temporary(2, currency="EUR")]))
    with pytest.raises(Refusal, match="currency_differs"):
        refuse_two_currencies(fold([base, temporary(2, currency="EUR", valid_to=date(2026, 2, 2))]))


def test_a_correction_takes_the_wrong_lines_place_but_not_in_what_was_known_before() -> None:
    wrong = a_line(1, value=Decimal(5_000_000))
    right = a_line(2, act=Act.CORRECT, value=Decimal(500_000), corrects=1)
    before = limit_on(spans=in_force(lines=[wrong, right], known_at=wrong.posted_at), day=START)
    assert (before.value, value_on([wrong, right], START)) == (5_000_000, 500_000)


FALLING = (a_line(1, request=7, valid_to=MARCH), a_line(2, request=7, value=Decimal(80), valid_from=MARCH))


def right(number: int, value: int, **changes: object) -> Line:
    return a_line(number, **({"act": Act.CORRECT, "value": Decimal(value), "corrects": 1, "request": 8} | changes))


@pytest.mark.parametrize(
    ("later", "on_days"),
    [
        ([right(3, 60, valid_to=MARCH)], [60, None, None]),
        ([right(3, 60)], [60, 60, 60]),
        ([right(3, 60, valid_to=APRIL)], [60, 60, None]),
        ([right(3, 60, valid_to=MARCH), a_line(4, request=8, value=Decimal(70), valid_from=MARCH)], [60, 70, 70]),
        ([right(3, 50, corrects=2, valid_from=MARCH)], [100, 50, 50]),
        ([right(3, 50, corrects=2, valid_from=MARCH), right(4, 60, valid_to=MARCH, request=9)], [60, None, None]),
        ([a_line(3, value=Decimal(70), valid_from=MARCH), right(4, 60, valid_to=MARCH)], [60, 70, 70]),
    ],
)
def test_a_correction_says_anew_what_the_wrong_line_was_to_fall_back_to(
    later: list[Line], on_days: list[int | None]
) -> None:
    assert [value_on([*FALLING, *later], day) for day in (START, MARCH, APRIL)] == on_days


def test_a_correction_that_begins_later_gives_the_days_before_it_back_to_the_line_before() -> None:
    first = a_line(1)
    wrong = a_line(2, value=Decimal(900), valid_from=date(2026, 2, 1))
    right = a_line(3, act=Act.CORRECT, value=Decimal(900), valid_from=date(2026, 3, 1), corrects=2)
    days = (date(2026, 2, 1), date(2026, 3, 1))
    assert [value_on([first, wrong, right], day) for day in days] == [100, 900]


@pytest.mark.parametrize(
    ("old", "new", "act"),
    [
        ((LimitType.NONE, None), (LimitType.AMOUNT, 0), Act.SET),
        ((LimitType.AMOUNT, 100), (LimitType.AMOUNT, 101), Act.RAISE),
        ((LimitType.AMOUNT, 100), (LimitType.AMOUNT, 99), Act.CUT),
        ((LimitType.AMOUNT, 100), (LimitType.UNLIMITED, None), Act.RAISE),
        ((LimitType.UNLIMITED, None), (LimitType.AMOUNT, 100), Act.CUT),
        ((LimitType.PREPAY, None), (LimitType.AMOUNT, 0), Act.RAISE),
        ((LimitType.AMOUNT, 100), (LimitType.NONE, None), Act.EXPIRE),
    ],
)
def test_a_change_is_named_by_its_size(
    old: tuple[LimitType, int | None], new: tuple[LimitType, int | None], act: Act
) -> None:
    value = None if old[1] is None else Decimal(old[1])
    before = CreditLimit(old[0], value, "CNY", Decimal(0), None, None, None)
    assert act_for(before=before, type=new[0], value=None if new[1] is None else Decimal(new[1]), currency="CNY") is act


def test_a_limit_in_another_currency_is_set_and_not_raised() -> None:
    before = CreditLimit(LimitType.AMOUNT, Decimal(100), "CNY", Decimal(0), None, None, None)
    assert act_for(before=before, type=LimitType.AMOUNT, value=Decimal(200), currency="EUR") is Act.SET


# --- laws -----------------------------------------------------------------------------------------------------------
days = st.dates(date(2026, 1, 1), date(2026, 3, 31))


@st.composite
def journals(draw: st.DrawFn) -> list[Line]:
    lines: list[Line] = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        is_temporary, valid_from = draw(st.booleans()), draw(days)
        kind = LimitType.AMOUNT if is_temporary else draw(st.sampled_from(LimitType))
        end = draw(st.integers(1, 40) if is_temporary else st.none() | st.integers(1, 40))
        wrong = draw(st.none() | st.sampled_from([line.id for line in lines])) if lines else None
        lines.append(
            a_line(
                number,
                act=Act.TEMPORARY if is_temporary else draw(st.sampled_from([Act.SET, Act.CUT, Act.EXPIRE])),
                is_temporary=is_temporary,
                type=kind,
                value=Decimal(draw(st.integers(0, 1000))) if kind is LimitType.AMOUNT else None,
                valid_from=valid_from,
                valid_to=None if end is None else valid_from + timedelta(days=end),
                corrects=wrong,
                request=draw(st.none() | st.integers(1, 3)),
            )
        )
    return lines


@given(journals())
def test_law_at_most_one_base_and_one_temporary_on_any_day(lines: list[Line]) -> None:
    for is_temporary in (False, True):
        track = [span.validity for span in fold(lines) if span.is_temporary is is_temporary]
        assert not any(one.overlaps(other) for one, other in pairwise(track))


@given(journals(), st.integers(0, 7))
def test_law_what_was_known_at_a_moment_does_not_depend_on_what_was_posted_later(lines: list[Line], known: int) -> None:
    moment = POSTED + timedelta(hours=known)
    assert in_force(lines=lines, known_at=moment) == fold(lines[:known])


@given(journals(), days)
def test_law_a_correction_leaves_the_days_before_both_lines_unchanged(lines: list[Line], day: date) -> None:
    wrong = lines[-1]
    end = day + timedelta(days=9)
    right = a_line(
        99, act=Act.CORRECT, corrects=wrong.id, is_temporary=wrong.is_temporary, valid_from=day, valid_to=end
    )
    earlier = min(wrong.valid_from, right.valid_from) - timedelta(days=1)
    assert value_on([*lines, right], earlier) == value_on(lines, earlier)


@given(journals())
def test_law_a_temporary_limit_never_survives_its_end(lines: list[Line]) -> None:
    ends = {line.id: line.valid_to for line in lines if line.is_temporary}
    for span in fold(lines):
        if span.is_temporary:
            end = ends[span.line]
            assert end is not None
            assert not span.validity.contains(end)


@given(journals(), days, st.integers(0, 2000), st.integers(0, 120))
def test_law_raising_never_lowers_any_day(lines: list[Line], start: date, value: int, offset: int) -> None:
    before = fold(lines)
    old = limit_on(spans=before, day=start)
    act = act_for(before=old, type=LimitType.AMOUNT, value=Decimal(value), currency="CNY")
    raised = fold([*lines, a_line(99, act=act, value=Decimal(value), valid_from=start)])
    day = start + timedelta(days=offset)
    was, now = limit_on(spans=before, day=day), limit_on(spans=raised, day=day)
    if act is Act.RAISE and was.whole is not None:
        assert now.type is LimitType.UNLIMITED or (now.whole is not None and now.whole >= was.whole)


@given(journals(), days, st.integers(0, 1000), st.integers(0, 120))
def test_law_a_cut_stays_a_cut_on_all_its_days_until_something_is_posted_after_it(
    lines: list[Line], start: date, value: int, offset: int
) -> None:
    cut = a_line(99, act=Act.CUT, value=Decimal(value), valid_from=start)
    base = [span for span in fold([*lines, cut]) if not span.is_temporary]
    limit = limit_on(spans=base, day=start + timedelta(days=offset))
    assert limit.type in {LimitType.NONE, LimitType.PREPAY} or (limit.type, limit.value <= value) == (cut.type, True)


@given(journals(), days, st.integers(1, 1000), st.integers(0, 60))
def test_law_adding_a_temporary_limit_where_there_is_none_never_lowers_any_day(
    lines: list[Line], start: date, value: int, offset: int
) -> None:
    base = [line for line in lines if not line.is_temporary]
    day = start + timedelta(days=offset)
    was = limit_on(spans=fold(base), day=day)
    extra = temporary(99, value=Decimal(value), valid_from=start, valid_to=start + timedelta(days=30))
    now = limit_on(spans=fold([*base, extra]), day=day)
    assert now.type is LimitType.UNLIMITED or (now.whole or 0) >= (was.whole or 0)
