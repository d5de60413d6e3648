"""Where the invoices of a ledger file come from 来源单据, batch by batch: what earlier rows took over is remembered.

No writes; used by `ledger_passage`, so that a check says of every row what an import would take over.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from onaccount.trade import queries as trade
from onaccount.trade.models.ledger import MAIN
from onaccount.trade.rules import OrderChain
from onaccount.trade.rules.intake import IntakeTerms, ItemRow, Judged, Link, Problem, Standing
from onaccount.trade.rules.linking import Named, Payer, asks_to_be_linked, linked, named_by

ZERO = Decimal(0)


class Linking:
    """The orders and deliveries a file has named so far, and what is left of them after the rows gone over."""

    def __init__(self, *, terms: IntakeTerms) -> None:
        self._terms = terms
        self._orders: dict[str, Named | None] = {}
        self._deliveries: dict[str, Named | None] = {}
        self._places: dict[int, dict[int, int]] = {}
        self._chains: dict[int, OrderChain] = {}

    def begin(self, rows: Iterable[ItemRow], replaced: Sequence[tuple[Judged, Standing]]) -> None:
        """
        Find what a batch of rows names, and let the value return that the items it replaces had taken over, all of them first.

        Nothing is read where no row names anything and nothing that was linked is replaced.
        """
        links = [(judged.link, standing.amount) for judged, standing in replaced if judged.link is not None]
        self._look_up(rows, {link.order_id for link, _ in links} - self._chains.keys())
        for link, amount in links:
            self._turn(link, -amount)

    def _look_up(self, rows: Iterable[ItemRow], keys: set[int]) -> None:
        """Read what was not looked up before."""
        asked = [row for row in rows if row.order_number or row.delivery_number]
        orders = {row.order_number for row in asked} - {"", *self._orders}
        deliveries = {row.delivery_number for row in asked} - {"", *self._deliveries}
        if not orders and not deliveries and not keys:
            return
        found = trade.documents_named(orders=orders, deliveries=deliveries, keys=keys)
        for key, documents in found.documents.items():
            if key not in self._chains:
                self._chains[key] = documents.chain
                self._places[key] = {goods.pk: place for place, goods in enumerate(documents.deliveries)}
        self._orders |= {number: found.orders.get(number) for number in orders}
        self._deliveries |= {number: found.deliveries.get(number) for number in deliveries}

    def judged(
        self, *, row: ItemRow, judged: Judged, customer_id: int | None
    ) -> tuple[Judged, Problem | None, Decimal]:
        """
        Give what a row means with the document it takes over from, why it takes nothing, and how much it takes.

        An item that replaces a linked one takes over what that one did; one that was known otherwise is never linked anew.
        """
        if judged.instead_of is not None:
            if judged.link is not None:
                self._turn(judged.link, judged.link.amount)
            return judged, None, ZERO
        if not asks_to_be_linked(row, judged):
            return judged, None, ZERO
        said = self._linked(row, judged, Payer(customer_id or 0, MAIN, row.currency or self._terms.currency))
        if isinstance(said, Problem):
            return judged, said if judged.kind else None, ZERO
        assert said.link is not None
        return said, None, self._turn(said.link, said.link.amount)

    def _linked(self, row: ItemRow, judged: Judged, payer: Payer) -> Judged | Problem:
        looked_up = {
            "delivery_number": self._deliveries.get(row.delivery_number),
            "order_number": self._orders.get(row.order_number),
        }
        found = {field: named for field, named in looked_up.items() if named is not None and self._is_there(named)}
        named = named_by(row=row, found=found, payer=payer)
        if isinstance(named, Problem):
            return named
        chain, place = self._chains[named.order_id], self._place(named.order_id, named.delivery_id)
        return linked(row=row, judged=judged, named=named, chain=chain, place=place, terms=self._terms)

    def _turn(self, link: Link, amount: Decimal) -> Decimal:
        """Let so much more of the order be invoiced, less where it is below zero, and say how much that takes over."""
        chain, place = self._chains[link.order_id], self._place(link.order_id, link.delivery_id)
        self._chains[link.order_id] = chain.invoiced(amount, delivery=place)
        return chain.gives(amount, delivery=place)

    def _is_there(self, named: Named) -> bool:
        """Say whether a delivery still stands in the chain as it was first read."""
        return named.delivery_id is None or named.is_cancelled or named.delivery_id in self._places[named.order_id]

    def _place(self, order_id: int, delivery_id: int | None) -> int | None:
        return None if delivery_id is None else self._places[order_id][delivery_id]
