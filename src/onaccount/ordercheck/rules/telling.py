"""
What a rule says of a new order that passes 通过之言, made once for a standing.

A *telling* compares an order as its rule in the catalogue does. Where the order passes it gives the rule's own finding, in which
*marks* stand in the place of figures, and the figures; where it does not, or where only the rule itself can say, it gives None.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, cast

from msgspec import Struct
from msgspec.structs import replace

from onaccount.kernel.money import rounded_fact
from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.rules.arithmetic import (
    HUNDRED,
    Headroom,
    exposure_beyond,
    is_used_beyond,
    most_used,
    use_of,
)
from onaccount.ordercheck.rules.catalogue import CATALOGUE
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.policy import Policy, RuleSetting
from onaccount.ordercheck.rules.verdict import Effect, Finding, findings_of

TEXT, NUMBER = "\ue000", "\ue001"  # around a mark's name: of the characters that no script uses
TENTH: Final = Decimal("0.1")

Told = tuple[Finding, Mapping[bytes, bytes]]  # a finding with marks, and the figure for each
Rooms = Sequence[Headroom]
Tell = Callable[[Snapshot, Rooms], Sequence[Told] | None]


class Telling(Struct, frozen=True):
    """How a rule tells of an order that passes, and the findings with marks among which it chooses."""

    tell: Tell
    findings: Sequence[Finding | None]


class Blank(Struct, frozen=True):
    """A rule under a policy, and what it sees before any order comes."""

    snapshot: Snapshot
    setting: RuleSetting
    policy: Policy

    def allowed(self, own: Decimal | None) -> Decimal | None:
        """The customer's own allowance, else the rule's."""
        return self.setting.threshold if own is None else own

    def marked(self, *names: str, snapshot: Snapshot | None = None) -> Finding | None:
        """The rule's finding with marks for these of its facts, and for `measure`; None where nothing passes so far."""
        seen = self.snapshot if snapshot is None else snapshot
        measured = CATALOGUE[self.setting.code](seen, self.setting, self.policy)
        found = findings_of(self.setting, measured, snapshot=seen, policy=self.policy)
        if not found or found[0].effect is not Effect.PASSED:
            return None
        facts = found[0].reason.facts
        marks = {name: _mark(name, facts[name]) for name in names if name in facts}
        measure = cast("Any", _mark("measure", "")) if "measure" in names else found[0].measure
        return replace(found[0], reason=Reason(found[0].reason.code, {**facts, **marks}), measure=measure)

    def marked_at_nodes(self, *names: str) -> list[Finding | None]:
        """The same for each node by itself."""
        return [self.marked(*names, snapshot=replace(self.snapshot, nodes=(node,))) for node in self.snapshot.nodes]


def is_marked(written: bytes) -> bool:
    """Whether something written holds what could be taken for a mark."""
    return TEXT.encode() in written or NUMBER.encode() in written


def _mark(name: str, fact: object) -> str:
    around = NUMBER if isinstance(fact, int) else TEXT
    return f"{around}{name}{around}"


def _total_limit(blank: Blank) -> Telling:
    marked, code = blank.marked_at_nodes("exposure", "order", "left", "measure"), blank.snapshot.currency

    def tell(snapshot: Snapshot, rooms: Rooms) -> Sequence[Told] | None:
        bound = [place for place, room in enumerate(rooms) if room.limit is not None]
        if not bound:
            return ()
        place = max(bound, key=lambda each: rooms[each].over)
        room, finding = rooms[place], marked[place]
        limit = room.limit or ZERO
        if finding is None or exposure_beyond(room.after, limit, policy=blank.policy):
            return None
        figures = {
            b"exposure": _money(room.before, code),
            b"order": _money(snapshot.order.amount, code),
            b"left": _money(limit - room.after, code),
            b"measure": _plain(room.after),
        }
        return ((finding, figures),)

    return Telling(tell, marked)


