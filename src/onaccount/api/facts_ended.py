"""Facts that end, over the interface 信用状态解除: a dispute decided, a promise withdrawn, a security returned, a listing lifted."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from ninja import Router, Schema

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, by
from onaccount.api.shapes_facts import CoverEndIn, DisputeEndIn, FactEndIn, FactId, LiftIn, NotedOut, PromiseEndIn
from onaccount.api.shapes_in import Key, Number
from onaccount.cover import access as cover
from onaccount.cover import queries as covers
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import cover_recorded, demand_sent, dispute_raised, listing_placed, promise_made
from onaccount.limits import access as limits
from onaccount.limits import queries as lists
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.trade import access as trade
from onaccount.trade import queries as ledger
from onaccount.trade.rules import Ending

router = Router(tags=["facts"])


@router.post("/{number}/disputes/{fact}/end", response={200: NotedOut, **PROBLEMS}, summary="A dispute is decided")
@permission(trade.MARK)
def dispute(request: SignedRequest, number: Number, fact: FactId, body: DisputeEndIn, key: Key) -> NotedOut:
    """Says who was right; the invoice counts again as it did before."""
    rows = ledger.disputes_of(customers=trade.markable(person=request.person, today=request.today))
    ending = Ending(body.ended_on, body.remark)

    def act(row: Any) -> None:
        dispute_raised.end_dispute(dispute=row, outcome=body.outcome, ending=ending, **by(request))

    return _ended(request, (number, fact, "dispute"), body, key, rows, act)


@router.post("/{number}/promises/{fact}/end", response={200: NotedOut, **PROBLEMS}, summary="What became of a promise")
@permission(trade.MARK)
def promise(request: SignedRequest, number: Number, fact: FactId, body: PromiseEndIn, key: Key) -> NotedOut:
    """For what nobody sees in the ledger: a promise withdrawn, or kept in another way."""
    rows = ledger.promises_of(customers=trade.markable(person=request.person, today=request.today))
    ending = Ending(body.ended_on, body.remark)

    def act(row: Any) -> None:
        promise_made.end_promise(promise=row, outcome=body.outcome, ending=ending, **by(request))

    return _ended(request, (number, fact, "promise"), body, key, rows, act)


@router.post("/{number}/demands/{fact}/end", response={200: NotedOut, **PROBLEMS}, summary="Withdraw a demand")
@permission(trade.MARK)
def demand(request: SignedRequest, number: Number, fact: FactId, body: FactEndIn, key: Key) -> NotedOut:
    """The invoice does not count as demanded any more."""
    rows = ledger.demands_of(customers=trade.markable(person=request.person, today=request.today))
    ending = Ending(body.ended_on, body.reason)

    def act(row: Any) -> None:
        demand_sent.withdraw_demand(demand=row, ending=ending, **by(request))

    return _ended(request, (number, fact, "demand"), body, key, rows, act)


@router.post("/{number}/covers/{fact}/end", response={200: NotedOut, **PROBLEMS}, summary="A security ended")
@permission(cover.EDIT)
def secured(request: SignedRequest, number: Number, fact: FactId, body: CoverEndIn, key: Key) -> NotedOut:
    """It stops counting from that day on."""
    rows = covers.covers(customers=cover.editable(person=request.person, today=request.today))
    said: dict[str, Any] = {"outcome": body.outcome, "ended_on": body.ended_on, "reason": body.reason}

    def act(row: Any) -> None:
        cover_recorded.end_cover(recorded=row, **said, **by(request))

    return _ended(request, (number, fact, "cover"), body, key, rows, act)


@router.post("/{number}/listings/{fact}/lift", response={200: NotedOut, **PROBLEMS}, summary="Take off a list")
@permission(limits.SUSPEND)
def listing(request: SignedRequest, number: Number, fact: FactId, body: LiftIn, key: Key) -> NotedOut:
    """From a negative or sanctions list only somebody else than who placed it takes a customer off."""
    rows = lists.listings(customers=limits.suspendable(person=request.person, today=request.today))

    def act(row: Any) -> None:
        listing_placed.take_off_list(listing=row, reason=body.reason, **by(request))

    return _ended(request, (number, fact, "listing"), body, key, rows, act)


def _ended(
    request: SignedRequest,
    named: tuple[str, int, str],
    body: Schema,
    key: str,
    rows: QuerySet[Any],
    act: Callable[[Any], None],
) -> NotedOut:
    """End one fact of one customer. Refuses `api.fact_unknown`, as for one of a customer the key does not reach."""
    number, fact, kind = named

    def work() -> NotedOut:
        row = rows.filter(pk=fact, customer__number=number).first()
        if row is None:
            raise Refusal("api.fact_unknown", number=number, fact=fact)
        act(row)
        return NotedOut(customer=number, kind=kind, ids=[fact])

    return answered(NotedOut, work, once=asked(request, key=key, body=body))
