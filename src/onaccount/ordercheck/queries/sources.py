"""The outside sources of facts 数据来源: when each last delivered all it had, and whether orders wait for it."""

from dataclasses import dataclass
from datetime import date

from onaccount.office.trays.intake import queries as intake
from onaccount.ordercheck.rules import Policy


@dataclass(frozen=True, slots=True)
class SourceState:
    """
    One source: the day of its last whole delivery, and its age in days; None before the first.

    Stale: older than the policy allows, so that orders wait. Unreachable: it said so itself since.
    """

    source: str
    last_delivery: date | None
    days: int | None
    is_stale: bool
    is_unreachable: bool


def sources_on(*, policy: Policy, as_of: date) -> tuple[SourceState, ...]:
    """List the sources that ever delivered or reported, the longest silent first; two reads."""
    most, found = policy.stale_after_days, []
    for source, heard in intake.sources_heard().items():
        days = None if heard.last_delivery is None else (as_of - heard.last_delivery).days
        is_stale = days is not None and 0 < most < days
        found.append(SourceState(source, heard.last_delivery, days, is_stale, heard.is_unreachable))
    return tuple(sorted(found, key=lambda each: (each.days is not None, -(each.days or 0), each.source)))
