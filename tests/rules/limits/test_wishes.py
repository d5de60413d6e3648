"""A request for credit in steps: what it asks for, its screening, what it comes to, and a counter-offer in its place."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import (
    Act,
    Answers,
    Change,
    CreditLimit,
    Dimension,
    Direction,
    LimitType,
    Offer,
    Place,
    Reach,
    Standing,
    WishKind,
    answers_as_json,
    answers_for,
    answers_from_json,
    as_offered,
    asked_for,
    direction_of,
    kinds_of,
    lines_of,
    offer_as_json,
    offer_from_json,
    screen_wish,
)

TODAY = date(2026, 3, 2)
WISHED = Answers(Decimal(500), 45, None, "more orders")
FINE = Standing(Decimal(1000), 90, is_stopped=False, is_overdue=False, gaps=(), currency="CNY")
MISSING = CreditLimit.missing(expired_on=None)
HELD = replace(MISSING, type=LimitType.AMOUNT, value=Decimal(200), currency="CNY")


def asked(kind: WishKind, answers: Answers = WISHED) -> list[tuple[Dimension, Decimal | None, date | None]]:
    found = asked_for(kind=kind, answers=answers, currency="CNY", today=TODAY)
    return [(each.dimension, each.value, each.valid_to) for each in found]


def changes(kind: WishKind, answers: Answers = WISHED, before: CreditLimit = MISSING) -> list[Change]:
    return [
        Change(
            Place(7, None, each.dimension, Reach.OWN),
            "C7",
            "Seven",
            "",
            before,
            lines_of(asked=each, before=before),
            None,
            (),
            None,
        )
        for each in asked_for(kind=kind, answers=answers, currency="CNY", today=TODAY)
    ]


def test_each_kind_asks_for_what_it_names() -> None:
    until = TODAY + timedelta(days=9)
    assert asked(WishKind.LIMIT) == [(Dimension.EXPOSURE, 500, None), (Dimension.CREDIT_DAYS, 45, None)]
    assert asked(WishKind.TERMS) == [(Dimension.CREDIT_DAYS, 45, None)]
    temporary = asked(WishKind.TEMPORARY, replace(WISHED, last_day=until))
    assert temporary == [(Dimension.EXPOSURE, 500, until + timedelta(days=1))]
    assert asked(WishKind.LIMIT, Answers(None, None, None, "")) == []


@pytest.mark.parametrize("answers", [WISHED, Answers(None, None, None, ""), replace(WISHED, last_day=TODAY)])
def test_answers_come_back_from_the_draft_as_they_were(answers: Answers) -> None:
    assert answers_from_json(answers_as_json(answers)) == answers


def test_what_a_request_comes_to_is_read_from_its_lines() -> None:
    assert kinds_of(changes(WishKind.LIMIT)) == ("new", "terms")
    assert kinds_of(changes(WishKind.LIMIT, before=HELD)) == ("raise", "terms")
    assert kinds_of(changes(WishKind.LIMIT, replace(WISHED, amount=Decimal(100)), HELD)) == ("cut", "terms")
    assert kinds_of(changes(WishKind.TEMPORARY, replace(WISHED, last_day=TODAY), HELD)) == ("temporary",)
    wrong = changes(WishKind.LIMIT)[0]
    corrected = replace(wrong, lines=lines_of(asked=replace(_first(), corrects=4), before=MISSING))
    assert kinds_of([corrected]) == ("correction",)


def _first():
    return asked_for(kind=WishKind.LIMIT, answers=WISHED, currency="CNY", today=TODAY)[0]


def test_screening_names_everything_to_look_at_and_nothing_else() -> None:
    grave = Standing(Decimal(100), 30, is_stopped=True, is_overdue=True, gaps=("owner",), currency="CNY")
    assert screen_wish(amount=Decimal(3000), days=90, standing=FINE) == ()
    assert [reason.code for reason in screen_wish(amount=Decimal(301), days=31, standing=grave)] == [
        "application.is_stopped",
        "authority.overdue",
        "application.above_ninety_days",
        "application.days_too_long",
        "wishes.gaps",
    ]
    assert screen_wish(amount=Decimal(9000), days=1, standing=replace(FINE, monthly=None)) == ()


def test_an_offer_comes_back_as_it_was_kept_and_an_empty_one_is_refused() -> None:
    for offer in (Offer(Decimal(300), 30), Offer(None, 30), Offer(Decimal(0), None)):
        assert offer_from_json(offer_as_json(offer)) == offer
    with pytest.raises(Refusal, match="offer_empty"):
        offer_as_json(Offer(None, None))


def test_what_is_offered_takes_the_place_of_what_was_asked_and_the_rest_stays() -> None:
    found = as_offered(
        changes=changes(WishKind.LIMIT), offer=Offer(Decimal(300), None), currency="EUR", today=TODAY, reason="ok"
    )
    assert [(place.dimension, each.value) for place, each in found] == [
        (Dimension.EXPOSURE, 300),
        (Dimension.CREDIT_DAYS, 45),
    ]
    later = TODAY + timedelta(days=3)
    shorter = as_offered(
        changes=changes(WishKind.TERMS), offer=Offer(Decimal(80), 30), currency="EUR", today=later, reason="ok"
    )
    assert [(place.dimension, each.value, each.valid_from) for place, each in shorter] == [
        (Dimension.CREDIT_DAYS, 30, later),
        (Dimension.EXPOSURE, 80, later),
    ]


def test_a_term_offered_beside_a_limit_is_added_and_a_fall_back_stays() -> None:
    only_amount = changes(WishKind.LIMIT, replace(WISHED, days=None))
    (exposure, days) = as_offered(changes=only_amount, offer=Offer(None, 30), currency="EUR", today=TODAY, reason="ok")
    assert (exposure[1].value, days[0].dimension, days[1].value) == (500, Dimension.CREDIT_DAYS, 30)
    line = only_amount[0].lines[0]
    ends = replace(
        only_amount[0], lines=(replace(line, valid_to=TODAY + timedelta(days=9)), replace(line, value=Decimal(50)))
    )
    ((_place, again),) = as_offered(
        changes=[ends], offer=Offer(Decimal(400), None), currency="EUR", today=TODAY, reason="ok"
    )
    assert (again.value, again.fall_back) == (400, 50)


@pytest.mark.parametrize(("before", "expected"), [("CNY", "CNY"), ("", "EUR")])
def test_an_amount_offered_where_none_was_asked_is_in_the_currency_in_force_else_the_customers(
    before, expected
) -> None:
    """Who asked for payment first asked in no currency: the offer could not be accepted."""
    (amount, *_days) = changes(WishKind.LIMIT)
    prepaid = replace(amount.lines[0], type=LimitType.PREPAY, value=None, currency="")
    nothing = replace(amount, lines=(prepaid,), before=replace(amount.before, currency=before))
    ((_place, again),) = as_offered(
        changes=[nothing], offer=Offer(Decimal(400), None), currency="EUR", today=TODAY, reason="ok"
    )
    assert (again.type, again.value, again.currency) == (LimitType.AMOUNT, 400, expected)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("limit", {"last_day"}), ("temporary", {"credit_days"}), ("terms", {"amount", "last_day"})],
)
def test_a_wish_says_nothing_that_has_no_place_in_its_kind(kind, missing) -> None:
    said = {
        "amount": Answers(Decimal(5), None, None, ""),
        "credit_days": Answers(None, 30, None, ""),
        "last_day": Answers(None, None, date(2026, 12, 31), ""),
    }
    for name, answers in said.items():
        if name in missing:
            with pytest.raises(Refusal) as refused:
                answers_for(kind=WishKind(kind), answers=answers)
            assert refused.value.facts == {"name": name, "kind": kind}
        else:
            assert answers_for(kind=WishKind(kind), answers=answers) == answers


@pytest.mark.parametrize(
    ("amount", "days", "direction"),
    [
        (300, None, Direction.MORE),
        (300, 60, Direction.MORE),
        (100, None, Direction.LESS),
        (100, 15, Direction.LESS),
        (100, 60, Direction.CHANGED),
        (300, 15, Direction.CHANGED),
    ],
)
def test_a_wish_that_takes_here_and_gives_there_is_neither_a_grant_nor_a_cut(
    amount: int, days: int | None, direction: Direction
) -> None:
    in_days = replace(HELD, value=Decimal(30), currency="")
    limit = changes(WishKind.LIMIT, replace(WISHED, amount=Decimal(amount), days=None), HELD)
    terms = changes(WishKind.TERMS, replace(WISHED, amount=None, days=days), in_days) if days else []
    assert direction_of([*limit, *terms]) is direction


@pytest.mark.parametrize(
    ("dimension", "act", "before", "direction"),
    [
        (Dimension.ORDER_AMOUNT, Act.SET, MISSING, Direction.LESS),
        (Dimension.ORDER_AMOUNT, Act.EXPIRE, HELD, Direction.MORE),
        (Dimension.EXPOSURE, Act.EXPIRE, HELD, Direction.LESS),
        (Dimension.EXPOSURE, Act.CORRECT, HELD, Direction.CHANGED),
        (Dimension.EXPOSURE, Act.SET, HELD, Direction.CHANGED),
        (Dimension.EXPOSURE, Act.RAISE, replace(HELD, value=Decimal(500)), Direction.CHANGED),
    ],
)
def test_a_bound_takes_and_its_end_gives_and_what_stays_as_large_is_a_change(
    dimension: Dimension, act: Act, before: CreditLimit, direction: Direction
) -> None:
    found = changes(WishKind.LIMIT, replace(WISHED, days=None))[0]
    change = replace(
        found,
        place=replace(found.place, dimension=dimension),
        before=before,
        lines=(replace(found.lines[0], act=act),),
    )
    assert direction_of([change]) is direction
