"""
"From ... up to ... then ...": one pure type for every policy that is a table of steps.

Terms: band 区间, bound 界限, inclusive 含本数. Score points, grade scales, limit multiples, approval levels, aging buckets,
dunning steps and loss rates are all band tables, so a credit manager reads and edits one kind of table.
Chinese contracts write 以上 and 以下 with the number included; a table therefore always says which of its bounds is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Any, Generic, Self, TypeVar

from onaccount.kernel.reasons import Refusal, fact

T = TypeVar("T")


class Inclusive(StrEnum):
    """Which bound belongs to the band: "30 and more" (lower) or "up to and including 30" (upper)."""

    LOWER = "lower"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class Band(Generic[T]):
    """One row: from `lower` up to `upper`, then `value`. A bound of None has no end on that side."""

    lower: Decimal | None
    upper: Decimal | None
    value: T


@dataclass(frozen=True, slots=True)
class BandTable(Generic[T]):
    """
    Bands that follow each other without gap or overlap.

    Refuses `bands.empty`, `bands.unsorted` (a band whose upper bound is not above its lower one), `bands.gap` and
    `bands.overlap`, each with the position of the faulty row counted from one.
    """

    bands: tuple[Band[T], ...]
    inclusive: Inclusive

    def __post_init__(self) -> None:
        if not self.bands:
            raise Refusal("bands.empty")
        for position, band in enumerate(self.bands, start=1):
            _check_rises(band, position=position)
        for position, (before, after) in enumerate(pairwise(self.bands), start=2):
            _check_meets(before, after, position=position)

    @classmethod
    def rising(cls, *, bounds: Sequence[Decimal | int], values: Sequence[T], inclusive: Inclusive) -> Self:
        """
        The table without ends that these ascending bounds cut: n bounds make n + 1 bands.

        Refuses `bands.count` when the values are not exactly one more than the bounds.
        """
        if len(values) != len(bounds) + 1:
            raise Refusal("bands.count", bounds=len(bounds), values=len(values))
        edges = [None, *(_exact(bound) for bound in bounds), None]
        rows = zip(pairwise(edges), values, strict=True)
        return cls(tuple(Band(lower, upper, value) for (lower, upper), value in rows), inclusive)

    def find(self, x: Decimal | int) -> Band[T]:
        """The one band that holds x. Refuses `bands.outside` when the table has ends and x lies beyond them."""
        exact = _exact(x)
        for band in self.bands:
            if self._in(band, exact):
                return band
        raise Refusal("bands.outside", x=exact, lower=self.bands[0].lower, upper=self.bands[-1].upper)

    def value_at(self, x: Decimal | int) -> T:
        """The value of the band that holds x."""
        return self.find(x).value

    def holds(self, x: Decimal | int) -> bool:
        """Whether x lies between the ends of the table; always so when it has none."""
        exact = _exact(x)
        return any(self._in(band, exact) for band in self.bands)

    @property
    def values(self) -> tuple[T, ...]:
        """The values in the order of the bands."""
        return tuple(band.value for band in self.bands)

    def label(self, band: Band[T]) -> str:
        """The band in signs that need no translation: "≤ 30", "> 30 … ≤ 60", "> 60"; an endless band is "…"."""
        above, below = (">", "≤") if self.inclusive is Inclusive.UPPER else ("≥", "<")
        ends = ((above, band.lower), (below, band.upper))
        return " … ".join(f"{sign} {bound:f}" for sign, bound in ends if bound is not None) or "…"

    def whole_label(self, band: Band[T]) -> str:
        """The band of a table over whole numbers such as days, as people write it: "≤ 0", "1-30", "≥ 91"."""
        shift = 1 if self.inclusive is Inclusive.UPPER else 0
        first = None if band.lower is None else int(band.lower) + shift
        last = None if band.upper is None else int(band.upper) - 1 + shift
        if first is None:
            return "…" if last is None else f"≤ {last}"
        if last is None:
            return f"≥ {first}"
        return f"{first}-{last}" if first < last else str(first)

    @property
    def labels(self) -> tuple[str, ...]:
        """The label of every band, in order."""
        return tuple(self.label(band) for band in self.bands)

    def as_json(self, *, write: Callable[[T], Any]) -> dict[str, Any]:
        """The form kept in a policy version; `write` turns one value into JSON."""
        rows = [
            {"lower": fact(band.lower), "upper": fact(band.upper), "value": write(band.value)} for band in self.bands
        ]
        return {"inclusive": self.inclusive.value, "bands": rows}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], *, read: Callable[[Any], T]) -> Self:
        """The table that `as_json` wrote; `read` turns JSON back into one value. Refuses like the constructor."""
        rows: Iterable[Mapping[str, Any]] = data["bands"]
        bands = tuple(Band(_bound(row["lower"]), _bound(row["upper"]), read(row["value"])) for row in rows)
        return cls(bands, Inclusive(data["inclusive"]))

    def _in(self, band: Band[T], x: Decimal) -> bool:
        if self.inclusive is Inclusive.UPPER:
            return (band.lower is None or band.lower < x) and (band.upper is None or x <= band.upper)
        return (band.lower is None or band.lower <= x) and (band.upper is None or x < band.upper)


def _check_rises(band: Band[Any], *, position: int) -> None:
    if band.lower is not None and band.upper is not None and band.lower >= band.upper:
        raise Refusal("bands.unsorted", position=position, lower=band.lower, upper=band.upper)


def _check_meets(before: Band[Any], after: Band[Any], *, position: int) -> None:
    if before.upper is None or after.lower is None or after.lower < before.upper:
        raise Refusal("bands.overlap", position=position, upper=before.upper, lower=after.lower)
    if after.lower > before.upper:
        raise Refusal("bands.gap", position=position, upper=before.upper, lower=after.lower)


def _exact(number: Decimal | int) -> Decimal:
    if isinstance(number, float):
        raise TypeError("a bound is a Decimal or an int, never a float")
    return Decimal(number)


def _bound(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
