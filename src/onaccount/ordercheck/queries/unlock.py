"""The cheapest unlock 最小解锁方案 of a hold as things stand on a day: its open items and lines gathered, the rest is rules."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.queries.arrears import rests_of
from onaccount.ordercheck.queries.batches import batch_key, is_kept_back
from onaccount.ordercheck.queries.entered import judged
from onaccount.ordercheck.queries.judged import Judged
from onaccount.ordercheck.queries.policies import policy_in_force
from onaccount.ordercheck.queries.waiting import held_steps
from onaccount.ordercheck.rules import LEAVES_CREDIT, Batch, Held, OpenItem, Part, Snapshot, Unlock, unlock
from onaccount.trade import queries as trade
from onaccount.trade.models import Item, Order
from onaccount.trade.rules.valuation import worth

CENT = Decimal("0.01")
"""An account is converted as a whole and rounded once, so a part of it frees a cent less for certain."""


def judged_now(*, hold: Hold, as_of: date) -> Judged:
    """Judge what a hold waits for by the facts and the policy of a day, and keep nothing."""
    step = held_steps(held=[hold], as_of=as_of)[hold]
    return judged(step=step, policy=policy_in_force(on=as_of), as_of=as_of)


def unlock_of(*, hold: Hold, as_of: date) -> Unlock:
    """Say what is the least one could do on a day to let a held order pass; it judges the facts of that day."""
    return unlock_for(judged=judged_now(hold=hold, as_of=as_of), order=hold.order)


def unlock_for(*, judged: Judged, order: Order | None) -> Unlock:
    """Say what would let a judged step pass; `order` brings the lines that could be split off."""
    items = _open_items(judged)
    lines = () if order is None else _lines(judged, order)
    return unlock(Held(judged.snapshot, judged.policy, items, lines))


def _open_items(judged: Judged) -> tuple[OpenItem, ...]:
    """
    What the buyer owes in the order's account, and what of other accounts is overdue, demanded, a batch or frees a limit; of a
    disputed item what it accepts.
    """
    account, seen, switches = judged.step.account, judged.snapshot, judged.policy.overdue
    owed = Item.objects.filter(group=account.group_id, customer=account.customer_id, open_amount__gt=0)
    rests = rests_of(group_id=account.group_id, switches=switches, as_of=seen.as_of)
    kinds = frozenset(batch.kind for batch in seen.standing.batches)
    rows = owed.select_related("account__segment", *(("delivery__order", "order") if kinds else ()))
    levels = trade.demanded(customer_id=account.customer_id, as_of=seen.as_of) if seen.standing.dunning_level else {}
    unaccepted = _unaccepted(judged) if kinds else frozenset[int]()
    secured = _secured(judged, owed)
    found = (
        replace(
            _open_item(item, rests.get(item.pk, item.open_amount), judged, frees=item.pk not in secured),
            level=levels.get(item.pk, 0),
            batches=_batches(item, frozenset() if item.pk in unaccepted else kinds, seen),
            nodes=frozenset() if item.pk in secured else _freed_nodes(item, judged),
        )
        for item in rows.order_by("due_date", "pk")
    )
    return tuple(item for item in found if item.is_own or item.is_late or item.level or item.batches or item.nodes)


def _secured(judged: Judged, owed: QuerySet[Item]) -> frozenset[int]:
    """Items of orders that have a security of their own: paying them frees none of a limit for certain; no read where there is none."""
    numbers = {each.order_number for each in judged.kept.standing.order_covers}
    return frozenset(owed.filter(order__number__in=numbers).values_list("pk", flat=True)) if numbers else frozenset()


def _open_item(item: Item, rest: Decimal, judged: Judged, *, frees: bool) -> OpenItem:
    """`rest` of it counts: what is accepted is paid, or, where that is nothing, all of it."""
    seen = judged.snapshot
    kept_in = item.account.kept_in
    amount = _converted(worth(rest or item.open_amount, rate=item.rate, code=kept_in), kept_in, seen)
    counts = rest > 0 and amount >= judged.policy.overdue.tiny_below
    return OpenItem(
        number=item.number,
        amount=amount,
        due_date=item.due_date,
        is_own=frees and item.account_id == judged.step.account.pk,
        is_late=item.due_date < seen.as_of and counts,
        counted=amount if counts else Decimal(0),
        is_settled=rest in {Decimal(0), item.open_amount},
        freed=amount if kept_in == seen.currency else amount - CENT,
    )


def _freed_nodes(item: Item, judged: Judged) -> frozenset[int]:
    """Where another account of the buyer fills a limit; one that is in credit frees nothing for certain."""
    if item.account_id == judged.step.account.pk or item.account.credit:
        return frozenset()
    inside = (None, item.account.segment.code)
    return frozenset(place for place, node in enumerate(judged.snapshot.nodes) if node.segment in inside)


def _batches(item: Item, kinds: Iterable[Batch], seen: Snapshot) -> frozenset[tuple[Batch, str]]:
    return frozenset((kind, batch_key(kind, item)) for kind in kinds if not is_kept_back(item, seen.as_of))


def _unaccepted(judged: Judged) -> frozenset[int]:
    """Items disputed as a whole, which keep no batch open where the policy leaves disputes out."""
    if judged.policy.overdue.disputed:
        return frozenset()
    rests = trade.accepted_rests(group_id=judged.step.account.group_id, as_of=judged.snapshot.as_of)
    return frozenset(item for item, rest in rests.items() if not rest)


def _converted(amount: Decimal, currency: str, seen: Snapshot) -> Decimal:
    if currency == seen.currency:
        return amount
    rate = next((used.value for used in seen.rates if used.source == currency), Decimal(0))
    return Money(amount * rate, seen.currency).rounded().amount


def _lines(judged: Judged, order: Order) -> tuple[Part, ...]:
    """
    The lines, as long as all of the order is still to come; what began to leave, has one line, or is of another currency than
    its account, is split by amount.
    """
    if judged.step.rate is not None or judged.step.order.earlier or judged.step.checkpoint not in LEAVES_CREDIT:
        return ()
    found = order.lines.order_by("position")
    rows = tuple(Part(line.position, line.amount, line.quantity, line.item) for line in found)
    is_whole = sum((part.amount for part in rows), Decimal(0)) == judged.step.order.amount
    return rows if is_whole else ()
