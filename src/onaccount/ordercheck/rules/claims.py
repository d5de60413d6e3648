"""
What a customer owed on a past day 历史应收, and what of it counted as overdue under a policy's switches on that day.

Terms: claim 应收 (an item as it stood open when an order was checked), objection 争议 and word 付款承诺, each in the days between which
it stood.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from onaccount.ordercheck.rules.facts import ZERO, Older, OverdueFacts, Snapshot, StandingFacts
from onaccount.ordercheck.rules.policy import OverdueSwitches
from onaccount.trade.rules.valuation import worth


class Objection(Struct, frozen=True):
    """So much of an item was disputed from a day until before another; None: it still is."""

    amount: Decimal
    since: date
    until: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it was raised by the day and not ended yet."""
        return self.since <= day and (self.until is None or day < self.until)


class Word(Struct, frozen=True):
    """An item was promised to be paid by a day; the promise stood from its giving until before its end."""

    promised_date: date
    since: date
    until: date | None = None

    def helps_on(self, day: date) -> bool:
        """Whether it was given, not ended, and its day had not passed."""
        return self.since <= day <= self.promised_date and (self.until is None or day < self.until)


class Claim(Struct, frozen=True):
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
        """What of it counted on a day: not what was disputed, nothing that was promised, as far as the policy says."""
        open_then = self.open_on(day)
        if not switches.promised and any(word.helps_on(day) for word in self.words):
            return ZERO
        disputed = (ZERO if switches.disputed else each.amount for each in self.objections if each.stands_on(day))
        return max(ZERO, open_then - sum(disputed, ZERO))


def overdue_on(day: date, *, claims: Iterable[Claim], switches: OverdueSwitches, seen: Snapshot) -> OverdueFacts:
    """Measure what was overdue on a day, in the currency and at the rates of a check."""
    late = [(claim, amount) for claim, amount in _counted(day, claims, switches, seen) if claim.due_date < day]
    if not late:
        return OverdueFacts()
    oldest = min((claim for claim, _ in late), key=lambda claim: (claim.due_date, claim.number))
    total = sum((amount for _, amount in late), ZERO)
    return OverdueFacts((day - oldest.due_date).days, oldest.number, oldest.due_date, total, len(late))


def under_switches(seen: Snapshot, *, claims: tuple[Claim, ...], switches: OverdueSwitches) -> StandingFacts:
    """Measure again, under other switches, what a check saw of items: overdue, balance and how much is older."""
    day, found = seen.as_of, list(_counted(seen.as_of, claims, switches, seen))
    older = (
        Older(each.days, sum((n for claim, n in found if claim.due_date < day - timedelta(days=each.days)), ZERO))
        for each in seen.standing.older
    )
    return replace(
        seen.standing,
        overdue=overdue_on(day, claims=claims, switches=switches, seen=seen),
        balance=sum((amount for _, amount in found), ZERO),
        older=tuple(older),
    )


def _counted(
    day: date, claims: Iterable[Claim], switches: OverdueSwitches, seen: Snapshot
) -> Iterator[tuple[Claim, Decimal]]:
    """What counts, in the check's currency; one of a currency the check knew no rate of is late and adds nothing."""
    rates = {used.source: used.value for used in seen.rates}
    for claim in claims:
        counts = claim.counts_on(day, switches=switches)
        rate = None if claim.currency == seen.currency else rates.get(claim.currency, ZERO)
        amount = worth(counts, rate=rate, code=seen.currency)
        if counts > 0 and (rate == 0 or amount >= switches.tiny_below):
            yield claim, amount
