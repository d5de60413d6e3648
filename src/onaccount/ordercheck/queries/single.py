"""What some checks need of single documents 单据级依据: orders with a security of their own, one salesperson's part of a customer."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from msgspec import Struct
from msgspec.structs import replace

from onaccount.office.access.models import Person
from onaccount.ordercheck.queries.step import Leaves, Step
from onaccount.ordercheck.rules import Checkpoint, OrderFacts, Policy, Standing, Stood
from onaccount.trade.models import Account, Delivery, Item, Order, Stage
from onaccount.trade.queries.currencies import worth_column
from onaccount.trade.rules import OrderDraft

ZERO = Decimal(0)


class Beside(Struct, frozen=True):
    """What stands beside a step: of each order that has a security of its own, and through the order's salesperson."""

    secured: tuple[Stood, ...]
    salesperson: str
    through: Decimal

    def on(self, order: OrderFacts) -> OrderFacts:
        """The order with its salesperson's part."""
        if not self.salesperson:
            return order
        return replace(order, salesperson=self.salesperson, through_salesperson=self.through)


NOTHING = Beside((), "", ZERO)
ON_ITS_WAY = frozenset({Checkpoint.PICK, Checkpoint.SHIP, Checkpoint.INVOICE})
AS_WRITTEN = Decimal("0.000")  # the digits of an amount that comes back from the ledger
StoodOn = dict[tuple[str, int], Stood]  # by number and account
Owner = tuple[int, int, int, str, str]  # group, customer, segment, currency, what it is kept in


def beside(*, step: Step, standing: Standing, policy: Policy) -> Beside:
    """Read what stands beside a step; no read where neither a security nor a rule asks for it."""
    return Beside(secured_orders_of(step=step, standing=standing), *through_salesperson(step=step, policy=policy))


def rests_on_documents(*, standing: Standing, policy: Policy) -> bool:
    """Say whether `beside` reads documents: an order written before then counts only once it is there."""
    return bool(standing.order_covers) or limits_salespeople(policy)


class Carried:
    """What stands beside the new orders of one sitting: read once under the lock, then carried on as orders are let through."""

    def __init__(self, policy: Policy) -> None:
        self._policy, self._limits_salespeople = policy, limits_salespeople(policy)
        self._stood: dict[int, StoodOn] = {}
        self._through: dict[tuple[Owner, int], tuple[str, Decimal]] = {}

    def beside(self, *, step: Step, standing: Standing) -> Beside:
        """What stands beside a new order, those let through in this sitting included."""
        seller = step.salesperson_id if self._limits_salespeople else None
        if seller is None and not standing.order_covers:
            return NOTHING
        secured = self._secured(step, standing)
        if seller is None:
            return Beside(secured, "", ZERO)
        owner = _owner(step.account)
        if (owner, seller) not in self._through:
            self._through[owner, seller] = through_salesperson(step=step, policy=self._policy)
        return Beside(secured, *self._through[owner, seller])

    def _secured(self, step: Step, standing: Standing) -> tuple[Stood, ...]:
        """Read with the group's first order that is judged; one that waits for a rate knows of no security and takes no credit."""
        if not standing.order_covers:
            return ()
        group = step.account.group_id
        if group not in self._stood:
            self._stood[group] = stood_of(group_id=group, standing=standing, entered=step.entered)
        return _seen_from(step, self._stood[group])

    def take(self, *, account: Account, draft: OrderDraft | Order, amount: Decimal) -> None:
        """Let an order inside the horizon occupy so much: whatever is judged from now on sees it."""
        if not self._stood and not self._through:
            return
        owner, seller, amount = _owner(account), draft.salesperson_id, amount + AS_WRITTEN
        stood = self._stood.get(account.group_id)
        if stood is not None:
            asks, place = draft.amount - min(draft.ahead, draft.amount), (draft.number, account.pk)
            before = stood.get(place) or Stood(*place, account.currency, ZERO, ZERO)
            stood[place] = before.with_more(amount=asks + AS_WRITTEN, worth=amount)
        if seller is not None and (owner, seller) in self._through:
            name, total = self._through[owner, seller]
            self._through[owner, seller] = name, total + amount


def _owner(account: Account) -> Owner:
    return account.group_id, account.customer_id, account.segment_id, account.currency, account.kept_in


def secured_orders_of(*, step: Step, standing: Standing) -> tuple[Stood, ...]:
    """
    Say what stands in the ledger of each order of the group that has a security of its own, seen from a step's account.

    What the step itself occupies is left out. No read where no single order is secured.
    """
    return _seen_from(step, stood_of(group_id=step.account.group_id, standing=standing, entered=step.entered))


