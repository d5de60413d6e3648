"""
What a customer's own bank statement 银行流水 says: monthly in and out, average and lowest balance, round trips.

Terms: bank line 流水行 (day, in, out, balance, counterparty), round trip 大额对敲 (a large sum that goes to a counterparty and comes back, or
the reverse, within a few days: turnover that is none). Balances between lines are taken to stand still; amounts in one currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from onaccount.kernel.reasons import Refusal

CENT = Decimal("0.01")
ROUND_TRIP_DAYS = 5
LARGE_SHARE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line: positive came in, negative went out; `balance` after it, None where the bank prints none."""

    day: date
    amount: Decimal
    balance: Decimal | None
    counterparty: str


@dataclass(frozen=True, slots=True)
class BankFlow:
    """The statement summed up; balances None where the bank prints none, `round_trips` the sum that only went round."""

    first_day: date
    last_day: date
    months: int
    monthly_in: Decimal
    monthly_out: Decimal
    average_balance: Decimal | None
    lowest_balance: Decimal | None
    round_trips: Decimal


def bank_flow(lines: Sequence[BankLine]) -> BankFlow:
    """
    Sum up a statement; months are counted as calendar months touched, sums of round trips are left in.

    Refuses `bank_flow.empty` and `bank_flow.not_continuous` where a printed balance does not follow from the line before.
    """
    if not lines:
        raise Refusal("bank_flow.empty")
    ordered = sorted(lines, key=lambda line: line.day)
    _refuse_gaps(ordered)
    first, last = ordered[0].day, ordered[-1].day
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    received = sum((line.amount for line in ordered if line.amount > 0), Decimal(0))
    paid = -sum((line.amount for line in ordered if line.amount < 0), Decimal(0))
    printed = [line.balance for line in ordered if line.balance is not None]
    return BankFlow(
        first_day=first,
        last_day=last,
        months=months,
        monthly_in=_cents(received / months),
        monthly_out=_cents(paid / months),
        average_balance=_average(ordered) if printed else None,
        lowest_balance=min(printed, default=None),
        round_trips=round_trips(ordered),
    )


def round_trips(lines: Sequence[BankLine]) -> Decimal:
    """
    Add up what went to a counterparty and came back (or the reverse) within five days, each line paired once.

    Only sums of at least 5 % of all that came in count, and only where the counterparty is named.
    """
    ordered = sorted(lines, key=lambda line: line.day)
    large = sum((line.amount for line in ordered if line.amount > 0), Decimal(0)) * LARGE_SHARE
    waiting: list[BankLine] = []
    total = Decimal(0)
    for line in ordered:
        if not line.counterparty or abs(line.amount) < large:
            continue
        partner = next((other for other in waiting if _goes_round(other, line)), None)
        if partner is None:
            waiting.append(line)
        else:
            waiting.remove(partner)
            total += abs(line.amount)
    return total


def _goes_round(earlier: BankLine, later: BankLine) -> bool:
    return (
        earlier.counterparty == later.counterparty
        and earlier.amount == -later.amount
        and later.day - earlier.day <= timedelta(days=ROUND_TRIP_DAYS)
    )


def _refuse_gaps(ordered: Sequence[BankLine]) -> None:
    """A line missing, or an amount altered, breaks the chain of balances."""
    before: Decimal | None = None
    for line in ordered:
        if before is not None and line.balance is not None and before + line.amount != line.balance:
            raise Refusal("bank_flow.not_continuous", day=line.day, stated=line.balance, computed=before + line.amount)
        before = line.balance


def _average(ordered: Sequence[BankLine]) -> Decimal:
    """The balance at each day's end, weighted by how long it stood."""
    ends = {line.day: line.balance for line in ordered if line.balance is not None}
    days = sorted(ends)
    until = [*days[1:], days[-1] + timedelta(days=1)]
    weighed = sum(
        ((ends[day] or Decimal(0)) * (end - day).days for day, end in zip(days, until, strict=True)), Decimal(0)
    )
    return _cents(weighed / (until[-1] - days[0]).days)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
