"""
How long what is about people is kept 保存期限, in months, as data of the policy of the file.

Terms: retention 保存期限. Facts count from the day they are of, papers from the day they came in, contacts from the last dealing with
their company, applications from the day they ended. The law asks for no more than the purpose needs (个人信息保护法 art. 19 and 47).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal

LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Retention:
    """Months for each kind of personal data; `unsent` is for applications begun and never sent."""

    facts: int
    papers: int
    contacts: int
    applications: int
    unsent: int


SHIPPED_RETENTION: Final = Retention(facts=36, papers=36, contacts=36, applications=36, unsent=3)


def checked_retention(kept: Retention) -> Retention:
    """Give a retention that may be kept. Refuses `retention.months_wrong` outside one month to ten years."""
    for field in fields(kept):
        if not 1 <= getattr(kept, field.name) <= LONGEST:
            raise Refusal("retention.months_wrong", months=getattr(kept, field.name), most=LONGEST)
    return kept


def over_through(*, months: int, today: date) -> date:
    """Give the last day whose time is over: what counts from it, or from an earlier day, is erased."""
    return add_months(today, -months)


def retention_as_json(kept: Retention) -> dict[str, int]:
    """Give the plain form in which a policy version keeps it."""
    return {field.name: getattr(kept, field.name) for field in fields(kept)}


def retention_from_json(data: Mapping[str, int] | None) -> Retention:
    """Read it again; what a version does not name is kept as shipped."""
    return Retention(**retention_as_json(SHIPPED_RETENTION) | dict(data or {}))
