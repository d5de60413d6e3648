"""
A stretch of days, open to the right: the first day belongs to it, `valid_to` is the first day after it.

Terms: period 期间, valid from 生效日, last day shown to people 截止日 (inclusive), without end 长期.
Half-open periods meet without a gap and without an overlap: one limit ends on the day the next one begins.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self, overload

from onaccount.kernel.reasons import Refusal

ONE_DAY = timedelta(days=1)


@overload
def end_after(last_day: date) -> date: ...
@overload
def end_after(last_day: None) -> None: ...
def end_after(last_day: date | None) -> date | None:
    """Give the stored end of a period whose last day people tell; None is without end."""
    return None if last_day is None else last_day + ONE_DAY


@overload
def last_day_before(valid_to: date) -> date: ...
@overload
def last_day_before(valid_to: None) -> None: ...
def last_day_before(valid_to: date | None) -> date | None:
    """Give the last day of a period as people write it, from its stored end; None is without end."""
    return None if valid_to is None else valid_to - ONE_DAY


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `valid_from` up to, not including, `valid_to`; without end when `valid_to` is None. Never empty."""

    valid_from: date
    valid_to: date | None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise Refusal("period.empty", valid_from=self.valid_from, valid_to=self.valid_to)

    @classmethod
    def through(cls, first_day: date, last_day: date) -> Self:
        """The period people mean by "from the 1st to the 31st": both days belong to it."""
        return cls(first_day, end_after(last_day))

    @property
    def shown_end(self) -> date | None:
        """The last day that belongs to the period, as people write it; None when it has no end."""
        return last_day_before(self.valid_to)

    @property
    def length(self) -> int | None:
        """The number of days; None when the period has no end."""
        return None if self.valid_to is None else (self.valid_to - self.valid_from).days

    def contains(self, day: date) -> bool:
        """Whether the day belongs to the period."""
        return self.valid_from <= day < _after(self)

    def overlaps(self, other: "Period") -> bool:
        """Whether at least one day belongs to both."""
        return self.valid_from < _after(other) and other.valid_from < _after(self)

    def intersect(self, other: "Period") -> "Period | None":
        """The days that belong to both, or None."""
        if not self.overlaps(other):
            return None
        after = min(_after(self), _after(other))
        return Period(max(self.valid_from, other.valid_from), None if after == date.max else after)


def _after(period: Period) -> date:
    return date.max if period.valid_to is None else period.valid_to
