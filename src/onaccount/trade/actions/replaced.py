"""Items that the other system tells anew 更正: the old row is cancelled and a new one entered, or only its dates change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from onaccount.office.copying import copy_in
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.bulk import AT_ONCE, cancel_open, change_open, move, record_by_customer
from onaccount.trade.actions.chains import HandingOn
from onaccount.trade.models import Account, Item, Settlement
from onaccount.trade.rules.valuation import Place

DATES = ("document_date", "due_date", "due_date_computed")


@dataclass(frozen=True, slots=True)
class Redated:
    """The dates of an item as the other system has them now."""

    item_id: int
    document_date: date
    due_date: date
    due_date_computed: bool


@transaction.atomic
def cancel_items(*, item_ids: Sequence[int], run: int, actor: Actor) -> None:
    """
    Cancel what is open of items, so that their numbers are free for what replaces them.

    The caller holds the locks of their groups. What was settled of them stays settled; no day's aging shows the rest, since
    what replaces it has the same age.
    """
    items = list(Item.objects.filter(pk__in=item_ids, cancelled_at=None).order_by("pk"))
    record_by_customer("trade.items_replaced", withdraw_items(items, run=run, actor=actor), actor, reason="")


def withdraw_items(items: Sequence[Item], *, run: int, actor: Actor) -> list[tuple[Item, Decimal]]:
    """Cancel what is open of items and return the value they took over to what still stands of their chains; give what was open."""
    handing = HandingOn(items=items)
    opened = cancel_open(items, run=run, actor=actor)
    for item in items:
        handing.take_back(item)
    handing.write(actor=actor)
    return opened


@transaction.atomic
def restore_items(*, before: Mapping[int, Mapping[str, Any]], run: int, actor: Actor) -> None:
    """
    Bring back items that a run cancelled or redated, as they were; the numbers must be free again.

    Those that were linked take their value over again.
    """
    back = list(Item.objects.filter(pk__in=before).exclude(cancelled_at=None).order_by("pk"))
    handing = HandingOn(items=back)
    Item.objects.filter(pk__in=before).update(cancelled_at=None)
    for item in back:
        handing.invoice(item)
    handing.write(actor=actor)
    rows = Settlement.objects.filter(
        intake_run=run, kind=Settlement.Kind.CANCELLATION, item_id__in=before, reversed_by=None
    )
    items: dict[int, Item] = {}  # an item cancelled twice is one
    opened = [(row, items.setdefault(row.item_id, row.item)) for row in rows.select_related("item").order_by("pk")]
    copy_in(rows=[_reversal(row, item, run, actor) for row, item in opened])
    change_open([(item, row.amount) for row, item in opened])
    move([(item, row.amount) for row, item in opened], actor)
    redate_items(rows=[Redated(key, **_dates(fields)) for key, fields in before.items()], actor=actor)


@transaction.atomic
def redate_items(*, rows: Sequence[Redated], actor: Actor) -> dict[int, dict[str, Any]]:
    """Change the dates of items and give what they were. The caller holds the locks of their groups."""
    items = Item.objects.in_bulk([row.item_id for row in rows])
    before = {key: dates_of(item) for key, item in items.items()}
    for row in rows:
        for name in DATES:
            setattr(items[row.item_id], name, getattr(row, name))
    Item.objects.bulk_update(items.values(), DATES, batch_size=AT_ONCE)
    record_by_customer("trade.items_redated", [(item, item.open_amount) for item in items.values()], actor, reason="")
    return before


@transaction.atomic
def accounts_for(*, customers: Mapping[int, int], segment_id: int, places: Collection[Place]) -> dict[Place, Account]:
    """Give the account of each place, opening those that do not exist. `customers` are group keys by customer key."""
    wanted = Account.objects.filter(
        customer_id__in={place.customer_id for place in places}, group=F("customer__group"), segment_id=segment_id
    )
    found = {_place(account): account for account in wanted}
    missing = sorted({place.key: place for place in places if place.key not in found}.items())
    if missing:
        copy_in(
            rows=[
                Account(
                    group_id=customers[place.customer_id],
                    customer_id=place.customer_id,
                    segment_id=segment_id,
                    currency=place.currency,
                    credit_currency=place.credit_currency,
                    kept_in=place.kept_in,
                )
                for _, place in missing
            ]
        )
        found = {_place(account): account for account in wanted.all()}
    return {place: found[place.key] for place in places}


def _place(account: Account) -> tuple[int, str, str]:
    return account.customer_id, account.currency, account.kept_in


def dates_of(item: Item) -> dict[str, Any]:
    """The dates of an item, for an undo."""
    return {name: getattr(item, name) for name in DATES}


def _dates(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Dates as an undo kept them, read back."""
    return {name: date.fromisoformat(value) if isinstance(value, str) else value for name, value in fields.items()}


def _reversal(row: Settlement, item: Item, run: int, actor: Actor) -> Settlement:
    return Settlement(
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
