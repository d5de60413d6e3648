"""What the aging page asks 账龄条件, read from the address: the day, the basis, the buckets, where credits go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onaccount.desk.components.fields import day_in
from onaccount.kernel.reasons import Refusal
from onaccount.trade.queries import AgingQuestion
from onaccount.trade.rules import Basis, Credits, bucket_table, default_buckets

MOST = 7
LONGEST = 36_500  # days, a century


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as judged, the texts as typed, and what was wrong with them; a fault leaves the usual in its place."""

    question: AgingQuestion
    day: str
    basis: str
    bounds: str
    faults: tuple[str, ...]

    @property
    def by_balance(self) -> bool:
        """Whether credits have settled the oldest claims, so that a bucket is no sum of documents."""
        return self.question.credits_go is Credits.OLDEST


def asked(*, given: Mapping[str, str], today: date) -> Asked:
    """Read the question; a day that is no day or buckets that do not rise are named, not guessed."""
    faults: list[str] = []
    basis = Basis(given["basis"]) if given.get("basis") in set(Basis) else Basis.DUE_DATE
    day = _day(given.get("as_of", ""), today, faults)
    bounds = given.get("buckets", "").strip()
    buckets = default_buckets(basis)
    if bounds:
        try:
            days = [_bound(part) for part in bounds.replace("，", ",").split(",")][:MOST]
            if basis is Basis.DOCUMENT_DATE and days[0] == 0 < len(days) - 1:
                del days[0]  # nothing is "not due" by the date of its document
            buckets = bucket_table(bounds=days)
        except (ValueError, Refusal):
            faults.append(_("Write the buckets as rising days, at most seven: 0, 30, 60, 90."))
    credits_go = Credits.OLDEST if given.get("credits") == Credits.OLDEST else Credits.APART
    return Asked(AgingQuestion(day, basis, buckets, credits_go), day.isoformat(), basis.value, bounds, tuple(faults))


def _day(text: str, today: date, faults: list[str]) -> date:
    try:
        return day_in(text) if text else today
    except ValueError:
        faults.append(_("Write the day as 2026-11-21."))
        return today


def _bound(text: str) -> int:
    days = int(text)
    if abs(days) > LONGEST:
        raise ValueError(text)
    return days
