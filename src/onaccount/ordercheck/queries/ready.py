"""
Standings kept in this process 常备状态, each with the judgement of new orders prepared on it.

The database gives a group a new version in the transaction of any change, and the check reads the version with the lock. So
what is kept under a version is never older than the lock, and what differs in version, day or policy is made anew.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Final, Self

from onaccount.ordercheck.queries.standing import Kept, standings_of
from onaccount.ordercheck.rules import Policy, Prepared, prepared_on
from onaccount.trade.models import Account

MOST_KEPT: Final = 50_000


@dataclass(frozen=True, slots=True)
class Known:
    """Under what a standing is kept: anything of it that differs makes it another standing."""

    version: int
    as_of: date
    policy: int


@dataclass(frozen=True, slots=True)
class Ready:
    """
    A standing with the judgement of new orders prepared on it; None where something failed in it or may fail.

    `is_cited` says whether its row holds what that judgement can find of an order that passes, so that an answer may cite it.
    """

    kept: Kept
    prepared: Prepared | None
    is_cited: bool

    @classmethod
    def on(cls, kept: Kept, *, policy: Policy) -> Self:
        """Prepared now. The findings of the row are compared, because another edition of the program may have written them."""
        prepared, findings = prepared_on(kept.standing, policy=policy), kept.findings
        is_cited = findings is not None and prepared is not None and findings == prepared.kept_findings
        return cls(replace(kept, findings=None), prepared, is_cited)


class KeptStandings:
    """The standings of accounts, kept in this process while the group's version stays the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[Known, Ready]] = OrderedDict()
        self._lock = Lock()

    def ready(self, *, account: Account, known_as: Known, policy: Policy) -> Ready:
        """The standing of an account, read or made when it is not known as this. What rests on exchange rates is never kept."""
        found = self._kept.get(account.id)
        if found is not None and found[0] == known_as:
            return found[1]
        kept = standings_of(accounts=[account], policy=policy, as_of=known_as.as_of)[account.id]
        ready = Ready.on(kept, policy=policy)
        if account.id is not None and not kept.standing.rates and kept.standing.knows_all_rates:
            self.remember(account_id=account.id, ready=ready, known_as=known_as)
        return ready

    def remember(self, *, account_id: int, ready: Ready, known_as: Known) -> None:
        """Keep a standing for the checks to come."""
        with self._lock:
            self._kept[account_id] = known_as, ready
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def written(self, *, account_id: int, kept: Kept, row_id: int) -> None:
        """Note under which key a standing that was made here is in the database, now that it is there to stay."""
        found = self._kept.get(account_id)
        if found is not None and found[1].kept is kept:
            ready = Ready(replace(kept, id=row_id), found[1].prepared, is_cited=True)
            self.remember(account_id=account_id, ready=ready, known_as=found[0])


KEPT_STANDINGS = KeptStandings()
