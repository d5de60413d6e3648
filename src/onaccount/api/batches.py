"""Thousands of orders in one call 批量检查: decided in the order sent, one decision and one key each, not all or nothing."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import msgspec
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from onaccount.api import examples
from onaccount.api.errors import PROBLEMS, Problem, status_of
from onaccount.api.examples import shown
from onaccount.api.finding import draft_of_new
from onaccount.api.shapes_in import KeyText, OrderIn
from onaccount.api.shapes_out import DecisionOut
from onaccount.api.told import told_json
from onaccount.api.words import sentence
from onaccount.customers.queries import customers_numbered
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Answer, Placing, decide_orders, judge_orders
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access
from onaccount.ordercheck.rules import Asked
from onaccount.trade import queries as trade

CHECK = "/api/v1/orders/check"
AT_ONCE = 500  # orders in one transaction: their groups stay locked no longer

router = Router(tags=["orders"])


class KeyedOrderIn(OrderIn):
    """An order of a batch with the key under which it is decided, the same as if it were sent alone."""

    key: KeyText = Field(description="Its own idempotency key.", examples=["erp-so-2026-0077"])


class BatchIn(Schema):
    """Orders to be checked one after another."""

    model_config = shown(examples.BATCH_ASKED)

    orders: Annotated[list[KeyedOrderIn], Field(min_length=1, max_length=5000)]
    dry_run: bool = Field(
        True, description="true: judge each as if it alone were placed. false: place them in this order."
    )


class OneOut(Schema):
    """What became of one order: a decision, or the problem that kept it from being decided."""

    order: str
    key: str
    status: int = Field(description="As if it had been sent alone: 200, 404, 409 or 422.")
    decision: DecisionOut | None
    problem: Problem | None


class BatchOut(Schema):
    """One answer for each order, in the order sent."""

    model_config = shown(examples.BATCH)

    answers: list[OneOut]


@router.post("/check/batch", response={200: BatchOut, **PROBLEMS}, summary="Check many orders")
@permission(access.CHECK)
def check_batch(request: SignedRequest, body: BatchIn) -> HttpResponse:
    """
    Decides up to 5,000 orders in the order sent, each under a key of its own; one that is refused stops no other.

    Sent again, whole or in part, orders that were decided are answered as the first time.
    """
    reached = access.checkable(person=request.person, today=request.today)
    named = {number for each in body.orders for number in (each.customer, each.payer) if number}
    found = customers_numbered(named).filter(pk__in=reached)
    customers = {customer.number: customer for customer in found}
    segments = {segment.code: segment for segment in trade.segments()}
    wanted = [(each, _new(each, customers, segments)) for each in body.orders]
    known = [(each, new) for each, new in wanted if isinstance(new, NewOrder)]
    decided = iter(_decided(request, known, is_dry=body.dry_run))
    answers = [_one(each, next(decided) if isinstance(new, NewOrder) else new) for each, new in wanted]
    return HttpResponse(msgspec.json.encode({"answers": answers}), content_type="application/json; charset=utf-8")


def _new(each: KeyedOrderIn, customers: dict[str, Any], segments: dict[str, Any]) -> NewOrder | Refusal:
    segment = segments.get(each.segment)
    payer = customers.get(each.payer or "")
    for number in (each.customer, each.payer):
        if number and number not in customers:
            return Refusal("customers.unknown", number=number)
    if segment is None:
        return Refusal("ordercheck.segment_unknown", code=each.segment)
    try:
        return NewOrder(customers[each.customer], segment, each.currency, draft_of_new(each), payer)
    except Refusal as refusal:
        return refusal


def _decided(
    request: SignedRequest, known: Sequence[tuple[KeyedOrderIn, NewOrder]], *, is_dry: bool
) -> Iterator[Answer]:
    for at in range(0, len(known), AT_ONCE):
        part = known[at : at + AT_ONCE]
        if is_dry:
            yield from judge_orders(orders=[new for _, new in part], today=request.today)
        else:
            placings = [_placing(request, each, new) for each, new in part]
            yield from decide_orders(placings=placings, today=request.today)


def _placing(request: SignedRequest, each: KeyedOrderIn, new: NewOrder) -> Placing:
    """The same words as of a single check, so that one key is one order whichever way it is sent."""
    told = {"path": CHECK, "method": "POST", "body": each.model_dump(mode="json", exclude={"key"}) | {"dry_run": False}}
    return Placing(new, Asked.of(client=f"api:{request.person.pk}", key=each.key, body=told), request.actor)


def _one(each: KeyedOrderIn, answer: Answer) -> dict[str, Any]:
    named = {"order": each.number, "key": each.key}
    if isinstance(answer, Refusal):
        problem = {"code": answer.code, "message": sentence(answer), "facts": dict(answer.facts)}
        return named | {"status": status_of(answer), "decision": None, "problem": problem}
    return named | {"status": 200, "decision": told_json(answer), "problem": None}
