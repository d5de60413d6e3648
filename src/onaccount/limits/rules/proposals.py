"""
What somebody asks for, what is refused outright, and what is asked back before it goes to the checker.

Terms: proposal 额度申请, question 需确认的疑问 (a jump of ten times, or of ten thousand: 元 typed for 万元 or the reverse).
A refusal cannot be sent on; a question is answered by the maker and the answer is part of what the checker sees.
Source: practice.md "a jump of x10 or x10,000 (元/万元) is questioned"; "0 means no credit".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.currencies import CURRENCIES
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.limits.rules.fold import CreditLimit, act_for
from onaccount.limits.rules.words import MONEY, Act, Dimension, LimitType

ZERO, HUNDRED = Decimal(0), Decimal(100)
PERCENT_PLACES, PERCENT_END = 3, Decimal(10_000)


class Expiry(StrEnum):
    """What is in force after the last day: nothing (the default of the forms), a lower amount, or the same limit on."""

    NOTHING = "nothing"
    FALL_BACK = "fall_back"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One change somebody asks for. `valid_to` is exclusive. For a temporary limit `value` is what is added.

    `percent` stands in for the value until `figured` puts the figure beside it: so much more (or less) than the limit in force on
    the first day, for a temporary limit so much of it. `corrects` is the id of the wrong journal line; only a correction may begin in the past.
    """

    dimension: Dimension
    is_temporary: bool
    type: LimitType
    value: Decimal | None
    currency: str
    valid_from: date
    valid_to: date | None
    expiry: Expiry
    fall_back: Decimal | None
    corrects: int | None
    reason: str
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A journal line to be: exactly what the checker approves; `percent` is what its value was asked as, None for a plain figure."""

    act: Act
    is_temporary: bool
    type: LimitType
    value: Decimal | None
    currency: str
    valid_from: date
    valid_to: date | None
    corrects: int | None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What speaks against a proposal: `refusals` stop it, `questions` want a deliberate yes."""

    refusals: tuple[Reason, ...]
    questions: tuple[Reason, ...]

    def unanswered(self, confirmed: frozenset[str]) -> tuple[Reason, ...]:
        """The questions whose codes the maker has not confirmed."""
        return tuple(question for question in self.questions if question.code not in confirmed)


def figured(*, asked: Asked, before: CreditLimit) -> Asked:
    """
    Put the figure beside a percentage of the limit before, rounded half-up to what its currency has.

    Where there is no such limit, or another figure was given as well, both stay as they are, and `check` refuses them.
    """
    if asked.percent is None or tuple(_percent_faults(asked, before)):
        return asked
    return replace(asked, value=_came_to(asked, asked.percent, before))


def check(*, asked: Asked, before: CreditLimit, largest: Decimal | None, today: date) -> Checked:
    """
    Judge a proposal against the limit on its first day as known now (for a correction: without the wrong line).

    `largest` is the largest figure of the last twelve months in the same dimension and currency (None: no history); it
    stands in for an old limit where there is none. Amounts are in major units of the proposal's currency.
    """
    refusals = (
        *_percent_faults(asked, before),
        *_value_faults(asked),
        *_date_faults(asked, today),
        *_track_faults(asked, before),
    )
    if not asked.reason.strip():
        refusals = (*refusals, Reason("limits.reason_missing"))
    questions = () if refusals else (*_jumps(asked, before, largest), *_grave(asked, before))
    return Checked(refusals, questions)


def lines_of(*, asked: Asked, before: CreditLimit) -> tuple[Draft, ...]:
    """Write the journal lines of a proposal: the change itself and, if asked for, what follows its end."""
    end = None if asked.expiry is Expiry.KEEP else asked.valid_to
    value = asked.value if asked.type is LimitType.AMOUNT else None
    change = Draft(
        _act(asked, before),
        asked.is_temporary,
        asked.type,
        value,
        asked.currency,
        asked.valid_from,
        end,
        asked.corrects,
        None if value is None else asked.percent,
    )
    if asked.expiry is not Expiry.FALL_BACK or end is None:
        return (change,)
    after = Draft(Act.SET, False, LimitType.AMOUNT, asked.fall_back, asked.currency, end, None, None)
    return change, after