def _order_amount(blank: Blank) -> Telling:
    marked, code = blank.marked("order", "measure"), blank.snapshot.currency
    allowed = blank.allowed(blank.snapshot.standing.order_amount)

    def tell(snapshot: Snapshot, _rooms: Rooms) -> Sequence[Told] | None:
        if allowed is None:
            return ()
        whole = snapshot.order.whole
        if marked is None or exposure_beyond(whole, allowed, policy=blank.policy):
            return None
        return ((marked, {b"order": _money(whole, code), b"measure": _plain(whole)}),)

    return Telling(tell, [marked])


def _quantity(blank: Blank) -> Telling:
    marked, parts = blank.marked("quantity", "over", "measure"), blank.setting.parts
    allowed = blank.allowed(blank.snapshot.standing.order_quantity)

    def tell(snapshot: Snapshot, _rooms: Rooms) -> Sequence[Told] | None:
        ordered, items = snapshot.order.quantity, snapshot.order.items
        if parts and items:
            return None
        if allowed is None:
            return ()
        if marked is None or exposure_beyond(ordered, allowed, policy=blank.policy):
            return None
        over = max(ordered - allowed, ZERO)  # nothing, but in the digits of both
        written = f"{ordered:f}".encode()
        return ((marked, {b"quantity": written, b"over": f"{over:f}".encode(), b"measure": _plain(ordered)}),)

    return Telling(tell, [marked])


def _salesperson_limit(_blank: Blank) -> Telling:
    return Telling(lambda snapshot, _rooms: None if snapshot.order.salesperson else (), ())


def _overdue_amount(blank: Blank) -> Telling:
    marked = blank.marked("used")
    allowed, percent = blank.setting.threshold or ZERO, blank.setting.percent or ZERO
    is_late = blank.snapshot.standing.overdue.amount > allowed

    def tell(_snapshot: Snapshot, rooms: Rooms) -> Sequence[Told] | None:
        found = most_used(rooms, percent=percent, policy=blank.policy)
        used = ZERO if found is None else use_of(found)
        if marked is None or (is_late and found and is_used_beyond(found, percent=percent, policy=blank.policy)):
            return None
        return ((marked, {b"used": f"{used.quantize(TENTH):f}".encode()}),)

    return Telling(tell, [marked])


def _terms_longer(blank: Blank) -> Telling:
    granted = blank.snapshot.standing.credit_days
    asking = replace(blank.snapshot, order=replace(blank.snapshot.order, credit_days=granted))
    marked = blank.marked("asked", "measure", snapshot=asking)
    allowed = (granted or 0) + (blank.setting.threshold or ZERO)

    def tell(snapshot: Snapshot, _rooms: Rooms) -> Sequence[Told] | None:
        asked = snapshot.order.credit_days
        if asked is None or granted is None:
            return ()
        if marked is None or asked > allowed:
            return None
        return ((marked, {b"asked": b"%d" % asked, b"measure": b"%d" % asked}),)

    return Telling(tell, [marked])


def _limit_use_over(blank: Blank) -> Telling:
    marked = blank.marked_at_nodes("used", "measure")
    percent = HUNDRED if blank.setting.threshold is None else blank.setting.threshold

    def tell(_snapshot: Snapshot, rooms: Rooms) -> Sequence[Told] | None:
        found = most_used(rooms, percent=percent, policy=blank.policy)
        if found is None:
            return ()
        finding = marked[rooms.index(found)]
        if finding is None or is_used_beyond(found, percent=percent, policy=blank.policy):
            return None
        used = use_of(found)
        return ((finding, {b"used": f"{used.quantize(TENTH):f}".encode(), b"measure": _plain(used)}),)

    return Telling(tell, marked)


TELLINGS: Mapping[str, Callable[[Blank], Telling]] = {
    "total_limit": _total_limit,
    "order_amount": _order_amount,
    "quantity": _quantity,
    "salesperson_limit": _salesperson_limit,
    "overdue_amount": _overdue_amount,
    "terms_longer": _terms_longer,
    "limit_use_over": _limit_use_over,
}
"""By the code of the rule; a rule that looks at orders and is not here judges every order itself."""


def _money(amount: Decimal, code: str) -> bytes:
    return rounded_fact(amount, code=code).encode()


def _plain(figure: Decimal) -> bytes:
    return str(figure).encode()
