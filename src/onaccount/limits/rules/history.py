"""
What a limit would have done, and what the last twelve months looked like beside it.

Terms: median 中位数, largest 最大值, seasonal peak 旺季峰值 (the month with the highest mean), would have been held 会被锁单.
The arithmetic is deliberately its own, not the order check's: value occupies from the order until the money comes, an
order is over when the balance with it exceeds the limit, equality is allowed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from onaccount.limits.rules.words import Dimension


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Value that arrived (positive) or left (negative) on a day.

    For an order its `amount`, `quantity`, `credit_days` and whether it `is_open`; for anything else only the amount.
    """

    day: date
    amount: Decimal
    is_order: bool
    is_open: bool
    quantity: Decimal
    credit_days: int | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Under the proposed limit: how many of the open orders, and of the last year's, would have been held."""

    open_held: int
    open_orders: int
    past_held: int
    past_orders: int

    @property
    def past_percent(self) -> int:
        """The share of last year's orders that would have been held, in whole percent; 0 where there were none."""
        return round(Decimal(100 * self.past_held) / self.past_orders) if self.past_orders else 0


@dataclass(frozen=True, slots=True)
class Experience:
    """The last twelve months of one figure: median, largest, and the month with the highest mean (its first day)."""

    median: Decimal
    largest: Decimal
    peak: Decimal
    peak_month: date


def balances(entries: Iterable[Entry]) -> tuple[tuple[Entry, Decimal], ...]:
    """Say, entry by entry in order of days, what stood open right after it; credit before debit."""
    standing = Decimal(0)
    after = []
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.amount > 0)):
        standing += entry.amount
        after.append((entry, standing))
    return tuple(after)


def effect_of(*, entries: Sequence[Entry], dimension: Dimension, value: Decimal, since: date) -> Effect:
    """
    Count the orders that exceed `value`: those placed on or after `since` by what stood open right then, and
    the open ones by what stands today, for they are checked again before they ship.
    """
    standing = balances(entries)
    today = standing[-1][1] if standing else Decimal(0)
    orders = [(entry, after) for entry, after in standing if entry.is_order]
    past = [_figure(*order, dimension) > value for order in orders if order[0].day >= since]
    now = [_figure(entry, today, dimension) > value for entry, _ in orders if entry.is_open]
    return Effect(open_held=sum(now), open_orders=len(now), past_held=sum(past), past_orders=len(past))


def largest(*, entries: Sequence[Entry], dimension: Dimension, since: date) -> Decimal | None:
    """Give the largest figure on or after `since`; None where there is none above zero."""
    recent = [(entry, standing) for entry, standing in balances(entries) if entry.day >= since]
    orders = [pair for pair in recent if pair[0].is_order or dimension is Dimension.EXPOSURE]
    found = max((_figure(*pair, dimension) for pair in orders), default=Decimal(0))
    return found if found > 0 else None


def experience(*, points: Iterable[tuple[date, Decimal]]) -> Experience | None:
    """Sum up dated figures; None where there are none. Means and medians are rounded to cents."""
    months: dict[date, list[Decimal]] = {}
    for day, figure in points:
        months.setdefault(day.replace(day=1), []).append(figure)
    if not months:
        return None
    figures = [figure for month in months.values() for figure in month]
    means = {month: sum(inside, Decimal(0)) / len(inside) for month, inside in months.items()}
    peak = max(means, key=lambda month: (means[month], month))
    return Experience(round(median(figures), 2), max(figures), round(means[peak], 2), peak)


def month_ends(*, entries: Iterable[Entry], last: date, months: int) -> tuple[tuple[date, Decimal], ...]:
    """Give the balance at the end of each of these months, the newest being that of the day `last`."""
    standing = balances(entries)
    days = [last]
    for _ in range(months - 1):
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return tuple((day, _standing_on(standing, day)) for day in reversed(days))


def _standing_on(standing: Sequence[tuple[Entry, Decimal]], day: date) -> Decimal:
    return next((balance for entry, balance in reversed(standing) if entry.day <= day), Decimal(0))


def _figure(entry: Entry, standing: Decimal, dimension: Dimension) -> Decimal:
    match dimension:
        case Dimension.EXPOSURE:
            return standing
        case Dimension.ORDER_AMOUNT:
            return entry.amount
        case Dimension.QUANTITY:
            return entry.quantity
    return Decimal(entry.credit_days or 0)
