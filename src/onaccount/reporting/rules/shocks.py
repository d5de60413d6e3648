"""
Rate shocks 汇率冲击: exchange rates moved since they were last taken, and by that alone a company stands over its limit.

Nothing is moved in the ledger: documents keep their first rate until they are settled; it is an alert.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.money import Money

ZERO, HUNDRED = Decimal(0), Decimal(100)
Rates = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Exposed:
    """
    What stands against one limit: the company (with all below it, where the limit is the group's), the segment (empty: all) and
    its counted exposure by currency, documents at their first rates; `documents` is the same in their own currencies. `currency` is
    that of the limit.
    """

    customer: str
    name: str
    segment: str
    is_group: bool
    limit: Decimal
    currency: str
    exposure: Mapping[str, Decimal]
    documents: Mapping[str, Decimal]

    def used(self, rates: Rates) -> Decimal:
        """The exposure in the limit's currency, each part rounded to its minor units; `rates` hold every foreign currency."""
        return self._sum(self.exposure, rates)

    def used_at(self, rates: Rates) -> Decimal:
        """What it would be if every document were taken at these rates."""
        return self._sum(self.documents, rates)

    def _sum(self, parts: Mapping[str, Decimal], rates: Rates) -> Decimal:
        return sum((self._in_own(code, amount, rates) for code, amount in parts.items()), ZERO)

    def _in_own(self, code: str, amount: Decimal, rates: Rates) -> Decimal:
        return amount if code == self.currency else Money(amount * rates[code], self.currency).rounded().amount


@dataclass(frozen=True, slots=True)
class Shock:
    """A company whose use of its limit went past a bound by a move of rates: used at the rates then and now."""

    about: Exposed
    before: Decimal
    now: Decimal

    @property
    def is_over(self) -> bool:
        """Whether the limit itself is exceeded now; exactly reached is not exceeded."""
        return self.now > self.about.limit


def shock_of(*, exposed: Exposed, before: Rates, now: Rates, use_percent: Decimal) -> Shock | None:
    """
    Say whether the move of rates alone took the use from inside to beyond the limit, or to beyond
    `use_percent` of it; None where it did not.
    """
    found = Shock(exposed, exposed.used(before), exposed.used_at(now))
    bounds = (exposed.limit, exposed.limit * use_percent / HUNDRED)
    return found if any(found.before <= bound < found.now for bound in bounds) else None
