"""
How much hangs on few customers.

Terms: concentration 集中度, Herfindahl-Hirschman index HHI 赫芬达尔指数, effective number 有效客户数. Names without exposure do not
count: a well-known library counts empty groups and comes out too low.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.reasons import Refusal

ZERO, ONE = Decimal(0), Decimal(1)


class Spread(StrEnum):
    """How an index reads: below 0.15 low, through 0.25 moderate, above it high."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Concentration:
    """
    The index between 0 and 1 and times 10,000, normalised so that equal shares are 0, as how many equal names it feels like,
    the largest name's share, and how it reads.
    """

    hhi: Decimal
    hhi_points: Decimal
    hhi_normalised: Decimal
    effective_number: Decimal
    largest_share: Decimal
    names: int
    spread: Spread


def concentration(*, exposures: tuple[Decimal, ...]) -> Concentration:
    """Measure exposures by obligor; shares or amounts alike. Refuses `reporting.exposure_negative` and `reporting.no_exposure`."""
    if any(exposure < 0 for exposure in exposures):
        raise Refusal("reporting.exposure_negative")
    held = [exposure for exposure in exposures if exposure]
    if not held:
        raise Refusal("reporting.no_exposure")
    whole, names = sum(held, ZERO), len(held)
    index = sum(((exposure / whole) ** 2 for exposure in held), ZERO)
    even = ONE / names
    normalised = ONE if names == 1 else (index - even) / (1 - even)
    return Concentration(index, index * 10_000, normalised, 1 / index, max(held) / whole, names, _spread(index))


def _spread(index: Decimal) -> Spread:
    if index < Decimal("0.15"):
        return Spread.LOW
    return Spread.MODERATE if index <= Decimal("0.25") else Spread.HIGH
