"""Orders that were read, decided 批量判定: whose they are, one decision each, and the answer of each in the caller's words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import msgspec

from onaccount.api.decision_json import decision_json
from onaccount.api.errors import status_of
from onaccount.api.orders_read import KeyedRead, OrderRead
from onaccount.api.words import said
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import Answer, Placing, decide_and_tell, judge_orders
from onaccount.office.access.rules import Actor

Said = tuple[int, msgspec.Raw | None, msgspec.Raw | None]  # status, decision, problem: the two as JSON
AT_ONCE: Final = 1000  # orders in one transaction: their groups stay locked no longer


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, on which day, in which language."""

    client: str
    actor: Actor
    today: date
    language: str


@dataclass(frozen=True, slots=True)
class Known:
    """The customers and segments that orders name, as far as the caller reaches them."""

    customers: dict[str, Any]
    segments: dict[str, Any]

    @classmethod
    def among(cls, customers: Iterable[Any], segments: Iterable[Any]) -> "Known":
        """By number and by code."""
        found = {customer.number: customer for customer in customers}
        return cls(found, {segment.code: segment for segment in segments})

    def new_order(self, order: OrderRead) -> NewOrder | Refusal:
        """The order to be placed. A customer out of reach is answered like one that does not exist."""
        for number in (order.customer, order.payer):
            if number and number not in self.customers:
                return Refusal("customers.unknown", number=number)
        segment, payer = self.segments.get(order.segment), self.customers.get(order.payer or "")
        if segment is None:
            return Refusal("ordercheck.segment_unknown", code=order.segment)
        try:
            return NewOrder.of(self.customers[order.customer], segment, order.currency, order.draft, payer)
        except Refusal as refusal:
            return refusal


def numbers_of(orders: Iterable[OrderRead]) -> set[str]:
    """Name the customers and payers of orders."""
    return {number for order in orders for number in (order.customer, order.payer) if number}


def batch_answers(orders: Sequence[KeyedRead], *, known: Known, is_dry: bool, caller: Caller) -> bytes:
    """Decide or judge orders in the order sent and write the answer of each, as `BatchOut` says."""
    wanted = [(each, known.new_order(each)) for each in orders]
    named = [(each, new) for each, new in wanted if isinstance(new, NewOrder)]
    decided = iter(_decided(named, is_dry=is_dry, caller=caller))
    told = [next(decided) if isinstance(new, NewOrder) else _told(new, caller) for _, new in wanted]
    answers = [_one(each, *said) for (each, _), said in zip(wanted, told, strict=True)]
    return msgspec.json.encode({"answers": answers})


def problem_json(refusal: Refusal, *, language: str) -> dict[str, Any]:
    """Write a refusal as the documented `Problem` says."""
    message = said(code=refusal.code, facts=refusal.facts, language=language)
    return {"code": refusal.code, "message": message, "facts": dict(refusal.facts)}


def _decided(named: Sequence[tuple[KeyedRead, NewOrder]], *, is_dry: bool, caller: Caller) -> Iterator[Said]:
    tell = partial(_told, caller=caller)
    for at in range(0, len(named), AT_ONCE):
        part = named[at : at + AT_ONCE]
        if is_dry:
            yield from map(tell, judge_orders(orders=[new for _, new in part], today=caller.today))
        else:
            placings = [
                Placing(new, each.asked(client=caller.client, key=each.key), caller.actor) for each, new in part
            ]
            yield from decide_and_tell(placings=placings, today=caller.today, tell=tell)


def _told(answer: Answer, caller: Caller) -> Said:
    if isinstance(answer, Refusal):
        problem = problem_json(answer, language=caller.language)
        return status_of(answer), None, msgspec.Raw(msgspec.json.encode(problem))
    return 200, msgspec.Raw(decision_json(answer, language=caller.language)), None


def _one(each: KeyedRead, status: int, decision: msgspec.Raw | None, problem: msgspec.Raw | None) -> dict[str, Any]:
    return {"order": each.number, "key": each.key, "status": status, "decision": decision, "problem": problem}
