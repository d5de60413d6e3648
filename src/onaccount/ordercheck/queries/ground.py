"""
What checks of one group stand on at a moment: the standing of the accounts, and the totals of the ledger.

Terms: ground 检查依据. Two reads where the standings are kept, however many items are open. Binding only under the group's lock.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from onaccount.office.trays.intake import queries as intake
from onaccount.ordercheck.queries.standing import Kept, standings_of
from onaccount.ordercheck.rules import Exposure, Failure, FailureKind, Policy
from onaccount.trade import queries as trade
from onaccount.trade.models import Account


class Ground(Struct, frozen=True):
    """The standings by account (None: one that is only thought of), and every account's totals, under one policy."""

    as_of: date
    policy: Policy
    standings: Mapping[int | None, Kept]
    totals: Mapping[int | None, Exposure]
    failures: tuple[Failure, ...] = ()


def ground_for(*, group_id: int, accounts: Iterable[Account], policy: Policy, as_of: date) -> Ground:
    """Read what checks on these accounts of one group stand on."""
    standings = standings_of(accounts=accounts, policy=policy, as_of=as_of)
    return Ground(as_of, policy, standings, _totals(group_id), failures_of(policy=policy, as_of=as_of))


def failures_of(*, policy: Policy, as_of: date) -> tuple[Failure, ...]:
    """
    Name the sources that say they cannot be reached, or delivered longer ago than the policy allows; no read where it
    allows any age.

    A source that never delivered nor said anything is not waited for.
    """
    if not policy.stale_after_days:
        return ()
    found = []
    for source, heard in intake.sources_heard().items():
        last = heard.last_delivery
        if heard.is_unreachable:
            found.append(Failure(FailureKind.SOURCE_UNREACHABLE, source, last))
        elif last is not None and as_of - last > timedelta(days=policy.stale_after_days):
            found.append(Failure(FailureKind.SOURCE_STALE, source, last))
    return tuple(found)


def with_new_totals(ground: Ground, *, group_id: int) -> Ground:
    """Read the totals again, after an order of the group took credit; one read."""
    return replace(ground, totals=_totals(group_id))


def with_taken(ground: Ground, *, account_id: int, stage: str, amount: Decimal) -> Ground:
    """Let an order that is about to be written stand on an account: whatever is judged from now on sees it."""
    return replace(ground, totals={**ground.totals, account_id: ground.totals[account_id].plus(stage, amount)})


def _totals(group_id: int) -> dict[int | None, Exposure]:
    by_node = trade.exposure_by_node(group_id=group_id)
    return {account.account_id: account.exposure for found in by_node.values() for account in found}
