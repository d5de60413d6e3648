"""
A change of a limit as the checker sees it and as it is posted: the JSON form that an approval binds its hash to.

Terms: content 审批内容. What is approved is exactly these lines; what was in force before is part of the content, so that an
approval given after somebody else changed the limit is noticed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import msgspec

from onaccount.kernel.period import last_day_before
from onaccount.kernel.reasons import Reason, as_json_value
from onaccount.limits.rules.fold import CreditLimit
from onaccount.limits.rules.history import Effect
from onaccount.limits.rules.proposals import Draft
from onaccount.limits.rules.words import Dimension, LimitType, Place, Reach


@dataclass(frozen=True, slots=True)
class Question:
    """A question the maker answered with yes: the code and the figures of its reason."""

    code: str
    facts: dict[str, Any]

    @classmethod
    def of(cls, reason: Reason) -> "Question":
        """The question a proposal was asked."""
        return cls(reason.code, dict(reason.facts))

    def reason(self) -> Reason:
        """The same as a reason, for whoever puts it into words."""
        return Reason(self.code, self.facts)


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change of one limit: where, for whom (number and name as they were), from what, to what, and with which effect.

    `wrong` is the line a correction replaces; `questions` are those the maker confirmed; `effect` is None where nothing is
    counted (a limit is removed or made unlimited).
    """

    place: Place
    number: str
    name: str
    segment: str
    before: CreditLimit
    lines: tuple[Draft, ...]
    wrong: Draft | None
    questions: tuple[Question, ...]
    effect: Effect | None


def change_as_json(change: Change) -> dict[str, Any]:
    """Write a change as plain JSON: decimals as strings, dates as ISO 8601."""
    written: dict[str, Any] = as_json_value(asdict(change))
    return written


def change_from_json(data: Mapping[str, Any]) -> Change:
    """Read the change that `change_as_json` wrote."""
    return msgspec.convert(data, Change)


def told_before(changes: Sequence[Change]) -> dict[str, str]:
    """Say in one text per limit what was in force before, for a correction the wrong line, for the journal and the checker."""
    return {
        name: _draft(change.wrong) if change.wrong else _limit(change.before)
        for name, change in zip(_names(changes), changes, strict=True)
    }


def told_after(changes: Sequence[Change]) -> dict[str, str]:
    """Say in one text per limit what these changes bring: the value, its first and its last day."""
    texts = ("; ".join(map(_draft, change.lines)) for change in changes)
    return dict(zip(_names(changes), texts, strict=True))


def in_percent(percent: Decimal | None) -> str:
    """Write the percentage a figure was asked as, with its sign; empty for a plain figure."""
    return "" if percent is None else f"{percent.normalize():+f} %"


def asked_as(*, percent: Decimal | None, figure: str) -> str:
    """Write a figure behind the percentage it was asked as: "+10 % = 110,000"; alone where it was asked as itself."""
    return figure if percent is None else f"{in_percent(percent)} = {figure}"


def reasons_of(changes: Sequence[Change]) -> tuple[Reason, ...]:
    """
    Say what the checker should weigh: the effect, the answered questions.

    Effects of several customers are summed by dimension; questions of several customers are counted.
    """
    asked = tuple(question.reason() for change in changes for question in change.questions)
    if len({change.number for change in changes}) > 1 and asked:
        asked = (Reason("limits.confirmed", {"questions": len(asked)}),)
    return (*_effects(changes), *asked)


def _effects(changes: Sequence[Change]) -> Iterator[Reason]:
    for dimension in Dimension:
        found = [change.effect for change in changes if change.place.dimension is dimension and change.effect]
        if found:
            whole = Effect(
                open_held=sum(effect.open_held for effect in found),
                open_orders=sum(effect.open_orders for effect in found),
                past_held=sum(effect.past_held for effect in found),
                past_orders=sum(effect.past_orders for effect in found),
            )
            yield Reason(f"limits.effect.{dimension}", asdict(whole) | {"percent": whole.past_percent})


def _names(changes: Sequence[Change]) -> list[str]:
    """Dimension, track, reach and segment of each; with the customer's number where there are several customers."""
    several = len({change.number for change in changes}) > 1
    return [" ".join(filter(None, [change.number if several else "", *_words(change)])) for change in changes]


def _words(change: Change) -> tuple[str, ...]:
    track = "temporary" if change.lines[0].is_temporary else ""
    reach = "" if change.place.reach is Reach.OWN else change.place.reach.value
    return change.place.dimension.value, track, reach, change.segment


def _limit(limit: CreditLimit) -> str:
    until = f" → {last_day_before(limit.temporary_until)}" if limit.temporary_until else ""
    extra = f" + {_amount(limit.type, limit.temporary, limit.currency)}{until}" if limit.temporary else ""
    return _amount(limit.type, limit.value, limit.currency) + extra


def _draft(line: Draft) -> str:
    until = f" → {last_day_before(line.valid_to)}" if line.valid_to else ""
    more = "+" if line.is_temporary and line.value is not None else ""
    figure = asked_as(percent=line.percent, figure=f"{more}{_amount(line.type, line.value, line.currency)}")
    return f"{figure}, {line.valid_from}{until}"


def _amount(kind: LimitType, value: Decimal | None, currency: str) -> str:
    if value is None:
        return kind.value
    text = f"{value:,f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {currency}".strip()
