"""
Parting an order in two 拆单: what may go now keeps the number, the rest becomes an order of its own.

Terms: part 拆分, rest 剩余部分. Nothing is lost and nothing is added: the two amounts are the one amount.
"""

from collections.abc import Collection
from decimal import ROUND_CEILING, Decimal

from msgspec import Struct
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules.documents import ZERO, LineDraft, OrderDraft

QUANTITY = Decimal("0.001")


class Parting(Struct, frozen=True):
    """What is split off: whole lines by their position counted from one, or an amount of an order without lines."""

    positions: frozenset[int] = frozenset()
    amount: Decimal = ZERO


def parted(draft: OrderDraft, *, off: Parting, rest_number: str) -> tuple[OrderDraft, OrderDraft]:
    """
    The order without what is split off, and the rest under its own number, with the same terms; each ships on the day on which
    the first of its lines do.

    Refuses `trade.part_unknown_line`, `trade.part_both` (lines and an amount), `trade.part_needs_lines` (an amount of an order
    that has lines) and `trade.part_not_inside` (nothing, or everything, would be split off).
    """
    if off.positions and off.amount:
        raise Refusal("trade.part_both", number=draft.number)
    if off.positions:
        return _by_line(draft, off.positions, rest_number)
    if len(draft.lines) > 1:
        raise Refusal("trade.part_needs_lines", number=draft.number)
    if not ZERO < off.amount < draft.amount:
        raise Refusal("trade.part_not_inside", number=draft.number)
    return _with_part(draft, draft.amount - off.amount, draft.number), _with_part(draft, off.amount, rest_number)


def part_of(quantity: Decimal, *, amount: Decimal, of: Decimal) -> Decimal:
    """Say how much of a quantity goes with an amount of its line, rounded up: what waits of an item stays known."""
    return (quantity * amount / of).quantize(QUANTITY, ROUND_CEILING)


def _with_part(draft: OrderDraft, amount: Decimal, number: str) -> OrderDraft:
    """A single line goes along with its part of the amount."""
    lines = tuple(
        replace(line, amount=amount, quantity=part_of(line.quantity, amount=amount, of=draft.amount))
        for line in draft.lines
    )
    return replace(draft, number=number, amount=amount, lines=lines)


def _by_line(draft: OrderDraft, positions: Collection[int], rest_number: str) -> tuple[OrderDraft, OrderDraft]:
    numbered = list(enumerate(draft.lines, start=1))
    unknown = set(positions) - {position for position, _ in numbered}
    if unknown:
        raise Refusal("trade.part_unknown_line", number=draft.number, line=min(unknown))
    kept = tuple(line for position, line in numbered if position not in positions)
    rest = tuple(line for position, line in numbered if position in positions)
    if not kept:
        raise Refusal("trade.part_not_inside", number=draft.number)
    return _with(draft, kept, draft.number), _with(draft, rest, rest_number)


def _with(draft: OrderDraft, lines: tuple[LineDraft, ...], number: str) -> OrderDraft:
    found = replace(draft, number=number, lines=lines)
    return replace(found, amount=sum((line.amount for line in found.lines), ZERO), ship_date=found.first_ship_date)
