"""The outside sources of facts 数据来源: when each last brought a whole file, and whether the check calls it stale."""

from dataclasses import dataclass
from datetime import date

from onaccount.office.trays.intake import queries as intake
from onaccount.ordercheck.rules import Policy


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source: the day of its last whole file, and its age in days. Stale: older than the policy allows, so that orders wait."""

    source: str
    last_delivery: date
    days: int
    is_stale: bool


def sources_on(*, policy: Policy, as_of: date) -> tuple[SourceState, ...]:
    """List the sources that ever brought a file, the longest silent first; one read."""
    ages = ((source, day, (as_of - day).days) for source, day in intake.last_imports().items())
    most = policy.stale_after_days
    found = (SourceState(source, day, days, most > 0 and days > most) for source, day, days in ages)
    return tuple(sorted(found, key=lambda each: (-each.days, each.source)))
