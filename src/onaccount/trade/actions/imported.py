"""Items from another system's file 导入: entered, settled outside and withdrawn by the thousand, in set-based statements.

One import run is one number on every row it writes, so that it can be withdrawn while nothing depends on it. Each call
is one transaction and writes one journal entry per customer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from msgspec.structs import replace

from onaccount.customers.queries import lock_groups
from onaccount.kernel.reasons import Refusal
from onaccount.office.copying import copy_in
from onaccount.office.journal.rules import Actor
from onaccount.office.search import actions as search
from onaccount.office.search.rules import Entry, number_keys
from onaccount.trade.actions.bulk import change_open, move, record_by_customer, settle
from onaccount.trade.actions.chains import HandingOn
from onaccount.trade.actions.items import refuse_above_open
from onaccount.trade.actions.posting import rate_columns
from onaccount.trade.actions.replaced import withdraw_items
from onaccount.trade.models import Account, Bill, Item, Order, Settlement
from onaccount.trade.queries import first_taken, in_use_after_run
from onaccount.trade.rules import ItemDraft, checked_item
from onaccount.trade.rules.intake import Link
from onaccount.trade.rules.valuation import FirstRate

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """
    One row of a file: whose account, what kind (a value of `Item.Kind`), the item as it is open, and where it takes its value over
    from; `link.amount` is what it was made out for. `rate` is its first rate, unless it takes over that of what it is linked to.
    """

    account: Account
    kind: str
    draft: ItemDraft
    link: Link | None = None
    rate: FirstRate | None = None

    @property
    def whole(self) -> ItemDraft:
        """The item as it was made out."""
        return self.draft if self.link is None else replace(self.draft, amount=self.link.amount)


@dataclass(frozen=True, slots=True)
class SettledOutside:
    """So much of an item is gone from the other system's list; `amount` has the item's sign."""

    item_id: int
    amount: Decimal


@transaction.atomic
def enter_items(*, rows: Sequence[ImportedItem], actor: Actor) -> list[Item]:
    """
    Enter many items at once and give them in the order of the rows.

    A linked one takes value over from its delivery or order like an `invoice`, and what was paid of it before it came is settled
    outside, as of its own date. Refuses `trade.number_missing`, `trade.too_fine`, `trade.wrong_sign` (zero) and `trade.number_taken`; a refusal
    leaves nothing behind.
    """
    lock_groups(row.account.group_id for row in rows)
    for row in rows:
        checked_item(row.whole, is_credit=row.whole.amount < 0, code=row.account.currency)
    origins = Order.objects.in_bulk({row.link.order_id for row in rows if row.link is not None})
    items = [_item(row, origins) for row in rows]
    handing = HandingOn(items=items)
    try:
        with transaction.atomic():
            copy_in(rows=items)
    except IntegrityError:
        _refuse_taken(rows)
        raise
    taken = [(item, handing.invoice(item)) for item in items]
    move([part for item, given in taken for part in _parts(item, given)], actor)
    handing.write(actor=actor)
    _settle_paid_before(list(zip(items, rows, strict=True)), actor)
    search.add_new(entries=[_entry(item) for item in items])
    record_by_customer("trade.items_entered", [(item, item.open_amount) for item in items], actor, reason="")
    linked = [(item, given) for item, given in taken if item.order_id is not None]
    record_by_customer("trade.items_linked", linked, actor, reason="")
    return items


def _parts(item: Item, given: Decimal) -> Iterator[tuple[Item, Decimal]]:
    """The value of a new item: what it takes over, and what exceeds that."""
    if not ZERO < given < item.amount:
        yield item, item.amount
        return
    yield item, given
    yield item, item.amount - given


def _settle_paid_before(entered: Sequence[tuple[Item, ImportedItem]], actor: Actor) -> None:
    paid = [(item, item.amount - row.draft.amount) for item, row in entered if item.amount != row.draft.amount]
    if paid:
        settle(paid, kind=Settlement.Kind.OUTSIDE, day=date.min, run=paid[0][0].intake_run, actor=actor)


@transaction.atomic
def settle_items_outside(
    *, rows: Sequence[SettledOutside], effective_date: date, run: int, reason: str, actor: Actor
) -> None:
    """
    Settle many items by what happened in the system they come from.

    Refuses `trade.wrong_sign` and `trade.more_than_open`, naming the first such item.
    """
    lock_groups(Item.objects.filter(pk__in=[row.item_id for row in rows]).values_list("group_id", flat=True))
    items = Item.objects.in_bulk([row.item_id for row in rows])
    settled = [(items[row.item_id], row.amount) for row in rows]
    for item, amount in settled:
        refuse_above_open(item, amount)
    settle(settled, kind=Settlement.Kind.OUTSIDE, day=effective_date, run=run, actor=actor)
    record_by_customer("trade.items_settled_outside", settled, actor, reason=reason)


@transaction.atomic
def withdraw_run(*, run: int, actor: Actor) -> int:
    """
    Take back everything an import run wrote, and say how many items that were.

    What the run settled is open again; what it entered is cancelled as of its own date, so that no day's aging shows it
    and its numbers are free; value it took over returns to the orders and deliveries that still stand. Refuses `trade.run_in_use` while something else settles one of its items, and `trade.run_brought_bills`
    or `trade.run_brought_orders`: bills and orders go their own way.
    """
    groups = {*Item.objects.filter(intake_run=run).values_list("group_id", flat=True)}
    groups |= {*Settlement.objects.filter(intake_run=run).values_list("group_id", flat=True)}
    lock_groups(groups)
    if bill := Bill.objects.filter(intake_run=run).order_by("pk").first():
        raise Refusal("trade.run_brought_bills", number=bill.number, run=run)
    if order := Order.objects.filter(intake_run=run).order_by("pk").first():
        raise Refusal("trade.run_brought_orders", number=order.number, run=run)
    if used := in_use_after_run(run=run).first():
        raise Refusal("trade.run_in_use", number=used.number, run=run)
    _reopen(run, actor)
    entered = list(Item.objects.filter(intake_run=run, cancelled_at=None).order_by("pk"))
    withdrawn = withdraw_items(entered, run=run, actor=actor)
    record_by_customer("trade.items_withdrawn", withdrawn, actor, reason="")
    return len(entered)


def _reopen(run: int, actor: Actor) -> None:
    rows = Settlement.objects.filter(intake_run=run, kind=Settlement.Kind.OUTSIDE, reversed_by=None)
    items: dict[int, Item] = {}  # an item settled twice is one
    settled = [(row, items.setdefault(row.item_id, row.item)) for row in rows.select_related("item")]
    copy_in(
        rows=[
            Settlement(
                group_id=row.group_id,
                account_id=row.account_id,
                item=item,
                reverses=row,
                kind=Settlement.Kind.REVERSAL,
                amount=-row.amount,
                effective_date=row.effective_date,
                actor=actor.name,
                intake_run=run,
            )
            for row, item in settled
        ]
    )
    change_open([(item, row.amount) for row, item in settled])
    move([(item, row.amount) for row, item in settled], actor)


def _refuse_taken(rows: Sequence[ImportedItem]) -> None:
    keys = [(row.account.customer_id, row.kind, row.draft.number, row.draft.source) for row in rows]
    twice = next((key[2] for key, times in Counter(keys).items() if times > 1), None)
    if taken := twice or (first_taken(keys=keys) if keys else None):
        raise Refusal("trade.number_taken", number=taken, document="item")


def _item(row: ImportedItem, origins: Mapping[int, Order]) -> Item:
    draft, account, link = row.whole, row.account, row.link
    origin = None if link is None else origins[link.order_id]
    return Item(
        **rate_columns(row.rate if origin is None else origin.first_rate),
        group_id=account.group_id,
        account_id=account.pk if origin is None else origin.account_id,
        customer_id=account.customer_id,
        currency=account.currency,
        kind=row.kind,
        number=draft.number,
        amount=draft.amount,
        open_amount=draft.amount,
        document_date=draft.document_date,
        due_date=draft.due_date,
        due_date_computed=draft.due_date_computed,
        source=draft.source,
        intake_run=draft.intake_run,
        order_id=None if link is None else link.order_id,
        delivery_id=None if link is None else link.delivery_id,
    )


def _entry(item: Item) -> Entry:
    return Entry("item", item.pk, item.customer_id, number_keys(item.number), item.number)
