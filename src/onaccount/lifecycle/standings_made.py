"""The standings of a new day are made before anybody asks 每日信用状态: dates change them, and the first order need not wait."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.db import transaction

from onaccount.customers.queries import lock_group
from onaccount.lifecycle import account_changed, horizon_entered
from onaccount.ordercheck import actions, queries
from onaccount.trade.models import Account

LATELY: Final = timedelta(days=30)


def make_standings(*, today: date) -> int:
    """
    Make the day's standing of every account that was ordered on lately, and say how many it made.

    Each group has a transaction of its own, so that orders wait for one group at most; run twice it does nothing twice.
    """
    missing = queries.accounts_without_standing(ordered_since=today - LATELY, as_of=today)
    made = account_changed.each_in_its_own(missing, lambda group_id: _made(group_id, missing[group_id], today))
    return sum(made)


@transaction.atomic
def _made(group_id: int, accounts: Sequence[Account], today: date) -> int:
    lock_group(group_id)
    horizon_entered.catch_up(groups=[group_id], today=today)
    policy = queries.policy_in_force(on=today)
    standings = queries.standings_of(accounts=accounts, policy=policy, as_of=today)
    for account in accounts:
        actions.keep_standing(account=account, kept=standings[account.pk], policy=policy)
    return len(accounts)
