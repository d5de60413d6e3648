"""What is refused and what is asked back before a change goes to the checker."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.limits.rules import (
    Act,
    Asked,
    CreditLimit,
    Dimension,
    Draft,
    Expiry,
    LimitType,
    bound_after,
    check,
    figured,
    lines_of,
)

TODAY = date(2026, 6, 1)
NONE = CreditLimit.missing(expired_on=None)
MILLION = CreditLimit(LimitType.AMOUNT, Decimal(1_000_000), "CNY", Decimal(0), None, None, None)
WITH_TEMPORARY = CreditLimit(
    LimitType.AMOUNT, Decimal(1_000_000), "CNY", Decimal(500_000), date(2026, 7, 1), None, None
)
ASKED = Asked(
    dimension=Dimension.EXPOSURE,
    is_temporary=False,
    type=LimitType.AMOUNT,
    value=Decimal(1_200_000),
    currency="CNY",
    valid_from=TODAY,
    valid_to=None,
    expiry=Expiry.NOTHING,
    fall_back=None,
    corrects=None,
    reason="turnover doubled",
)
FOR_A_WHILE: dict[str, object] = {"is_temporary": True, "valid_to": date(2026, 8, 1)}
TEMPORARY = replace(ASKED, is_temporary=True, value=Decimal(300_000), valid_to=date(2026, 8, 1))


def refused(asked: Asked, before: CreditLimit = MILLION) -> list[str]:
    return [reason.code for reason in check(asked=asked, before=before, largest=None, today=TODAY).refusals]


def questions(asked: Asked, before: CreditLimit = MILLION, largest: Decimal | None = None) -> list[str]:
    checked = check(asked=asked, before=before, largest=largest, today=TODAY)
    assert checked.refusals == ()
    return [reason.code for reason in checked.questions]


def test_an_ordinary_raise_passes_without_a_question() -> None:
    assert questions(ASKED) == []


def test_an_ordinary_temporary_limit_passes_without_a_question() -> None:
    assert questions(TEMPORARY) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": None}, "limits.value_missing"),
        ({"value": Decimal(-1)}, "limits.negative"),
        ({"value": Decimal(10) ** 15}, "limits.too_large"),
        ({"value": Decimal("9" * 30)}, "limits.too_large"),
        ({"value": Decimal("1.005")}, "limits.too_precise"),
        ({"currency": "RMB"}, "limits.currency_missing"),
        ({"valid_to": TODAY}, "limits.ends_before_it_begins"),
        ({"valid_from": date(2026, 5, 31)}, "limits.begins_in_the_past"),
        ({"reason": "  "}, "limits.reason_missing"),
        ({"expiry": Expiry.FALL_BACK, "valid_to": date(2027, 1, 1)}, "limits.fall_back_missing"),
        ({"value": Decimal(1_000_000)}, "limits.nothing_changes"),
        ({"dimension": Dimension.QUANTITY, "type": LimitType.PREPAY}, "limits.type_not_here"),
        ({"dimension": Dimension.CREDIT_DAYS, "type": LimitType.UNLIMITED}, "limits.type_not_here"),
        ({"dimension": Dimension.CREDIT_DAYS, "value": Decimal("30.5"), "currency": ""}, "limits.too_precise"),
    ],
)
def test_a_faulty_change_of_the_base_is_refused(change: dict[str, object], code: str) -> None:
    assert refused(replace(ASKED, **change)) == [code]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "before", "code"),
    [
        ({"valid_to": None}, MILLION, "limits.temporary_needs_an_end"),
        ({"expiry": Expiry.KEEP}, MILLION, "limits.temporary_needs_an_end"),
        ({"value": Decimal(0)}, MILLION, "limits.temporary_adds_nothing"),
        ({"value": Decimal(-5)}, MILLION, "limits.temporary_adds_nothing"),
        ({"currency": "EUR"}, MILLION, "limits.currency_differs"),
        ({"type": LimitType.UNLIMITED, "value": None}, MILLION, "limits.type_not_here"),
        ({}, replace(MILLION, type=LimitType.UNLIMITED, value=None, currency=""), "limits.unlimited_already"),
        ({"type": LimitType.NONE, "value": None, "valid_to": None}, MILLION, "limits.nothing_changes"),
    ],
)
def test_a_faulty_temporary_limit_is_refused(change: dict[str, object], before: CreditLimit, code: str) -> None:
    assert code in refused(replace(TEMPORARY, **change), before)  # type: ignore[arg-type]


def test_a_temporary_limit_just_lapses_and_falls_back_to_nothing_of_its_own() -> None:
    asked = replace(TEMPORARY, expiry=Expiry.FALL_BACK, fall_back=Decimal(1))
    assert refused(asked) == ["limits.temporary_lapses"]


def test_a_change_that_is_already_over_is_refused() -> None:
    asked = replace(ASKED, valid_from=date(2026, 4, 1), valid_to=date(2026, 5, 1))
    assert refused(asked) == ["limits.already_over", "limits.begins_in_the_past"]


def test_only_a_correction_may_begin_in_the_past() -> None:
    assert refused(replace(ASKED, valid_from=date(2026, 4, 1), corrects=7)) == []


def test_the_base_keeps_the_currency_of_a_running_temporary_limit() -> None:
    assert refused(replace(ASKED, currency="EUR"), WITH_TEMPORARY) == ["limits.currency_differs"]


def test_there_is_nothing_to_expire_where_nothing_is_in_force() -> None:
    assert refused(replace(ASKED, type=LimitType.NONE, value=None), NONE) == ["limits.nothing_changes"]


def test_a_running_temporary_limit_can_be_ended() -> None:
    assert questions(replace(TEMPORARY, type=LimitType.NONE, value=None, valid_to=None), WITH_TEMPORARY) == []


@pytest.mark.parametrize(
    ("change", "before", "largest", "codes"),
    [
        ({"value": Decimal(10_000_000)}, MILLION, None, ["limits.jump.limit"]),
        ({"value": Decimal(9_999_999)}, MILLION, None, []),
        ({"value": Decimal(100_000)}, MILLION, None, ["limits.jump.limit"]),
        ({"value": Decimal(100)}, MILLION, None, ["limits.unit_slip.limit"]),
        ({"value": Decimal(40_000)} | FOR_A_WHILE, MILLION, None, []),
        ({"value": Decimal(100)} | FOR_A_WHILE, MILLION, None, ["limits.unit_slip.limit"]),
        ({"value": Decimal(12_000_000)} | FOR_A_WHILE, MILLION, None, ["limits.jump.limit"]),
        ({"value": Decimal(120)}, NONE, Decimal(900_000), ["limits.unit_slip.history"]),
        ({"value": Decimal(12_000_000)}, NONE, Decimal(900_000), ["limits.jump.history"]),
        ({"value": Decimal(12)}, NONE, None, []),
        ({"value": Decimal(0)}, MILLION, None, ["limits.zero_is_no_credit"]),
        ({"type": LimitType.UNLIMITED, "value": None}, MILLION, None, ["limits.no_bound_at_all"]),
        ({"type": LimitType.NONE, "value": None}, MILLION, None, []),
        (
            {"dimension": Dimension.CREDIT_DAYS, "currency": "", "value": Decimal(400)},
            NONE,
            None,
            ["limits.more_than_a_year"],
        ),
        (
            {"dimension": Dimension.CREDIT_DAYS, "currency": "", "value": Decimal(90)},
            NONE,
            Decimal(30),
            ["limits.jump.history"],
        ),
    ],
)
def test_a_grave_change_is_asked_back(
    change: dict[str, object], before: CreditLimit, largest: Decimal | None, codes: list[str]
) -> None:
    assert questions(replace(ASKED, **change), before, largest) == codes  # type: ignore[arg-type]


def test_a_second_temporary_limit_is_asked_back_because_it_replaces_the_first() -> None:
    assert questions(TEMPORARY, WITH_TEMPORARY) == ["limits.replaces_temporary"]


def test_a_question_is_answered_by_its_code() -> None:
    checked = check(asked=replace(ASKED, value=Decimal(0)), before=MILLION, largest=None, today=TODAY)
    answered = frozenset({"limits.zero_is_no_credit"})
    assert (len(checked.unanswered(frozenset())), checked.unanswered(answered)) == (1, ())


def test_a_raise_becomes_one_line() -> None:
    line = Draft(Act.RAISE, False, LimitType.AMOUNT, Decimal(1_200_000), "CNY", TODAY, None, None)
    assert lines_of(asked=ASKED, before=MILLION) == (line,)


def test_a_fall_back_becomes_a_second_line_that_begins_when_the_first_ends() -> None:
    end = date(2027, 1, 1)
    asked = replace(ASKED, valid_to=end, expiry=Expiry.FALL_BACK, fall_back=Decimal(400_000))
    first, after = lines_of(asked=asked, before=MILLION)
    assert (first.valid_to, after.act, after.value, after.valid_from, after.valid_to) == (
        end,
        Act.SET,
        Decimal(400_000),
        end,
        None,
    )


def test_a_limit_to_be_kept_after_its_review_date_has_no_end() -> None:
    asked = replace(ASKED, valid_to=date(2027, 1, 1), expiry=Expiry.KEEP)
    assert [line.valid_to for line in lines_of(asked=asked, before=MILLION)] == [None]


@pytest.mark.parametrize(
    ("change", "act"),
    [
        ({"corrects": 7}, Act.CORRECT),
        ({"is_temporary": True, "valid_to": date(2026, 8, 1)}, Act.TEMPORARY),
        ({"is_temporary": True, "type": LimitType.NONE, "value": None}, Act.EXPIRE),
        ({"type": LimitType.NONE, "value": None}, Act.EXPIRE),
        ({"value": Decimal(1)}, Act.CUT),
    ],
)
def test_a_line_is_named_by_what_it_does(change: dict[str, object], act: Act) -> None:
    assert lines_of(asked=replace(ASKED, **change), before=MILLION)[0].act is act  # type: ignore[arg-type]


@given(st.decimals(1, 10**9, places=2), st.decimals(1, 10**9, places=2))
def test_law_a_jump_is_questioned_in_both_directions_alike(old: Decimal, new: Decimal) -> None:
    before = replace(MILLION, value=old)
    there = check(asked=replace(ASKED, value=new), before=before, largest=None, today=TODAY)
    back = check(asked=replace(ASKED, value=old), before=replace(MILLION, value=new), largest=None, today=TODAY)
    assert [reason.code for reason in there.questions] == [reason.code for reason in back.questions]


@pytest.mark.parametrize(
    ("asked", "before", "bound"),
    [
        (ASKED, WITH_TEMPORARY, 1_700_000),
        (TEMPORARY, MILLION, 1_300_000),
        (TEMPORARY, NONE, 300_000),
        (replace(ASKED, type=LimitType.UNLIMITED, value=None), MILLION, None),
    ],
)
def test_the_bound_after_a_change_holds_base_and_temporary(
    asked: Asked, before: CreditLimit, bound: int | None
) -> None:
    assert bound_after(asked=asked, before=before) == bound


SHARE = replace(ASKED, value=None, percent=Decimal(10))


@pytest.mark.parametrize(
    ("asked", "before", "value"),
    [
        (SHARE, MILLION, "1100000.00"),
        (replace(SHARE, percent=Decimal("-12.5")), MILLION, "875000.00"),
        (replace(SHARE, percent=Decimal(-100)), MILLION, "0.00"),
        (replace(SHARE, percent=Decimal(10)), WITH_TEMPORARY, "1100000.00"),
        (replace(TEMPORARY, value=None, percent=Decimal(20)), MILLION, "200000.00"),
        (SHARE, replace(MILLION, value=Decimal("33.35")), "36.69"),  # 36.685, half up
    ],
)
def test_a_percentage_is_kept_beside_the_figure_it_comes_to(asked: Asked, before: CreditLimit, value: str) -> None:
    found = figured(asked=asked, before=before)
    assert (str(found.value), found.percent, refused(found, before)) == (value, asked.percent, [])
    (line,) = lines_of(asked=found, before=before)
    assert (line.value, line.percent) == (found.value, asked.percent)


def test_a_figure_stays_as_it_was_asked() -> None:
    assert figured(asked=ASKED, before=MILLION) is ASKED


@pytest.mark.parametrize(
    ("asked", "before", "code"),
    [
        (replace(SHARE, value=Decimal(5)), MILLION, "limits.value_or_percent"),
        (SHARE, NONE, "limits.percent_of_nothing"),
        (replace(SHARE, percent=Decimal("33.3333")), MILLION, "limits.too_precise"),
        (replace(SHARE, percent=Decimal(10_000)), MILLION, "limits.too_large"),
        (SHARE, replace(MILLION, currency="USD"), "limits.percent_of_nothing"),
        (
            replace(SHARE, dimension=Dimension.CREDIT_DAYS, currency=""),
            replace(MILLION, currency="", value=Decimal(30)),
            "limits.percent_of_nothing",
        ),
    ],
)
def test_a_percentage_of_nothing_is_refused(asked: Asked, before: CreditLimit, code: str) -> None:
    assert refused(figured(asked=asked, before=before), before) == [code]


def test_less_than_nothing_is_never_a_limit() -> None:
    assert refused(figured(asked=replace(SHARE, percent=Decimal(-101)), before=MILLION)) == ["limits.negative"]
