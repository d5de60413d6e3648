"""
Until when a guarantor can be held to a guarantee.

Terms: guarantee period 保证期间, general guarantee 一般保证, joint guarantee 连带责任保证. Source: Civil Code articles 686 (unclear means general),
692 (six months from the due date unless a later end was agreed; never interrupted, suspended or extended) and 693 (what must be done
within it: sue the debtor, or claim against the guarantor).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onaccount.kernel.calendar import Calendar, add_months

DEFAULT_MONTHS = 6


class GuaranteeKind(StrEnum):
    """Whether the guarantor may first send us to the debtor."""

    GENERAL = "general"
    JOINT = "joint"


class GuaranteeStep(StrEnum):
    """What keeps the guarantee alive."""

    SUE_DEBTOR = "sue_debtor"
    CLAIM_GUARANTOR = "claim_guarantor"


@dataclass(frozen=True, slots=True)
class GuaranteeDeadline:
    """The last day as counted and as holidays move it, what must be done by then, and whether the agreed end counted."""

    last_day: date
    last_day_shifted: date
    needed: GuaranteeStep
    is_as_agreed: bool


def guarantee_deadline(
    *, principal_due: date, agreed_end: date | None, kind: GuaranteeKind, calendar: Calendar
) -> GuaranteeDeadline:
    """Give the day a guarantee lapses; an end agreed on or before the due date counts as none."""
    agreed = agreed_end if agreed_end is not None and agreed_end > principal_due else None
    last = agreed or add_months(principal_due, DEFAULT_MONTHS)
    step = GuaranteeStep.SUE_DEBTOR if kind is GuaranteeKind.GENERAL else GuaranteeStep.CLAIM_GUARANTOR
    return GuaranteeDeadline(last, calendar.next_working(last), step, agreed is not None)
