"""What all set-based writes of items share: settlements, open amounts, movements with totals, one journal entry per customer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from onaccount.office.copying import copy_in, copy_values
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.actions.posting import Move, kind_of, stage_of, worth_of
from onaccount.trade.models import Item, Movement, Settlement, Stage

ZERO = Decimal(0)
AT_ONCE = 2000  # rows in one statement
MOVED = (
    "group_id",
    "account_id",
    "stage",
    "amount",
    "document_kind",
    "document_id",
    "cause_kind",
    "cause_id",
    "actor",
)


def cancel_open(items: Sequence[Item], *, run: int, actor: Actor) -> list[tuple[Item, Decimal]]:
    """Cancel what is open of items, each as of its own date, so that their numbers are free; give what was open."""
    opened = [(item, item.open_amount) for item in items if item.open_amount]
    settle(opened, kind=Settlement.Kind.CANCELLATION, day=date.min, run=run, actor=actor)
    Item.objects.filter(pk__in=[item.pk for item in items]).update(cancelled_at=timezone.now())
    return opened


def settle(settled: Sequence[tuple[Item, Decimal]], *, kind: str, day: date, run: int | None, actor: Actor) -> None:
    """Settle amounts of items on a day, or on an item's own date if that is later: rows, open amounts, movements."""
    rows = [
        Settlement(
            group_id=item.group_id,
            account_id=item.account_id,
            item=item,
            kind=kind,
            amount=amount,
            effective_date=max(day, item.document_date),
            actor=actor.name,
            intake_run=run,
        )
        for item, amount in settled
    ]
    copy_in(rows=rows)
    change_open([(item, -amount) for item, amount in settled])
    move([(item, -amount) for item, amount in settled], actor)


def change_open(changes: Iterable[tuple[Item, Decimal]]) -> None:
    """Add signed amounts to the open amounts of items, in one statement."""
    changed = list(changes)
    for item, amount in changed:
        item.open_amount += amount
    _add("trade_item", "open_amount", [(item.pk, amount) for item, amount in changed])


def move(changes: Sequence[tuple[Item, Decimal]], actor: Actor) -> None:
    """Write a movement for each change and add them to the totals of the accounts."""
    post_together([(Move(item, stage_of(item), amount), item) for item, amount in changes], actor)


def post_together(moves: Sequence[tuple[Move, Item]], actor: Actor) -> None:
    """
    Write movements, each with the item that causes it, and add what they are worth to the totals; the caller has brought the
    documents in memory to where they stand afterwards, and writes them.
    """
    values = worth_of([move for move, _ in moves], is_done=True)
    valued = list(zip(moves, values, strict=True))
    rows = (_row(move, value, item, actor) for (move, item), value in valued)
    copy_values(model=Movement, columns=MOVED, rows=rows)
    changed: defaultdict[Stage, list[tuple[int, Decimal]]] = defaultdict(list)
    for (move, _), value in valued:
        changed[move.stage].append((move.document.account_id, value))
    for stage in Stage:
        _add("trade_account", str(stage), changed[stage])


def _row(move: Move, value: Decimal, cause: Item, actor: Actor) -> tuple[object, ...]:
    document = move.document
    places = (document.group_id, document.account_id, str(move.stage), value)
    return *places, kind_of(document), document.pk, "item", cause.pk, actor.name


def _add(table: str, column: str, rows: Sequence[tuple[int, Decimal]]) -> None:
    """Add amounts to a column of the rows with these keys. A key may come more than once."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE "{table}" t SET "{column}" = t."{column}" + d.amount
            FROM (SELECT id, sum(amount) AS amount FROM unnest(%s::bigint[], %s::numeric[]) AS r(id, amount) GROUP BY id) d
            WHERE t.id = d.id""",  # noqa: S608 our own names
            [[key for key, _ in rows], [amount for _, amount in rows]],
        )


def record_by_customer(act: str, changes: Iterable[tuple[Item, Decimal]], actor: Actor, *, reason: str) -> None:
    """Write one journal entry per customer: how many items, and their amount by currency."""
    by_customer: defaultdict[tuple[int, int], dict[str, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    for item, amount in changes:
        by_customer[item.customer_id, item.group_id][item.currency].append(amount)
    journal.record_many(
        act=act,
        actor=actor,
        reason=reason,
        after=[
            (Subject("customer", customer_id, customer_id, group_id), _told(currencies))
            for (customer_id, group_id), currencies in by_customer.items()
        ],
    )


def _told(currencies: Mapping[str, Sequence[Decimal]]) -> dict[str, dict[str, object]]:
    return {code: {"items": len(amounts), "amount": sum(amounts, ZERO)} for code, amounts in currencies.items()}
