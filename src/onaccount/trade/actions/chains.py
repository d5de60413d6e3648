"""Value that is handed on along the chain of an order 单据链: order, deliveries, invoices; for one order, or for a file's items together."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import connection

from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.bulk import post_together
from onaccount.trade.actions.posting import Doc, Move, post, stage_of
from onaccount.trade.models import Delivery, Item, Order, Payment, Stage
from onaccount.trade.queries.ahead import INVOICES
from onaccount.trade.queries.chains import OCCUPYING, OrderDocuments, documents_of
from onaccount.trade.rules import OrderChain, Stand, given_up

ZERO = Decimal(0)


def rework(*, order: Order, cause: Doc | Payment, actor: Actor) -> Decimal:
    """
    Work out where the value of the order's chain stands, post what brings it there, and say how much
    left its documents. Of a new delivery the part above what it takes over is a movement of its own.
    """
    documents = documents_of(orders=[order])[order.pk]
    moves, given = _moves(documents, documents.chain)
    post(moves=[part for move in moves for part in taken_over(move, given, cause)], cause=cause, actor=actor)
    status = _progress(order)
    if status != order.status:
        order.status = status
        order.save(update_fields=["status"])
    return given


def taken_over(move: Move, given: Decimal, cause: Doc | Payment) -> tuple[Move, ...]:
    """Split the value of a new document into what it takes over and what exceeds that."""
    if move.document != cause or isinstance(cause, Order) or move.amount <= given:
        return (move,)
    return Move(move.document, move.stage, given), Move(move.document, move.stage, move.amount - given)


class HandingOn:
    """
    Invoices that take value over from their orders' chains, or give it back, one after another and written together.

    It is begun before the items are entered or cancelled, under the locks of their groups; items without an order cost nothing.
    A constant number of statements, however many items.
    """

    def __init__(self, *, items: Iterable[Item]) -> None:
        orders = {item.order_id for item in items if item.order_id is not None and item.kind in INVOICES}
        self._documents = documents_of(orders=Order.objects.filter(pk__in=orders)) if orders else {}
        self._chains = {key: documents.chain for key, documents in self._documents.items()}
        self._moves: list[tuple[Move, Item]] = []

    def invoice(self, item: Item) -> Decimal:
        """Let an invoice take over what is there of its amount, and say how much that was."""
        return self._turn(item, item.amount)

    def take_back(self, item: Item) -> None:
        """Let the value of a cancelled invoice return, as far as its documents still stand."""
        self._turn(item, -item.amount)

    def write(self, *, actor: Actor) -> None:
        """Write every movement, each caused by its item, and bring documents and totals to where they stand now."""
        if not self._moves:
            return
        post_together(self._moves, actor)
        _write_orders([documents.order for documents in self._documents.values()])
        _write_deliveries([goods for documents in self._documents.values() for goods in documents.deliveries])
        self._moves = []

    def _turn(self, item: Item, amount: Decimal) -> Decimal:
        documents = self._documents.get(item.order_id or 0)
        if documents is None:
            return ZERO
        chain = self._chains[documents.order.pk].invoiced(amount, delivery=documents.place(item.delivery_id))
        self._chains[documents.order.pk] = chain
        moves, given = _moves(documents, chain)
        for move in moves:
            _follow(move)
        documents.order.status = _progress(documents.order)
        self._moves += [(move, item) for move in moves]
        return given


def _moves(documents: OrderDocuments, chain: OrderChain) -> tuple[list[Move], Decimal]:
    """What brings an order and its deliveries to where the chain says they stand, and how much leaves them by it."""
    stood: list[Order | Delivery] = [documents.order, *documents.deliveries]
    stands = chain.stands()
    given = given_up([document.open_amount for document in stood], stands)
    ends = zip(stood, stands, strict=True)
    return [move for document, stand in ends for move in _towards(document, stand) if move.amount], given


def _towards(document: Order | Delivery, stand: Stand) -> tuple[Move, ...]:
    counts = (stand.amount - stand.uncounted) - (document.open_amount - document.uncounted)
    kept = Move(document, Stage.UNCOUNTED, stand.uncounted - document.uncounted)
    return Move(document, stage_of(document), counts), kept


def _follow(move: Move) -> None:
    """Let the document in memory be where the movement brings it."""
    document = move.document
    assert isinstance(document, Order | Delivery)
    document.open_amount += move.amount
    document.uncounted += move.amount if move.stage == Stage.UNCOUNTED else ZERO


def _progress(order: Order) -> str:
    """Delivered is the order of which nothing is open any more; taking a delivery back makes it open again."""
    if order.status not in OCCUPYING:
        return order.status
    return Order.Status.RELEASED if order.open_amount else Order.Status.DELIVERED


def _write_orders(orders: Sequence[Order]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE trade_order o SET open_amount = d.open_amount, uncounted = d.uncounted, status = d.status
            FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::text[]) AS d(id, open_amount, uncounted, status)
            WHERE o.id = d.id""",
            [*_columns(orders), [str(order.status) for order in orders]],
        )


def _write_deliveries(deliveries: Sequence[Delivery]) -> None:
    if not deliveries:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE trade_delivery t SET open_amount = d.open_amount, uncounted = d.uncounted
            FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[]) AS d(id, open_amount, uncounted) WHERE t.id = d.id""",
            list(_columns(deliveries)),
        )


def _columns(documents: Sequence[Order] | Sequence[Delivery]) -> tuple[list[int], list[Decimal], list[Decimal]]:
    keys = [document.pk for document in documents]
    return keys, [document.open_amount for document in documents], [document.uncounted for document in documents]
