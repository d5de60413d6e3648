"""What an unlock 解锁方案 says: families 措施类别, actions 措施, ways 方案 and the limits that bind 卡住的额度节点."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from onaccount.kernel.money import Money
from onaccount.ordercheck.rules.facts import ZERO


class Family(StrEnum):
    """What kind of thing is done."""

    PAY = "pay"
    DEPOSIT = "deposit"
    SPLIT = "split"
    TERMS = "terms"
    TEMPORARY = "temporary"


class Action(Struct, frozen=True):
    """
    One thing to do. `target` is an invoice's number, a line's position, or the number of the company whose limit rises.

    `amount` is what is paid, deposited, split off or added to the limit; `days` the credit days to agree on; `until` the
    last day of a temporary limit that comes on top of the one `running`; `is_group` and `segment` say which limit it is.
    `of_order` is an amount that is split off, in the order's own currency where that is another than the account's.
    """

    family: Family
    amount: Decimal = ZERO
    target: str = ""
    days: int | None = None
    until: date | None = None
    running: Decimal = ZERO
    is_group: bool = False
    segment: str | None = None
    of_order: Money | None = None

    def written(self, *, currency: str) -> Money:
        """What it moves, as the people write it who do it; `currency` is the account's."""
        return self.of_order or Money(self.amount, currency).rounded()


class Way(Struct, frozen=True):
    """A set of actions that together let the order pass; `family` is the one it is the best of."""

    family: Family
    actions: tuple[Action, ...]

    @property
    def money(self) -> Decimal:
        """What it moves in all: paid, deposited, put off or lent more."""
        return sum((action.amount for action in self.actions), ZERO)


class Binding(Struct, frozen=True):
    """A limit the order breaks, and by how much."""

    number: str
    name: str
    is_group: bool
    segment: str | None
    over: Decimal


class Unlock(Struct, frozen=True):
    """
    The ways out of a hold, the cheapest first; every limit that binds; the reasons no action here can cure.

    `is_exact` is false when there were too many open items to look at every combination.
    """

    ways: tuple[Way, ...]
    binding: tuple[Binding, ...]
    hopeless: tuple[str, ...] = ()
    is_exact: bool = True
