"""
What a figure in somebody else's limit column means.

In many ledgers 0, a blank and 99999999 mean "uncontrolled"; in others 0 means no credit. Nobody can know from the file, so the
meaning is asked once per source, kept as data, and applied here. Terms: uncontrolled 不控制, no credit 不赊销.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules.words import LimitType


class Meaning(StrEnum):
    """What a special figure of a source stands for; `unset` leaves the customer without a limit."""

    NO_CREDIT = "no_credit"
    UNLIMITED = "unlimited"
    PREPAY = "prepay"
    UNSET = "unset"


@dataclass(frozen=True, slots=True)
class ImportedMeaning:
    """The answers given once for a source: what 0, a blank, and figures of nothing but nines mean."""

    zero: Meaning
    blank: Meaning
    nines: Meaning


_LIMITS = {
    Meaning.NO_CREDIT: (LimitType.AMOUNT, Decimal(0)),
    Meaning.UNLIMITED: (LimitType.UNLIMITED, None),
    Meaning.PREPAY: (LimitType.PREPAY, None),
    Meaning.UNSET: (LimitType.NONE, None),
}
_NINES = re.compile(r"9{7,}(\.9*0*|\.0*)?")


def looks_like_no_limit(value: Decimal) -> bool:
    """Say whether a figure is one of the "as good as infinite" ones: seven nines or more, nothing else."""
    return _NINES.fullmatch(format(value, "f")) is not None


def read_imported(*, value: Decimal | None, meaning: ImportedMeaning) -> tuple[LimitType, Decimal | None]:
    """Turn an imported figure (None = blank) into a limit's type and value. Refuses `limits.negative`."""
    if value is None:
        return _LIMITS[meaning.blank]
    if value < 0:
        raise Refusal("limits.negative", value=value)
    if value == 0:
        return _LIMITS[meaning.zero]
    if looks_like_no_limit(value):
        return _LIMITS[meaning.nines]
    return LimitType.AMOUNT, value
