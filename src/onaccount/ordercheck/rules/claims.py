"""
What a customer owed on a past day 历史应收, and what of it counted as overdue under a policy's switches on that day.

Terms: claim 应收 (an item as it stood open when an order was checked), objection 争议 and word 付款承诺, each in the days between which
it stood.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from onaccount.ordercheck.rules.facts import ZERO, Older, OverdueFacts, StandingFacts
from onaccount.ordercheck.rules.policy import OverdueSwitches


@dataclass(frozen=True, slots=True)
class Objection:
    """So much of an item was disputed from a day until before another; None: it still is."""

    amount: Decimal
    since: date
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it was raised by the day and not ended yet."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Word:
    """An item was promised to be paid by a day; the promise stood from its giving until before its end."""

    promised_date: date
    since: date
    until: date | None = None

    def helps_on(self, day: date) -> bool:
        """Whether it was given, not ended, and its day had not passed."""
        return self.since <= day <= self.promised_date and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Claim:
    """An item as it stood open when the order was checked, what was settled of it on which later day, and what was noted on it."""

    number: str
    due_date: date
    amount: Decimal
    currency: str
    settled: tuple[tuple[date, Decimal], ...] = ()
    objections: tuple[Objection, ...] = ()
    words: tuple[Word, ...] = ()

    def open_on(self, day: date) -> Decimal:
        """What of it stood open at the end of a day."""
        return self.amount - sum((part for on, part in self.settled if on <= day), ZERO)

    def counts_on(self, day: date, *, switches: OverdueSwitches) -> Decimal:
        """What of it counted on a day: not what was disputed, nothing that was promised, nothing tiny, as far as the policy says."""
        open_then = self.open_on(day)
        if not switches.promised and any(word.helps_on(day) for word in self.words):
            return ZERO
        disputed = (ZERO if switches.disputed else each.amount for each in self.objections if each.stands_on(day))
        counts = max(ZERO, open_then - sum(disputed, ZERO))
        return counts if counts >= switches.tiny_below else ZERO


def overdue_on(day: date, *, claims: Iterable[Claim], switches: OverdueSwitches, currency: str) -> OverdueFacts:
    """Measure what was overdue on a day; the oldest item is of any currency, the sum of the one named."""
    late = [(claim, counts) for claim, counts in _counted(day, claims, switches) if claim.due_date < day]
    if not late:
        return OverdueFacts()
    oldest = min((claim for claim, _ in late), key=lambda claim: (claim.due_date, claim.number))
    mine = [counts for claim, counts in late if claim.currency == currency]
    return OverdueFacts((day - oldest.due_date).days, oldest.number, oldest.due_date, sum(mine, ZERO), len(mine))


def under_switches(
    seen: StandingFacts, *, day: date, claims: tuple[Claim, ...], switches: OverdueSwitches, currency: str
) -> StandingFacts:
    """Measure again, under other switches, what a standing says of items: overdue, balance and how much is older."""
    mine = [(claim, counts) for claim, counts in _counted(day, claims, switches) if claim.currency == currency]
    older = (
        Older(each.days, sum((n for claim, n in mine if claim.due_date < day - timedelta(days=each.days)), ZERO))
        for each in seen.older
    )
    return replace(
        seen,
        overdue=overdue_on(day, claims=claims, switches=switches, currency=currency),
        balance=sum((counts for _, counts in mine), ZERO),
        older=tuple(older),
    )


def _counted(day: date, claims: Iterable[Claim], switches: OverdueSwitches) -> list[tuple[Claim, Decimal]]:
    found = ((claim, claim.counts_on(day, switches=switches)) for claim in claims)
    return [(claim, counts) for claim, counts in found if counts > 0]
