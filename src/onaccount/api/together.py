"""Answering many calls of the order check together 合并应答: who asks, what they ask, one decision each, in their language."""

import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import msgspec
import structlog
from django.db import Error, connection
from django.http import HttpRequest
from django.utils import translation
from pydantic import TypeAdapter, ValidationError

from onaccount.api.errors import status_of
from onaccount.api.finding import draft_of_new
from onaccount.api.hot import PATH, Call, Said
from onaccount.api.shapes_in import CheckIn, KeyText
from onaccount.api.told import told_json
from onaccount.api.words import sentence
from onaccount.customers.queries import customers_numbered
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Answer, Placing, decide_orders, judge_orders
from onaccount.office.access import gate
from onaccount.office.access.rules import Actor, Channel, KeyFacts, Scope
from onaccount.office.clock import queries as clock
from onaccount.ordercheck import access
from onaccount.ordercheck.rules import Asked
from onaccount.trade import queries as trade

PLAIN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
KEY: Final = TypeAdapter(KeyText)
KNOWN: Final = frozenset(
    [
        "customer",
        "number",
        "amount",
        "currency",
        "segment",
        "order_date",
        "ship_date",
        "credit_days",
        "ship_to",
        "order_type",
        "lines",
        "dry_run",
    ]
)
log = structlog.stdlib.get_logger("onaccount.request")


@dataclass(frozen=True, slots=True)
class Understood:
    """A call that may be answered here: as which person, what it asks, and the id its answer carries."""

    place: int
    call: Call
    holder: KeyFacts
    body: CheckIn
    request_id: str


def answer_together(calls: Sequence[Call]) -> list[Said | None]:
    """
    This function will answer each call, or give None where the documented operation has to answer it.

    All binding checks are decided in one batch in the order in which they came, then the dry runs are judged. Where the
    database fails, nobody is answered here.
    """
    began = time.perf_counter()
    understood: list[Understood] = []
    said: list[Said | None] = [None] * len(calls)
    try:
        today = clock.today()
        understood = [found for place, call in enumerate(calls) if (found := _understood(place, call, today))]
        for each, answer in _answered(understood, today):
            said[each.place] = _said(each, answer)
    except Error:
        log.exception("check failed", calls=len(calls))
        connection.close()
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    log.info("answered together", path=PATH, calls=len(calls), here=len(understood), milliseconds=milliseconds)
    return said


def _understood(place: int, call: Call, today: date) -> Understood | None:
    try:
        holder = gate.admitted(secret=call.secret, today=today, now=time.time())
        body = CheckIn.model_validate_json(call.body)
        if not body.dry_run:
            KEY.validate_python(call.key)
    except (Refusal, ValidationError):
        return None
    if holder is None or holder.scope_of(access.CHECK) is not Scope.ALL or body.model_fields_set - KNOWN:
        return None
    request_id = call.request_id if PLAIN.fullmatch(call.request_id) else uuid.uuid4().hex
    return Understood(place, call, holder, body, request_id)


def _answered(understood: Sequence[Understood], today: date) -> list[tuple[Understood, Answer]]:
    """Each call that names a known customer and segment, with its answer; the others are left to the documented way."""
    customers = {found.number: found for found in customers_numbered({each.body.customer for each in understood})}
    segments = {segment.code: segment for segment in trade.segments()}
    found = [
        (each, NewOrder(customer, segment, each.body.currency, draft_of_new(each.body)))
        for each in understood
        if (customer := customers.get(each.body.customer)) and (segment := segments.get(each.body.segment))
    ]
    binding = [(each, new) for each, new in found if not each.body.dry_run]
    dry = [(each, new) for each, new in found if each.body.dry_run]
    decided = decide_orders(placings=[_placing(each, new, today) for each, new in binding], today=today)
    judged = judge_orders(orders=[new for _, new in dry], today=today)
    return [(each, answer) for (each, _), answer in zip(binding + dry, [*decided, *judged], strict=True)]


def _placing(each: Understood, new: NewOrder, today: date) -> Placing:
    holder, body = each.holder, each.body
    told = {"path": PATH, "method": "POST", "body": body.model_dump(mode="json")}
    asked = Asked.of(client=f"api:{holder.person_id}", key=each.call.key, body=told)
    return Placing(new, asked, Actor(holder.username, Channel.API, holder.person_id, each.request_id, today))


def _said(each: Understood, answer: Answer) -> Said:
    with translation.override(_language(each.call.languages)):
        if isinstance(answer, Refusal):
            problem = {"code": answer.code, "message": sentence(answer), "facts": dict(answer.facts)}
            return Said(status_of(answer), msgspec.json.encode(problem), each.request_id)
        return Said(200, msgspec.json.encode(told_json(answer)), each.request_id)


@lru_cache(maxsize=1000)
def _language(accepted: str) -> str:
    """The language Django would choose for these words of the header."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    return translation.get_language_from_request(request)
