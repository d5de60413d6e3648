"""Answering calls of the order check on the short way 合并应答: who asks, what they ask, one decision each, in their language."""

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

from onaccount.api.deciding import Caller, Known, batch_answers, numbers_of, problem_json
from onaccount.api.decision_json import decision_json
from onaccount.api.errors import status_of
from onaccount.api.hot import Call, Said
from onaccount.api.orders_read import OrderRead, batch_read, check_read, order_read
from onaccount.api.shapes_in import CheckIn, KeyText
from onaccount.customers.queries import customers_briefly
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Answer, Placing, decide_orders, judge_orders
from onaccount.office.access import gate
from onaccount.office.access.rules import Actor, Channel, KeyFacts, Scope
from onaccount.office.asking import ask
from onaccount.office.clock import queries as clock
from onaccount.ordercheck import access
from onaccount.trade.queries import segments_briefly

PLAIN: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
KEY: Final = TypeAdapter(KeyText)
log = structlog.stdlib.get_logger("onaccount.request")


@dataclass(frozen=True, slots=True)
class Understood:
    """A call that may be answered here: who asks, what, and the id its answer carries."""

    place: int
    call: Call
    caller: Caller
    order: OrderRead
    is_dry: bool


def answer_together(calls: Sequence[Call]) -> list[Said | None]:
    """
    Answer each call of the single check, or give None where the documented operation has to answer it.

    All binding checks are decided in one batch in the order in which they came, then the dry runs are judged. Where the
    database fails, nobody is answered here.
    """
    began = time.perf_counter()
    understood: list[Understood] = []
    said: list[Said | None] = [None] * len(calls)
    try:
        orders = {place: order for place, call in enumerate(calls) if (order := _order(call)) is not None}
        today, known = _day_and_names([order for order, _ in orders.values()])
        understood = [
            Understood(place, calls[place], caller, *order)
            for place, order in orders.items()
            if (caller := _caller(calls[place], today)) is not None
        ]
        for each, answer in _answered(understood, known, today):
            said[each.place] = _said(each, answer)
    except Error:
        log.exception("check failed", calls=len(calls))
        connection.close()
    for each in understood:
        if said[each.place] is None:
            gate.give_back(secret=each.call.secret)
    _tell(began, calls=len(calls), here=len(understood))
    return said


def answer_batch(call: Call) -> Said | None:
    """Answer a call of the batch operation, or give None where the documented one has to answer it."""
    began, said, caller = time.perf_counter(), None, None
    try:
        read = batch_read(call.body)
        today, known = _day_and_names(read.orders if read is not None else ())
        caller = None if read is None else _caller(call, today)
        if caller is not None and read is not None:
            answers = batch_answers(read.orders, known=known, is_dry=read.dry_run, caller=caller)
            said = Said(200, answers, caller.actor.request_id)
            _tell(began, calls=len(read.orders), here=len(read.orders))
    except Error:
        log.exception("batch failed")
        connection.close()
        if caller is not None:
            gate.give_back(secret=call.secret)
    return said


def _tell(began: float, *, calls: int, here: int) -> None:
    milliseconds = round((time.perf_counter() - began) * 1000, 1)
    log.info("answered together", calls=calls, here=here, milliseconds=milliseconds)


def _order(call: Call) -> tuple[OrderRead, bool] | None:
    """The order of a call, and whether it is asked about without being placed."""
    found = check_read(call.body)
    order, is_dry = (found, found.dry_run) if found is not None else _as_documented(call.body)
    return None if order is None or not (is_dry or _is_key(call.key)) else (order, is_dry)


def _day_and_names(orders: Sequence[OrderRead]) -> tuple[date, Known]:
    """What is to be known before anything is decided: the company's day, the customers and segments the orders name."""
    questions = clock.the_day(), customers_briefly(numbers_of(orders)), segments_briefly()
    today, customers, segments = ask(*questions)
    return today, Known.among(customers, segments)


def _as_documented(body: bytes) -> tuple[OrderRead | None, bool]:
    """What only the documented shape understands, such as an amount that is no text."""
    try:
        found = CheckIn.model_validate_json(body)
    except ValidationError:
        return None, True
    return (order_read(found) if found.checkpoint == "order" else None), found.dry_run


def _is_key(key: str) -> bool:
    try:
        KEY.validate_python(key)
    except ValidationError:
        return False
    return True


def _caller(call: Call, today: date) -> Caller | None:
    """Who calls, where the key is good and reaches every customer; its call is counted."""
    try:
        holder = gate.admitted(secret=call.secret, today=today, now=time.time())
    except Refusal:
        return None
    if holder is None:
        return None
    if not _checks_for_all(holder):
        gate.give_back(secret=call.secret)
        return None
    request_id = call.request_id if PLAIN.fullmatch(call.request_id) else uuid.uuid4().hex
    actor = Actor(holder.username, Channel.API, holder.person_id, request_id, today)
    return Caller(f"api:{holder.person_id}", actor, today, _language(call.languages))


def _checks_for_all(holder: KeyFacts) -> bool:
    return holder.scope_of(access.CHECK) is Scope.ALL


def _answered(understood: Sequence[Understood], known: Known, today: date) -> list[tuple[Understood, Answer]]:
    """Each call that names a known customer and segment, with its answer; the others are left to the documented way."""
    named = [(each, new) for each in understood if isinstance(new := known.new_order(each.order), NewOrder)]
    binding = [(each, new) for each, new in named if not each.is_dry]
    dry = [(each, new) for each, new in named if each.is_dry]
    decided = decide_orders(placings=[_placing(each, new) for each, new in binding], today=today)
    judged = judge_orders(orders=[new for _, new in dry], today=today)
    return [(each, answer) for (each, _), answer in zip(binding + dry, [*decided, *judged], strict=True)]


def _placing(each: Understood, new: NewOrder) -> Placing:
    return Placing(new, each.order.asked(client=each.caller.client, key=each.call.key), each.caller.actor)


def _said(each: Understood, answer: Answer) -> Said:
    language, request_id = each.caller.language, each.caller.actor.request_id
    if isinstance(answer, Refusal):
        return Said(status_of(answer), msgspec.json.encode(problem_json(answer, language=language)), request_id)
    return Said(200, decision_json(answer, language=language), request_id)


@lru_cache(maxsize=1000)
def _language(accepted: str) -> str:
    """The language Django would choose for these words of the header."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    return translation.get_language_from_request(request)
