"""
What is told of a run of intake 导入批次: faults of rows, and counts that add up.

Terms: run 导入批次, fault 问题 (blocking 错误, or a warning 提醒), fate 处理结果 of a row: created 新增, updated 更新, unchanged 未变,
rejected 拒绝, left out 略过 (a sum row or a blank balance, shown but nothing of its own).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from onaccount.kernel.reasons import as_json_value

FAULTS_KEPT = 5_000  # a file with more has one fault many times over; the count says how many there are


class Fate(StrEnum):
    """What becomes of one row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    LEFT_OUT = "left_out"


class SourceWord(StrEnum):
    """What a source says of itself: all it had is here, it cannot reach its own system, or nobody is to wait for it any more."""

    DELIVERED = "delivered"
    UNREACHABLE = "unreachable"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a source: the day of its last whole delivery, if there was one, and whether it said since that it is unreachable."""

    last_delivery: date | None
    is_unreachable: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row, at its place as the user sees it; a warning does not block."""

    sheet: str
    row: int
    column: str
    title: str
    value: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """All faults that one repair cures: the same code in the same column, the first few of `count` as examples."""

    code: str
    title: str
    is_blocking: bool
    count: int
    examples: tuple[Fault, ...]


@dataclass(slots=True)
class Tally:
    """
    Counts of a run while it goes over the rows; sums by currency are what the file says, `accepted` what came of it, `moved` what
    stood elsewhere with us already and moves on.
    """

    fates: Counter[str] = field(default_factory=Counter)
    sums: dict[str, Decimal] = field(default_factory=dict)
    accepted: dict[str, Decimal] = field(default_factory=dict)
    moved: dict[str, Decimal] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    blocking: int = 0
    warnings: int = 0

    @property
    def rows_in(self) -> int:
        """Every row of the file is one of these."""
        return self.fates.total()

    def fate(self, fate: Fate) -> None:
        """One more row with this fate."""
        self.fates[fate] += 1

    def add(self, *, currency: str, amount: Decimal, is_accepted: bool) -> None:
        """One more amount, in the file's sums and, if its row is taken, in what was accepted."""
        self.sums[currency] = self.sums.get(currency, Decimal(0)) + amount
        if is_accepted:
            self.accepted[currency] = self.accepted.get(currency, Decimal(0)) + amount

    def add_moved(self, *, currency: str, amount: Decimal) -> None:
        """One more amount that moves on."""
        self.moved[currency] = self.moved.get(currency, Decimal(0)) + amount

    def found(self, faults: Iterable[Fault]) -> None:
        """Take faults into account; beyond FAULTS_KEPT that block, and as many that do not, they are only counted."""
        for fault in faults:
            self.blocking += fault.is_blocking
            self.warnings += not fault.is_blocking
            if (self.blocking if fault.is_blocking else self.warnings) <= FAULTS_KEPT:
                self.faults.append(fault)

    def as_json(self) -> dict[str, Any]:
        """What is kept with the run beside its counts."""
        told = {
            "sums": dict(sorted(self.sums.items())),
            "accepted": dict(sorted(self.accepted.items())),
            "moved": dict(sorted(self.moved.items())),
            "notes": dict(self.notes),
            "blocking": self.blocking,
            "warnings": self.warnings,
        }
        plain: dict[str, Any] = as_json_value(told)
        return plain


def grouped(*, faults: Iterable[Fault], examples: int) -> tuple[FaultGroup, ...]:
    """Faults by repair, those that block first, then the largest group, each with its first examples."""
    counts: Counter[tuple[bool, str, str]] = Counter()
    kept: dict[tuple[bool, str, str], list[Fault]] = {}
    for fault in faults:
        key = (not fault.is_blocking, fault.code, fault.title)
        counts[key] += 1
        few = kept.setdefault(key, [])
        if len(few) < examples:
            few.append(fault)
    order = sorted(counts, key=lambda key: (key[0], -counts[key]))
    return tuple(FaultGroup(key[1], key[2], not key[0], counts[key], tuple(kept[key])) for key in order)
