"""
A request for credit asked in steps 分步申请, and its preliminary screening 初步审查: what to look at before anybody gives an opinion.

Terms: kind of wish 申请类型; what a posted request is about in the end (new limit 新增, raise 提额, cut 降额, temporary 临时, terms 账期)
is read from its lines, since a wish for a limit may turn out to be any of the first three.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.limits.rules.proposals import Asked, Expiry
from onaccount.limits.rules.storage import Change
from onaccount.limits.rules.words import Act, Dimension, LimitType, Place

NINETY_DAYS_IN_MONTHS = 3
NAMED = {
    Act.SET: "new",
    Act.RAISE: "raise",
    Act.CUT: "cut",
    Act.TEMPORARY: "temporary",
    Act.EXPIRE: "end",
    Act.CORRECT: "correction",
}


class Direction(StrEnum):
    """Whether changes grant more, grant less, or do both or neither: what a customer may be glad of, and what not."""

    MORE = "more"
    LESS = "less"
    CHANGED = "changed"


DIRECTIONS = {
    Act.SET: Direction.MORE,
    Act.RAISE: Direction.MORE,
    Act.TEMPORARY: Direction.MORE,
    Act.CUT: Direction.LESS,
    Act.EXPIRE: Direction.LESS,
}
OF_A_BOUND = {**DIRECTIONS, Act.SET: Direction.LESS, Act.EXPIRE: Direction.MORE}
"""A largest order or quantity only binds: a first one takes, its end gives."""
BOUNDS = frozenset({Dimension.ORDER_AMOUNT, Dimension.QUANTITY})


class WishKind(StrEnum):
    """What somebody sets out to ask for: a limit (with or without a term), a temporary one, or a term alone."""

    LIMIT = "limit"
    TEMPORARY = "temporary"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in so far, step by step; None and "" where nothing was yet."""

    amount: Decimal | None
    days: int | None
    last_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What a wish is screened against: purchases of a month (None: unknown) in the currency, the longest term, what stands against it."""

    monthly: Decimal | None
    longest_days: int
    is_stopped: bool
    is_overdue: bool
    gaps: tuple[str, ...]
    currency: str


def kinds_of(changes: Iterable[Change]) -> tuple[str, ...]:
    """Name what changes ask for, each kind once, in the order of the changes; a term counts as `terms`."""
    return tuple(dict.fromkeys(_kind(change) for change in changes))


def direction_of(changes: Iterable[Change]) -> Direction:
    """Say whether changes grant more, less, or partly one and partly the other (`changed`, as a correction or another end is)."""
    found = {_direction(change) for change in changes}
    return found.pop() if len(found) == 1 else Direction.CHANGED


def asked_for(*, kind: WishKind, answers: Answers, currency: str, today: date) -> tuple[Asked, ...]:
    """Write what was answered as the changes it asks for, from today on; nothing for what is missing."""
    return tuple(_asked(kind, answers, currency, today))


def answers_for(*, kind: WishKind, answers: Answers) -> Answers:
    """Pass answers that fit a kind of wish. Refuses `limits.not_in_this_wish` with what has no place in it."""
    fits = {
        WishKind.LIMIT: {"amount", "credit_days"},
        WishKind.TEMPORARY: {"amount", "last_day"},
        WishKind.TERMS: {"credit_days"},
    }
    said = {"amount": answers.amount, "credit_days": answers.days, "last_day": answers.last_day}
    for name, value in said.items():
        if value is not None and name not in fits[kind]:
            raise Refusal("limits.not_in_this_wish", name=name, kind=kind)
    return answers


def screen_wish(*, amount: Decimal, days: int, standing: Standing) -> tuple[Reason, ...]:
    """Say what to look at first: more than ninety days of purchases, a long term, a stop, arrears, gaps in the file."""
    return tuple(_questions(amount, days, standing))


@dataclass(frozen=True, slots=True)
class Offer:
    """A counter-offer 还价: another amount, other days, or both."""

    amount: Decimal | None
    days: int | None


def offer_as_json(offer: Offer) -> dict[str, str]:
    """Write an offer as it is kept. Refuses `limits.offer_empty` for one that says nothing."""
    said = {"amount": offer.amount, "days": offer.days}
    if offer.amount is None and offer.days is None:
        raise Refusal("limits.offer_empty")
    return {name: f"{value:f}" if name == "amount" else str(value) for name, value in said.items() if value is not None}


def offer_from_json(data: Mapping[str, str]) -> Offer:
    """Read an offer back."""
    amount, days = data.get("amount"), data.get("days")
    return Offer(Decimal(amount) if amount else None, int(days) if days else None)


def as_offered(
    *, changes: Sequence[Change], offer: Offer, currency: str, today: date, reason: str
) -> tuple[tuple[Place, Asked], ...]:
    """
    Write what was asked for with the figures of the offer in its place.

    What the offer does not speak of stays as it was asked, a percentage as the figure it came to; what was not asked and is offered (a term beside a limit) is added.
    An offered amount is in the currency asked in, else of the limit in force, else `currency`, the customer's.
    """
    money = next((each.lines[0].currency for each in changes if each.lines[0].currency), "")
    money = money or next((each.before.currency for each in changes if each.before.currency), currency)
    figures = {
        Dimension.EXPOSURE: offer.amount,
        Dimension.CREDIT_DAYS: None if offer.days is None else Decimal(offer.days),
    }
    said = (money, today, reason)
    asked = [(change.place, _again(change, figures.get(change.place.dimension), said)) for change in changes]
    first = changes[0]
    for dimension, figure in figures.items():
        if figure is not None and all(place.dimension is not dimension for place, _asked in asked):
            unit = money if dimension is Dimension.EXPOSURE else ""
            when = (today, Answers(None, None, None, reason), False)
            asked.append((replace(first.place, dimension=dimension), _change(dimension, figure, unit, when)))
    return tuple(asked)


def _again(change: Change, figure: Decimal | None, said: tuple[str, date, str]) -> Asked:
    line, follows = change.lines[0], change.lines[1:]
    money, today, reason = said
    offered = figure is not None and change.place.dimension is Dimension.EXPOSURE
    return Asked(
        dimension=change.place.dimension,
        is_temporary=line.is_temporary,
        type=line.type if figure is None else LimitType.AMOUNT,
        value=line.value if figure is None else figure,
        currency=line.currency or (money if offered else ""),
        valid_from=max(line.valid_from, today) if line.corrects is None else line.valid_from,
        valid_to=line.valid_to,
        expiry=Expiry.FALL_BACK if follows else Expiry.NOTHING,
        fall_back=follows[0].value if follows else None,
        corrects=line.corrects,
        reason=reason,
    )


def answers_as_json(answers: Answers) -> dict[str, str]:
    """Write answers as they are kept with a draft."""
    last_day = answers.last_day.isoformat() if answers.last_day else ""
    amount, days = "" if answers.amount is None else f"{answers.amount:f}", "" if answers.days is None else answers.days
    return {"amount": amount, "days": str(days), "last_day": last_day, "reason": answers.reason}


def answers_from_json(data: Mapping[str, Any]) -> Answers:
    """Read answers back; what was never answered is None or empty."""
    return Answers(
        amount=Decimal(data["amount"]) if data.get("amount") else None,
        days=int(data["days"]) if data.get("days") else None,
        last_day=date.fromisoformat(data["last_day"]) if data.get("last_day") else None,
        reason=data.get("reason", ""),
    )


def _direction(change: Change) -> Direction:
    line, before = change.lines[0], change.before
    is_as_before = (line.type, line.value) == (before.type, before.value) and not line.is_temporary
    is_in_other_money = line.act is Act.SET and before.type is not LimitType.NONE
    if is_as_before or is_in_other_money:
        return Direction.CHANGED
    known = OF_A_BOUND if change.place.dimension in BOUNDS else DIRECTIONS
    return known.get(line.act, Direction.CHANGED)


def _kind(change: Change) -> str:
    act = change.lines[0].act
    if act is Act.CORRECT:
        return NAMED[act]
    return "terms" if change.place.dimension is Dimension.CREDIT_DAYS else NAMED[act]


def _asked(kind: WishKind, answers: Answers, currency: str, today: date) -> Iterator[Asked]:
    if kind is not WishKind.TERMS and answers.amount is not None:
        yield _change(Dimension.EXPOSURE, answers.amount, currency, (today, answers, kind is WishKind.TEMPORARY))
    if kind is not WishKind.TEMPORARY and answers.days is not None:
        yield _change(Dimension.CREDIT_DAYS, Decimal(answers.days), "", (today, answers, False))


def _change(dimension: Dimension, value: Decimal, currency: str, when: tuple[date, Answers, bool]) -> Asked:
    today, answers, is_temporary = when
    until = date.fromordinal(answers.last_day.toordinal() + 1) if is_temporary and answers.last_day else None
    return Asked(
        dimension=dimension,
        is_temporary=is_temporary,
        type=LimitType.AMOUNT,
        value=value,
        currency=currency,
        valid_from=today,
        valid_to=until,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason=answers.reason,
    )


def _questions(amount: Decimal, days: int, standing: Standing) -> Iterator[Reason]:
    if standing.is_stopped:
        yield Reason("application.is_stopped")
    if standing.is_overdue:
        yield Reason("authority.overdue")
    if standing.monthly is not None and amount > standing.monthly * NINETY_DAYS_IN_MONTHS:
        said = {"amount": amount, "monthly": standing.monthly}
        yield Reason(
            "application.above_ninety_days",
            {name: Money(figure, standing.currency).rounded() for name, figure in said.items()},
        )
    if days > standing.longest_days:
        yield Reason("application.days_too_long", {"days": days, "longest": standing.longest_days})
    if standing.gaps:
        yield Reason("wishes.gaps", {"count": len(standing.gaps)})
