"""
When an invoice falls due: the terms as data, one function that applies them.

Terms: terms 付款条件, credit days 账期, due date 到期日, 月结 (counted from the month's end), cut-off day 对账截止日,
pay day 固定付款日. "30 days after month end, paid on the 10th" is one TermsRule; nothing here knows whose terms they are.
Order of the steps: the event, the statement it belongs to (cut-off day), the day counting begins, months then days of
credit, the next fixed pay day, the shift to a working day.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Self

from onaccount.kernel.calendar import Calendar, Deadline, add_months, day_of_month, month_end
from onaccount.kernel.reasons import Refusal


class StartEvent(StrEnum):
    """Which event the terms count from; the caller passes its date."""

    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    RECONCILIATION = "reconciliation"
    INVOICE = "invoice"
    RECEIPT = "receipt"
    USAGE = "usage"


class CountsFrom(StrEnum):
    """Whether credit runs from the event itself, from the cut-off day of its statement, or from that month's end."""

    EVENT = "event"
    CUT_OFF = "cut_off"
    MONTH_END = "month_end"


class Shift(StrEnum):
    """What happens to a due date on a day that is not worked."""

    NONE = "none"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class TermsRule:
    """
    Payment terms. With only `start` and `credit_days` it is plain "net n days".

    `cut_off_day`: an event after it belongs to next month's statement (None: the month's last day).
    `pay_days`: days of the month on which the customer pays at all; 31 means the month's last day.
    `latest_start_days`: when the event does not come, credit starts this many days after delivery at the latest.
    Refuses `terms.negative` and `terms.day_of_month`.
    """

    start: StartEvent
    credit_days: int
    credit_months: int = 0
    counts_from: CountsFrom = CountsFrom.EVENT
    cut_off_day: int | None = None
    pay_days: tuple[int, ...] = ()
    shift: Shift = Shift.NONE
    latest_start_days: int | None = None

    def __post_init__(self) -> None:
        for name in ("credit_days", "credit_months", "latest_start_days"):
            if (getattr(self, name) or 0) < 0:
                raise Refusal("terms.negative", field=name, value=getattr(self, name))
        cut_off_days = () if self.cut_off_day is None else (self.cut_off_day,)
        for day in (*cut_off_days, *self.pay_days):
            if not 1 <= day <= 31:
                raise Refusal("terms.day_of_month", day=day)

    def as_json(self) -> dict[str, Any]:
        """The stored form."""
        return {**asdict(self), "pay_days": list(self.pay_days)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The rule that `as_json` wrote. Refuses like the constructor."""
        read = {"start": StartEvent, "counts_from": CountsFrom, "shift": Shift, "pay_days": tuple}
        return cls(**{name: read.get(name, _as_is)(value) for name, value in data.items()})


def due_date(rule: TermsRule, start_date: date, calendar: Calendar) -> date:
    """The day the money is due: never before the event. Payment on this day is in time."""
    return due_deadline(rule, start_date, calendar).shifted


def due_deadline(rule: TermsRule, start_date: date, calendar: Calendar) -> Deadline:
    """The due date as counted, and as it stands once the shift to a working day has moved it."""
    credit_end = _add_credit(rule, _counting_begins(rule, start_date))
    raw = _next_pay_day(rule.pay_days, credit_end) if rule.pay_days else credit_end
    return Deadline(raw, max(start_date, _shifted(rule.shift, raw, calendar)))


def start_of_term(rule: TermsRule, *, event_date: date | None, delivery_date: date) -> date | None:
    """
    The day the terms count from: the event's own day, or the latest start when the event is later or did not come.

    None when the event did not come and the rule sets no latest start: the due date is not known yet.
    """
    if rule.latest_start_days is None:
        return event_date
    latest = delivery_date + timedelta(days=rule.latest_start_days)
    return latest if event_date is None else min(event_date, latest)


def _counting_begins(rule: TermsRule, start_date: date) -> date:
    if rule.counts_from is CountsFrom.EVENT:
        return start_date
    cut_off_day = 31 if rule.cut_off_day is None else rule.cut_off_day
    cut_off = day_of_month(start_date.year, start_date.month, cut_off_day)
    if start_date > cut_off:
        following = add_months(start_date, 1)
        cut_off = day_of_month(following.year, following.month, cut_off_day)
    return month_end(cut_off) if rule.counts_from is CountsFrom.MONTH_END else cut_off


def _add_credit(rule: TermsRule, begins: date) -> date:
    months_on = add_months(begins, rule.credit_months)
    if rule.counts_from is CountsFrom.MONTH_END:
        months_on = month_end(months_on)
    return months_on + timedelta(days=rule.credit_days)


def _next_pay_day(pay_days: tuple[int, ...], day: date) -> date:
    following = add_months(day_of_month(day.year, day.month, 1), 1)
    months = ((day.year, day.month), (following.year, following.month))
    return min(
        candidate
        for year, month in months
        for pay_day in pay_days
        if (candidate := day_of_month(year, month, pay_day)) >= day
    )


def _shifted(shift: Shift, day: date, calendar: Calendar) -> date:
    if shift is Shift.NEXT:
        return calendar.next_working(day)
    if shift is Shift.PREVIOUS:
        return calendar.previous_working(day)
    return day


def _as_is(value: Any) -> Any:
    return value
