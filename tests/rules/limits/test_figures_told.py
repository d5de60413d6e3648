"""The figures beside a code: what is asked, refused or recorded about limits carries them under their names."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.rules.limits.test_application import APPLIED, KNOWN
from tests.rules.limits.test_errors import DRAFT, LET_GO, STOPPED, TODAY
from tests.rules.limits.test_proposals import ASKED, MILLION, TEMPORARY, WITH_TEMPORARY
from tests.rules.limits.test_storage import CHANGE, LINE
from tests.rules.limits.test_wishes import FINE

from onaccount.kernel.reasons import Reason, Refusal
from onaccount.limits.rules import (
    Act,
    Asked,
    CreditLimit,
    Dimension,
    Draft,
    Experience,
    Expiry,
    ImportedMeaning,
    LimitType,
    Meaning,
    Question,
    bound_after,
    check,
    error_as_json,
    experience,
    lines_of,
    read_imported,
    reasons_of_error,
    recorded,
    screen_wish,
    slips_in,
    told_after,
    told_before,
)
from onaccount.limits.rules.application import is_over, screen

ERROR = recorded(
    replace(DRAFT, cause="wrong_source", verified_with="the contract"), touched=[LET_GO, STOPPED], today=TODAY
)


def told(*reasons: Reason) -> list[tuple[str, dict[str, object]]]:
    return [(each.code, dict(each.facts)) for each in reasons]


def test_the_checker_of_a_correction_reads_source_scope_and_measure():
    assert told(*reasons_of_error(ERROR)) == [
        ("limits.cause.wrong_source", {}),
        ("limits.verified", {"source": "the contract"}),
        ("limits.affected", {"orders": 2, "released": 1}),
        ("limits.told.sales", {}),
        ("limits.measure", {"measure": "read back", "day": "2026-04-01"}),
    ]


def test_the_record_of_an_error_is_approved_word_by_word():
    assert json.loads(json.dumps(error_as_json(ERROR))) == {
        "cause": "wrong_source",
        "departments": ["sales"],
        "verified_with": "the contract",
        "measure": "read back",
        "follow_up_on": "2026-04-01",
        "touched": [["O-1", "900 CNY", "release", "hold"], ["O-2", "900 CNY", "hold", "release"]],
    }


def test_a_posted_figure_is_asked_as_on_its_first_day_whatever_its_reason_said():
    before = CreditLimit(LimitType.AMOUNT, Decimal(500), "CNY", Decimal(0), None, None, None)
    found = slips_in(asked=replace(ASKED, value=Decimal(5000), reason=""), before=before, largest=None)
    assert [each.code for each in found] == ["limits.jump.limit"]


def test_a_question_keeps_code_and_figures_of_its_reason():
    assert Question.of(Reason("limits.jump.limit", {"times": 10})) == Question("limits.jump.limit", {"times": 10})


def test_a_change_of_several_lines_is_told_line_by_line_and_the_open_end_is_none():
    two = replace(CHANGE, lines=(LINE, replace(LINE, value=Decimal(7), valid_from=date(2027, 1, 1), valid_to=None)))
    assert told_after([two]) == {"exposure": "500,000 CNY, 2026-06-01 → 2026-12-31; 7 CNY, 2027-01-01"}
    free = replace(LINE, type=LimitType.UNLIMITED, value=None, valid_to=None)
    assert told_after([replace(CHANGE, lines=(free,))]) == {"exposure": "unlimited, 2026-06-01"}
    nothing = CreditLimit.missing(expired_on=None)
    assert told_before([replace(CHANGE, before=nothing, wrong=None)]) == {"exposure": "none"}


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        (
            {"amount": Decimal(90_001)},
            ("application.above_ninety_days", {"amount": "90001.00 CNY", "monthly": "30000.00 CNY"}),
        ),
        ({"days": 91}, ("application.days_too_long", {"days": 91, "longest": 90})),
    ],
)
def test_what_an_application_asks_for_beyond_the_usual_is_told_beside_the_usual(changed, asked):
    assert told(*screen(applied=replace(APPLIED, **changed), known=KNOWN).questions) == [asked]


def test_a_missing_paper_is_named():
    stops = screen(applied=replace(APPLIED, papers=frozenset()), known=KNOWN).stops
    assert told(*stops) == [("application.paper_missing", {"paper": "business_licence"})]


def test_what_a_wish_asks_for_beyond_the_usual_is_told_beside_the_usual():
    standing = replace(FINE, gaps=("licence", "statement"))
    assert told(*screen_wish(amount=Decimal(3001), days=91, standing=standing)) == [
        ("application.above_ninety_days", {"amount": "3001.00 CNY", "monthly": "1000.00 CNY"}),
        ("application.days_too_long", {"days": 91, "longest": 90}),
        ("wishes.gaps", {"count": 2}),
    ]


def test_an_application_is_still_there_on_the_last_day_it_is_kept():
    assert [is_over(ended=date(2025, 2, 3), told=12, months=12, today=date(2026, 2, day)) for day in (3, 4)] == [
        False,
        True,
    ]


def test_the_busiest_month_is_that_of_the_highest_mean_and_figures_are_rounded_to_cents():
    points = [
        (date(2026, 1, 1), Decimal(10)),
        (date(2026, 1, 2), Decimal("10.01")),
        (date(2026, 1, 3), Decimal("10.01")),
        (date(2026, 2, 1), Decimal("0.005")),
        (date(2026, 3, 1), Decimal("10.004")),
        (date(2026, 3, 9), Decimal("0.001")),
    ]
    assert experience(points=points) == Experience(
        Decimal("10.00"), Decimal("10.01"), Decimal("10.01"), date(2026, 1, 1)
    )


def test_only_an_amount_bounds():
    before = CreditLimit.missing(expired_on=None)
    assert bound_after(asked=replace(ASKED, type=LimitType.UNLIMITED, value=Decimal(5)), before=before) is None
    assert bound_after(asked=replace(ASKED, value=None), before=before) is None
    assert bound_after(asked=replace(ASKED, value=Decimal(5)), before=before) == 5


def test_a_negative_figure_of_another_ledger_is_refused_by_its_value():
    meaning = ImportedMeaning(zero=Meaning.UNLIMITED, blank=Meaning.UNSET, nines=Meaning.UNLIMITED)
    with pytest.raises(Refusal) as refused:
        read_imported(value=Decimal(-1), meaning=meaning)
    assert refused.value.facts == {"value": "-1"}


def against(asked: Asked, before: CreditLimit = MILLION) -> list[tuple[str, dict[str, object]]]:
    found = check(asked=asked, before=before, largest=None, today=ASKED.valid_from)
    return told(*found.refusals, *found.questions)


DAYS = replace(ASKED, dimension=Dimension.CREDIT_DAYS, currency="", value=Decimal(30))
PIECES = replace(ASKED, dimension=Dimension.QUANTITY, currency="")
NOTHING = CreditLimit.missing(expired_on=None)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (
            replace(DAYS, type=LimitType.UNLIMITED, value=None),
            ("limits.type_not_here", {"type": "unlimited", "dimension": "credit_days"}),
        ),
        (
            replace(PIECES, type=LimitType.PREPAY, value=None),
            ("limits.type_not_here", {"type": "prepay", "dimension": "quantity"}),
        ),
        (replace(ASKED, value=Decimal(-1)), ("limits.negative", {"value": "-1"})),
        (replace(ASKED, value=Decimal(10) ** 15), ("limits.too_large", {"value": "1000000000000000"})),
        (replace(ASKED, currency="XYZ"), ("limits.currency_missing", {"currency": "XYZ"})),
        (replace(ASKED, value=Decimal("1.001")), ("limits.too_precise", {"value": "1.001", "places": 2})),
        (replace(DAYS, value=Decimal("1.5")), ("limits.too_precise", {"value": "1.5", "places": 0})),
        (replace(PIECES, value=Decimal("1.0001")), ("limits.too_precise", {"value": "1.0001", "places": 3})),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_its_figures_and_nothing_is_asked(asked, reason):
    found = check(asked=asked, before=NOTHING, largest=Decimal(1), today=ASKED.valid_from)
    assert (told(*found.refusals), found.questions) == ([reason], ())


@pytest.mark.parametrize(
    ("times", "code"),
    [
        (10, "limits.jump.limit"),
        (4999, "limits.jump.limit"),
        (5000, "limits.unit_slip.limit"),
        (20_000, "limits.unit_slip.limit"),
        (20_001, "limits.jump.limit"),
    ],
)
def test_a_jump_and_a_slip_of_the_unit_are_told_apart_to_the_number(times, code):
    small = replace(MILLION, value=Decimal(100))
    ((found, facts),) = against(replace(ASKED, value=Decimal(100) * times), small)
    assert (found, facts["times"], facts["known"], facts["new"]) == (
        code,
        times,
        "100 CNY",
        f"{100 * times} CNY",
    )


def test_a_limit_in_another_currency_says_nothing_of_the_size():
    dollars = replace(MILLION, currency="USD")
    assert against(replace(ASKED, value=Decimal(99_000_000)), dollars) == []


def test_more_than_a_year_and_a_replaced_temporary_limit_are_told_with_their_figures():
    long = replace(MILLION, value=Decimal(300), currency="")
    assert against(replace(DAYS, value=Decimal(365)), long) == []
    assert against(replace(DAYS, value=Decimal(366)), long) == [("limits.more_than_a_year", {"value": "366"})]
    ((code, facts),) = against(TEMPORARY, WITH_TEMPORARY)
    assert (code, facts["value"]) == ("limits.replaces_temporary", "500000 CNY")


def test_the_lines_of_a_limit_that_falls_back_are_written_to_the_last_field():
    end = date(2027, 1, 1)
    asked = replace(ASKED, valid_to=end, expiry=Expiry.FALL_BACK, fall_back=Decimal(7))
    first = Draft(Act.RAISE, False, LimitType.AMOUNT, Decimal(1_200_000), "CNY", ASKED.valid_from, end, None)
    after = Draft(Act.SET, False, LimitType.AMOUNT, Decimal(7), "CNY", end, None, None)
    assert lines_of(asked=asked, before=MILLION) == (first, after)
    assert lines_of(asked=replace(asked, expiry=Expiry.NOTHING), before=MILLION) == (first,)
    assert lines_of(asked=replace(asked, valid_to=None), before=MILLION) == (replace(first, valid_to=None),)
    free = replace(ASKED, type=LimitType.UNLIMITED, corrects=4)
    assert lines_of(asked=free, before=MILLION) == (
        Draft(Act.CORRECT, False, LimitType.UNLIMITED, None, "CNY", ASKED.valid_from, None, 4),
    )
    assert lines_of(asked=ASKED, before=replace(MILLION, currency="USD"))[0].act is Act.SET
