"""A change is stored as JSON and read back as the same change, and told in one text."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from onaccount.kernel.reasons import Reason
from onaccount.limits.rules import (
    Act,
    Change,
    CreditLimit,
    Dimension,
    Draft,
    Effect,
    LimitType,
    Place,
    Question,
    Reach,
    change_as_json,
    change_from_json,
    reasons_of,
    told_after,
    told_before,
)

DAY = date(2026, 6, 1)
BEFORE = CreditLimit(LimitType.AMOUNT, Decimal("1000.5"), "CNY", Decimal(200), date(2026, 7, 1), None, None)
LINE = Draft(Act.CORRECT, False, LimitType.AMOUNT, Decimal(500_000), "CNY", DAY, date(2027, 1, 1), 7)
WRONG = Draft(Act.SET, False, LimitType.UNLIMITED, None, "", DAY, None, None)
CHANGE = Change(
    place=Place(3, None, Dimension.EXPOSURE, Reach.OWN),
    number="C3",
    name="苍霖化工",
    segment="",
    before=BEFORE,
    lines=(LINE,),
    wrong=WRONG,
    questions=(Question.of(Reason("limits.jump.limit", {"times": 500})),),
    effect=Effect(1, 2, 3, 4),
)
GROUP = Change(
    place=Place(3, 9, Dimension.QUANTITY, Reach.GROUP),
    number="C4",
    name="C4",
    segment="Coatings",
    before=CreditLimit.missing(expired_on=None),
    lines=(Draft(Act.TEMPORARY, True, LimitType.AMOUNT, Decimal(50), "", DAY, date(2026, 7, 1), None),),
    wrong=None,
    questions=(),
    effect=None,
)


def test_a_change_survives_its_storage() -> None:
    stored = json.loads(json.dumps(change_as_json(CHANGE)))
    assert change_from_json(stored) == CHANGE


def test_a_stored_question_can_be_put_into_words_again() -> None:
    assert CHANGE.questions[0].reason() == Reason("limits.jump.limit", {"times": 500})


def test_a_change_is_told_as_old_and_new() -> None:
    assert (told_before([CHANGE]), told_after([CHANGE])) == (
        {"exposure": "unlimited, 2026-06-01"},
        {"exposure": "500,000 CNY, 2026-06-01 → 2026-12-31"},
    )


def test_a_change_asked_as_a_percentage_says_so_before_its_figure() -> None:
    more = replace(LINE, corrects=None, percent=Decimal("10.000"))
    share = replace(GROUP.lines[0], percent=Decimal("-12.500"))
    assert told_after([replace(CHANGE, lines=(more,)), replace(GROUP, lines=(share,))]) == {
        "C3 exposure": "+10 % = 500,000 CNY, 2026-06-01 → 2026-12-31",
        "C4 quantity temporary group Coatings": "-12.5 % = +50, 2026-06-01 → 2026-06-30",
    }


def test_what_stood_before_is_the_wrong_line_only_where_one_is_corrected() -> None:
    assert told_before([replace(CHANGE, wrong=None)]) == {"exposure": "1,000.5 CNY + 200 CNY → 2026-06-30"}


def test_changes_of_several_customers_are_told_with_their_numbers() -> None:
    assert (told_before([CHANGE, GROUP]), told_after([GROUP])) == (
        {"C3 exposure": "unlimited, 2026-06-01", "C4 quantity temporary group Coatings": "none"},
        {"quantity temporary group Coatings": "+50, 2026-06-01 → 2026-06-30"},
    )


def test_the_checker_weighs_the_effect_and_the_answered_questions() -> None:
    assert [reason.as_json() for reason in reasons_of([CHANGE])] == [
        {
            "code": "limits.effect.exposure",
            "facts": {"open_held": 1, "open_orders": 2, "past_held": 3, "past_orders": 4, "percent": 75},
        },
        {"code": "limits.jump.limit", "facts": {"times": 500}},
    ]


def test_effects_of_several_customers_are_summed_and_their_questions_counted() -> None:
    found = reasons_of([CHANGE, replace(CHANGE, number="C9")])
    assert [(reason.code, dict(reason.facts)) for reason in found] == [
        ("limits.effect.exposure", {"open_held": 2, "open_orders": 4, "past_held": 6, "past_orders": 8, "percent": 75}),
        ("limits.confirmed", {"questions": 2}),
    ]
