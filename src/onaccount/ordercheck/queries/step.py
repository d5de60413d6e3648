"""One order at one checkpoint 检查事项, before anything else is gathered for it."""

from decimal import Decimal

from msgspec import Struct

from onaccount.limits.rules import ListingKind, SuspensionKind
from onaccount.ordercheck.queries.past import NEW, OrderPast
from onaccount.ordercheck.rules import ChangedDetail, Checkpoint, OrderFacts
from onaccount.ordercheck.rules.converting import at_first_rate
from onaccount.trade.models import Account, Stage
from onaccount.trade.rules.valuation import FirstRate, worth


class Leaves(Struct, frozen=True):
    """Where in its own group an order stands that another account shall carry: so much in its currency, worth so much there."""

    account: int
    stage: Stage
    amount: Decimal
    worth: Decimal


class Step(Struct, frozen=True):
    """
    One order at one checkpoint, with what happened to it before; `was_beyond` says where its occupation stands.

    `stops` are standing holds on a buyer for whom another company pays, and the sanctions list it stands on: whoever pays,
    nothing leaves for a stopped or sanctioned customer. `sent_elsewhere` is that buyer's ship-to address where it was changed.
    `entered_as` is the key of an order that is entered already. `delivered` of what it occupies stands in its deliveries.
    `entered` are the keys of orders that came inside the horizon today and stand beyond it in the tables still. `leaves` is told of an
    order that another company of its group shall pay for: it counts once, where it goes.
    Amounts are in the order's own currency; `rate` brings them into the one its account is kept in.
    """

    account: Account
    checkpoint: Checkpoint
    order: OrderFacts
    past: OrderPast = NEW
    was_beyond: bool = False
    stops: tuple[SuspensionKind | ListingKind, ...] = ()
    sent_elsewhere: tuple[ChangedDetail, ...] = ()
    salesperson_id: int | None = None
    entered_as: int | None = None
    delivered: Decimal = Decimal(0)
    rate: FirstRate | None = None
    entered: frozenset[int] = frozenset()
    leaves: Leaves | None = None

    @property
    def converted(self) -> OrderFacts:
        """The order with its amounts in the currency its account is kept in."""
        account = self.account
        return at_first_rate(self.order, rate=self.rate, currency=account.currency, into=account.kept_in)

    def worth(self, amount: Decimal) -> Decimal:
        """What an amount of the order is worth in the currency its account is kept in."""
        return amount if self.rate is None else worth(amount, rate=self.rate.value, code=self.account.kept_in)