def bound_after(*, asked: Asked, before: CreditLimit) -> Decimal | None:
    """Give the whole bound on the first day of the change, temporary part included; None without one."""
    if asked.type is not LimitType.AMOUNT or asked.value is None:
        return None
    if asked.is_temporary:
        return asked.value + (before.value or ZERO)
    return asked.value + before.temporary


def _act(asked: Asked, before: CreditLimit) -> Act:
    if asked.corrects is not None:
        return Act.CORRECT
    if asked.is_temporary:
        return Act.EXPIRE if asked.type is LimitType.NONE else Act.TEMPORARY
    return act_for(before=before, type=asked.type, value=asked.value, currency=asked.currency)


def _percent_faults(asked: Asked, before: CreditLimit) -> Iterator[Reason]:
    if asked.percent is None:
        return
    if asked.dimension not in MONEY or before.value is None or before.currency != asked.currency:
        yield Reason("limits.percent_of_nothing", {"day": asked.valid_from})
    elif asked.percent != round(asked.percent, PERCENT_PLACES):
        yield Reason("limits.too_precise", {"value": asked.percent, "places": PERCENT_PLACES})
    elif abs(asked.percent) >= PERCENT_END:
        yield Reason("limits.too_large", {"value": asked.percent})
    elif asked.value not in {None, _came_to(asked, asked.percent, before)}:
        yield Reason("limits.value_or_percent")


def _came_to(asked: Asked, percent: Decimal, before: CreditLimit) -> Decimal:
    share = percent if asked.is_temporary else HUNDRED + percent
    return Money((before.value or ZERO) * share / HUNDRED, asked.currency).rounded().amount


def _value_faults(asked: Asked) -> Iterator[Reason]:
    if asked.type in {LimitType.PREPAY, LimitType.UNLIMITED} and (
        asked.is_temporary or asked.dimension is Dimension.CREDIT_DAYS
    ):
        yield Reason("limits.type_not_here", {"type": asked.type, "dimension": asked.dimension})
    if asked.type is LimitType.PREPAY and asked.dimension is not Dimension.EXPOSURE:
        yield Reason("limits.type_not_here", {"type": asked.type, "dimension": asked.dimension})
    if asked.type is not LimitType.AMOUNT or (asked.value is None and asked.percent is not None):
        return
    if asked.value is None:
        yield Reason("limits.value_missing")
    elif asked.is_temporary and asked.value <= 0:
        yield Reason("limits.temporary_adds_nothing")
    elif asked.value < 0:
        yield Reason("limits.negative", {"value": asked.value})
    else:
        yield from _unit_faults(asked, asked.value)


def _unit_faults(asked: Asked, value: Decimal) -> Iterator[Reason]:
    money = asked.dimension in MONEY
    if value >= Decimal(10) ** 15:
        yield Reason("limits.too_large", {"value": value})
        return
    if money and asked.currency not in CURRENCIES:
        yield Reason("limits.currency_missing", {"currency": asked.currency})
        return
    places = CURRENCIES[asked.currency].minor_units if money else 0 if asked.dimension is Dimension.CREDIT_DAYS else 3
    if value != round(value, places):
        yield Reason("limits.too_precise", {"value": value, "places": places})


