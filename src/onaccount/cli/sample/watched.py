"""What the sample company watches as a whole 演示额度池: the pot of one salesperson is over its limit on the first morning."""

from decimal import Decimal

from onaccount.cli.sample.limits import approve
from onaccount.cli.sample.stage import Stage
from onaccount.lifecycle import exposure_watched
from onaccount.reporting.queries import pots_on
from onaccount.reporting.rules import PotKind, WatchLimits

STEP = Decimal(500_000)
OVER = "sales2"


def make_watched(*, stage: Stage) -> None:
    """Watch every salesperson and team; all keep inside their limits but one salesperson."""
    day = stage.morning
    used = {kind: {pot.name: pot.used for pot in pots_on(day=day).pots if pot.kind is kind} for kind in PotKind}
    limits = WatchLimits(
        people={name: _above(amount) - (STEP if name == OVER else 0) for name, amount in used[PotKind.PERSON].items()},
        teams={name: _above(amount) for name, amount in used[PotKind.TEAM].items()},
    )
    request = exposure_watched.ask_to_watch(limits=limits, today=day, actor=stage.actor("analyst", day))
    approve(request, checker=stage.actor("manager", day))


def _above(used: Decimal) -> Decimal:
    return (used // STEP + 1) * STEP
