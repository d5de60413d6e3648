"""A day ends 日终: orders come inside the horizon, items become overdue, temporary limits lapse; whoever waits is looked at again."""

from dataclasses import dataclass
from datetime import date

from onaccount.lifecycle import account_changed, horizon_entered
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import queries
from onaccount.trade import queries as ledger


@dataclass(frozen=True, slots=True)
class DayClosed:
    """What the turn of the day did: orders that now count, and holds that ended."""

    entered: int
    cleared: int


def close_day(*, actor: Actor, today: date) -> DayClosed:
    """Bring every group to a new day; run twice it does nothing twice."""
    entered = enter_all(actor=actor, today=today)
    cleared = account_changed.each_in_its_own(
        sorted({*queries.groups_with_holds(), *ledger.groups_with_ripe_promises(today=today)}),
        lambda group: len(account_changed.reassess(group_id=group, actor=actor, today=today)),
    )
    return DayClosed(entered, sum(cleared))


def enter_all(*, actor: Actor, today: date) -> int:
    """Pull in what entered the horizon of any group by today, and say how many orders it was."""
    entered = account_changed.each_in_its_own(
        ledger.groups_with_entering_orders(today=today),
        lambda group: horizon_entered.enter(group_id=group, actor=actor, today=today),
    )
    return sum(entered)