def stood_of(*, group_id: int, standing: Standing, entered: frozenset[int]) -> StoodOn:
    """Read what counts of each order of a group that has a security of its own, ordered, delivered, invoiced; one read, if any has."""
    numbers = {each.order_number for each in standing.order_covers}
    if not numbers:
        return {}
    mine, of_them = Q(group=group_id), Q(order__number__in=numbers)
    counted = F("open_amount") - F("uncounted")
    orders = Order.objects.filter(mine, inside_now(entered), number__in=numbers, open_amount__gt=0)
    rows = _stands(orders, F("number"), counted).union(
        _stands(Delivery.objects.filter(mine, of_them, cancelled_at=None), F("order__number"), counted),
        _stands(Item.objects.filter(mine, of_them, open_amount__gt=0), F("order__number"), F("open_amount")),
        all=True,
    )
    found: StoodOn = {}
    for number, account, currency, amount, worth in sorted(rows):
        before = found.get((number, account)) or Stood(number, account, currency, ZERO, ZERO)
        found[number, account] = before.with_more(amount=amount, worth=worth)
    return found


def inside_now(entered: frozenset[int]) -> Q:
    """Orders that count today, those among them that are still to be moved."""
    return Q(beyond=False) | Q(pk__in=entered) if entered else Q(beyond=False)


def _stands(rows: QuerySet[Any], number: F, amount: Combinable) -> QuerySet[Any]:
    said: QuerySet[Any] = rows.order_by().annotate(of_order=number, counts=amount, counts_here=worth_column(amount))
    return said.values_list("of_order", "account_id", "currency", "counts", "counts_here")


def _seen_from(step: Step, found: StoodOn) -> tuple[Stood, ...]:
    """As the check of a step sees it: its own account is not named, and what it occupies is left out, also where it leaves."""
    own, stood = step.account.pk, found.values() if step.leaves is None else _gone(step.leaves, step, found)
    return tuple(_less_step(step, each) if each.account == own else each for each in stood)


def _gone(leaves: Leaves, step: Step, found: StoodOn) -> Iterable[Stood]:
    place = step.order.number, leaves.account
    stood = found.get(place)
    if stood is None or leaves.stage is not Stage.ORDER:
        return found.values()
    return (found | {place: stood.with_more(amount=-leaves.amount, worth=-leaves.worth)}).values()


def _less_step(step: Step, each: Stood) -> Stood:
    here = replace(each, account=None)
    if each.order_number != step.order.number:
        return here
    if step.was_beyond:
        return here.with_more(amount=-step.delivered, worth=-step.worth(step.delivered))
    return here.with_more(amount=-step.order.occupied, worth=-step.converted.occupied)


def through_salesperson(*, step: Step, policy: Policy) -> tuple[str, Decimal]:
    """
    Say who sells the order and what else the customer occupies through that person.

    Only where a rule of the policy asks for it: four reads over the open documents of the customer.
    """
    if step.salesperson_id is None or not limits_salespeople(policy):
        return "", ZERO
    through = Q(account=step.account.pk, group=step.account.group_id)
    orders = Order.objects.filter(through, inside_now(step.entered), salesperson=step.salesperson_id, open_amount__gt=0)
    if step.entered_as is not None and step.checkpoint not in ON_ITS_WAY:
        orders = orders.exclude(pk=step.entered_as)
    left = Delivery.objects.filter(
        through, order__salesperson=step.salesperson_id, open_amount__gt=0, cancelled_at=None
    )
    claims = Item.objects.filter(through, order__salesperson=step.salesperson_id, open_amount__gt=0)
    counted = (_open(part, F("open_amount") - F("uncounted")) for part in (orders, left))
    total = sum(counted, _open(claims, F("open_amount"))) - _of_step(step)
    return Person.objects.values_list("username", flat=True).get(pk=step.salesperson_id), total


def _of_step(step: Step) -> Decimal:
    """What the step itself has among them: goods on their way, while the rest of their order stays."""
    is_counted = step.checkpoint in ON_ITS_WAY and not step.was_beyond
    return step.converted.occupied if is_counted else step.worth(step.delivered)


def limits_salespeople(policy: Policy) -> bool:
    """Say whether a policy limits what a customer occupies through one salesperson."""
    return any(rule.code == "salesperson_limit" for rule in policy.rules)


def _open(rows: QuerySet[Any], amount: Combinable) -> Decimal:
    total: Decimal = rows.aggregate(total=Sum(worth_column(amount), default=ZERO))["total"]
    return total