def _date_faults(asked: Asked, today: date) -> Iterator[Reason]:
    if asked.valid_to is not None and asked.valid_to <= asked.valid_from:
        yield Reason("limits.ends_before_it_begins", {"valid_from": asked.valid_from, "valid_to": asked.valid_to})
    elif asked.valid_to is not None and asked.valid_to <= today and asked.corrects is None:
        yield Reason("limits.already_over", {"valid_to": asked.valid_to})
    if asked.valid_from < today and asked.corrects is None:
        yield Reason("limits.begins_in_the_past", {"valid_from": asked.valid_from, "today": today})
    if (
        asked.is_temporary
        and asked.type is LimitType.AMOUNT
        and (asked.valid_to is None or asked.expiry is Expiry.KEEP)
    ):
        yield Reason("limits.temporary_needs_an_end")
    if asked.expiry is Expiry.FALL_BACK and (asked.fall_back is None or asked.fall_back < 0 or asked.valid_to is None):
        yield Reason("limits.fall_back_missing")


def _track_faults(asked: Asked, before: CreditLimit) -> Iterator[Reason]:
    if asked.is_temporary and asked.expiry is not Expiry.NOTHING:
        yield Reason("limits.temporary_lapses")
    if asked.corrects is not None:
        return
    if asked.is_temporary and asked.value is not None and before.type is LimitType.UNLIMITED:
        yield Reason("limits.unlimited_already")
    if asked.is_temporary and asked.value is not None and before.currency and asked.currency != before.currency:
        yield Reason("limits.currency_differs", {"base": before.currency, "temporary": asked.currency})
    if not asked.is_temporary and before.temporary and asked.value is not None and asked.currency != before.currency:
        yield Reason("limits.currency_differs", {"base": asked.currency, "temporary": before.currency})
    if _nothing_changes(asked, before):
        yield Reason("limits.nothing_changes")


def _nothing_changes(asked: Asked, before: CreditLimit) -> bool:
    if asked.is_temporary:
        return asked.type is LimitType.NONE and before.temporary_until is None
    standing = LimitType.NONE if before.value == 0 and before.temporary else before.type
    if asked.type is LimitType.NONE:
        return standing is LimitType.NONE
    return (asked.type, asked.value, asked.currency, asked.valid_to) == (
        before.type,
        before.value,
        before.currency,
        before.valid_to,
    )


def _jumps(asked: Asked, before: CreditLimit, largest: Decimal | None) -> Iterator[Reason]:
    old = before.value if before.currency in {"", asked.currency} else None
    known = old or largest
    if not asked.value or not known or asked.type is not LimitType.AMOUNT:
        return
    times = max(asked.value, known) / min(asked.value, known)
    facts = {"new": _told(asked, asked.value), "known": _told(asked, known), "times": round(times)}
    source = "limit" if old else "history"
    if 5_000 <= times <= 20_000 and asked.dimension in MONEY:
        yield Reason(f"limits.unit_slip.{source}", facts)
    elif times >= (3 if asked.dimension is Dimension.CREDIT_DAYS else 10) and not _adds_a_little(asked, known):
        yield Reason(f"limits.jump.{source}", facts)


def _adds_a_little(asked: Asked, known: Decimal) -> bool:
    """A temporary limit stands on top of the one in force: less than that one is what it is for."""
    return asked.is_temporary and asked.value is not None and asked.value < known


def _told(asked: Asked, figure: Decimal) -> Money | Decimal:
    """A figure as a fact: money where the dimension is, so that people read it with separators and unit."""
    return Money(figure, asked.currency) if asked.dimension in MONEY else figure


def _grave(asked: Asked, before: CreditLimit) -> Iterator[Reason]:
    if asked.type is LimitType.AMOUNT and asked.value == 0 and asked.dimension is not Dimension.CREDIT_DAYS:
        yield Reason("limits.zero_is_no_credit")
    if asked.type is LimitType.UNLIMITED:
        yield Reason("limits.no_bound_at_all")
    if asked.is_temporary and asked.corrects is None and before.temporary and asked.type is LimitType.AMOUNT:
        yield Reason("limits.replaces_temporary", {"value": _told(asked, before.temporary)})
    if asked.dimension is Dimension.CREDIT_DAYS and (asked.value or 0) > 365:
        yield Reason("limits.more_than_a_year", {"value": asked.value})
