"""Thousands of orders in one call 批量检查: decided in the order sent, one decision and one key each, not all or nothing."""

from typing import Annotated

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from onaccount.api import examples
from onaccount.api.bodies import Body
from onaccount.api.deciding import Caller, Known, batch_answers, numbers_of
from onaccount.api.errors import PROBLEMS, Problem
from onaccount.api.examples import shown
from onaccount.api.orders_read import keyed_read
from onaccount.api.shapes_in import KeyText, OrderIn
from onaccount.api.shapes_out import DecisionOut
from onaccount.customers.queries import customers_numbered
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.asking import answer
from onaccount.ordercheck import access
from onaccount.trade.queries import segments_briefly

router = Router(tags=["orders"])


class KeyedOrderIn(OrderIn):
    """An order of a batch with the key under which it is decided, the same as if it were sent alone."""

    key: KeyText = Field(description="Its own idempotency key.", examples=["erp-so-2026-0077"])


class BatchIn(Body):
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
    orders = [keyed_read(each, key=each.key) for each in body.orders]
    customers = customers_numbered(numbers_of(orders)).filter(pk__in=reached)
    segments = answer(segments_briefly())
    known = Known.among(customers, segments)
    language = get_language() or settings.LANGUAGE_CODE
    caller = Caller(f"api:{request.person.pk}", request.actor, request.today, language)
    answers = batch_answers(orders, known=known, is_dry=body.dry_run, caller=caller)
    return HttpResponse(answers, content_type="application/json; charset=utf-8")
