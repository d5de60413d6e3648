"""
Which order or delivery an invoice of another system's list comes from 来源单据, so that its value is taken over and not counted twice.

Terms: origin 来源单据 (the order or delivery that a row names), linked 已关联 (the invoice takes its value over from its origin),
unlinked 未关联 (its origin cannot give it, and it counts beside it).
An origin is never an error: what cannot be linked is entered all the same, and it is said why.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from onaccount.trade.rules.chain import OrderChain
from onaccount.trade.rules.intake import IntakeTerms, ItemRow, Judged, Link, Problem, original_amount

ORIGINS = ("delivery_number", "order_number")
"""The fields in which a row may name where it comes from, the nearest document first."""
ENDED = frozenset({"closed", "cancelled", "rejected"})


class Payer(Struct, frozen=True):
    """Whose credit a document takes: value never leaves another customer's, segment's or currency's account for it."""

    customer_id: int
    segment: str
    currency: str


class Named(Struct, frozen=True):
    """An order or a delivery of it as a row may name it; `status` is the order's. A delivery that was taken back gives nothing."""

    payer: Payer
    number: str
    order_id: int
    status: str
    delivery_id: int | None = None
    is_cancelled: bool = False


def asks_to_be_linked(row: ItemRow, judged: Judged) -> bool:
    """Say whether a row brings something new that says where it comes from; credit notes take nothing over."""
    if judged.draft is None or judged.draft.amount < 0 or not (judged.kind or judged.is_nothing):
        return False
    return judged.instead_of is None and bool(row.order_number or row.delivery_number)


def named_by(*, row: ItemRow, found: Mapping[str, Named], payer: Payer) -> Named | Problem:
    """
    Give the document that a row means, of those `found` by field: the delivery it names, else the order.

    If neither fits, why the first of them does not: `import.origin_unknown`, `import.origin_elsewhere`,
    `import.origin_ended` (a delivery that was taken back).
    """
    problems = []
    for field in ORIGINS:
        if number := getattr(row, field):
            named = found.get(field)
            code = _unfit(named, payer)
            if named is not None and not code:
                return named
            problems.append(Problem(field, code, {"origin": number}, is_blocking=False))
    return problems[0]


def linked(
    *, row: ItemRow, judged: Judged, named: Named, chain: OrderChain, place: int | None, terms: IntakeTerms
) -> Judged | Problem:
    """
    Link an invoice to the document it names, at its `place` in the chain of the order; or say why that gives it nothing.

    An order that waits gives nothing now, but is invoiced all the same: what is released of it later is less by so much.
    Refuses by a problem: `import.origin_not_an_invoice`, `import.origin_ended`, `import.origin_used_up`.
    """
    assert judged.draft is not None
    field = ORIGINS[named.delivery_id is None]
    if judged.kind == "opening":
        return Problem(field, "import.origin_not_an_invoice", {"origin": named.number}, is_blocking=False)
    amount = original_amount(row=row, amount=judged.draft.amount, terms=terms)
    is_ended = named.status in ENDED
    if not replace(chain, occupies=chain.occupies or not is_ended).gives(amount, delivery=place):
        code = "import.origin_ended" if is_ended else "import.origin_used_up"
        return Problem(field, code, {"origin": named.number}, is_blocking=False)
    link = Link(named.order_id, named.delivery_id, amount)
    return replace(judged, kind="invoice", link=link, is_nothing=False)


def _unfit(named: Named | None, payer: Payer) -> str:
    if named is None:
        return "import.origin_unknown"
    if named.payer != payer:
        return "import.origin_elsewhere"
    return "import.origin_ended" if named.is_cancelled else ""
