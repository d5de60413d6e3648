"""What a nightly look finds 预警: a reason under a key, with the lines it names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onaccount.kernel.reasons import Reason


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: about what (`key`), why, and its lines, each a mapping of plain values."""

    key: str
    reason: Reason
    lines: tuple[Mapping[str, Any], ...]
