"""What a call is about: customers and orders the key may reach, the segment named, and the caller's one-time word 幂等."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from msgspec.structs import replace
from ninja import Schema

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.request_answered import answer_once
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck.rules import Asked
from onaccount.trade import queries as trade
from onaccount.trade.rules import LineDraft, OrderDraft, Share, Trigger, scheduled, with_tax

Out = TypeVar("Out", bound=Schema)


def asked(request: SignedRequest, *, key: str, body: Schema) -> Asked:
    """Name the caller, its key, and exactly what it asks: address and body."""
    told = {"path": request.path, "method": request.method, "body": body.model_dump(mode="json")}
    return Asked.of(client=f"api:{request.person.pk}", key=key, body=told)


def answered(shape: type[Out], work: Callable[[], Out], *, once: Asked) -> Out:
    """Do the work and keep its answer; the same call again changes nothing and hears the same. Refuses `answers.key_reused`."""
    return shape(**answer_once(asked=once, work=lambda: work().model_dump(mode="json")))


def by(request: SignedRequest) -> dict[str, Any]:
    """Name who acts and on which day, as every lifecycle call wants to be told."""
    return {"actor": request.actor, "today": request.today}


def customer_in(customers: QuerySet[Any], *, number: str) -> Any:
    """Find a customer among those the key reaches. Refuses `customers.unknown`, as for a stranger."""
    found = customers.filter(number=number).select_related("group").first()
    if found is None:
        raise Refusal("customers.unknown", number=number)
    return found


def order_in(customers: QuerySet[Any], *, number: str) -> Any:
    """Find an order of a customer the key reaches. Refuses `ordercheck.order_unknown`."""
    found = trade.order_of(number=number)
    if found is None or not customers.filter(pk=found.customer_id).exists():
        raise Refusal("ordercheck.order_unknown", number=number)
    return found


def segment_of(*, code: str) -> Any:
    """Find a segment by its code. Refuses `ordercheck.segment_unknown`."""
    found = trade.segments().filter(code=code).first()
    if found is None:
        raise Refusal("ordercheck.segment_unknown", code=code)
    return found


def new_order(customers: QuerySet[Any], *, body: Any) -> NewOrder:
    """Translate an order as sent into one to be placed."""
    customer = customer_in(customers, number=body.customer)
    payer = None if body.payer is None else customer_in(customers, number=body.payer)
    return NewOrder.of(customer, segment_of(code=body.segment), body.currency, draft_of_new(body), payer)


def draft_of_new(body: Any) -> OrderDraft:
    """Translate what a new order says. Refuses like `draft_of`."""
    return draft_of(body, number=body.number, currency=body.currency)


def line_of(line: Any, *, currency: str) -> LineDraft:
    """Translate a line as sent; one that is priced net is grossed up by its rate."""
    rest = (line.description, line.prepaid, line.unit, line.ship_date)
    said = LineDraft(line.item, line.quantity, line.unit_price, line.amount, *rest)
    return said if line.tax_percent is None else with_tax(said, tax_percent=line.tax_percent, code=currency)


def draft_of_change(body: Any, *, order: Any) -> OrderDraft:
    """Translate what an order or a quote shall say; whoever sold it stays. Refuses like `draft_of`."""
    draft = draft_of(body, number=order.number, currency=order.currency)
    return replace(draft, salesperson_id=order.salesperson_id)


def draft_of(body: Any, *, number: str, currency: str) -> OrderDraft:
    """Translate what an order says. Refuses what `trade.rules.scheduled` refuses."""
    shares = [Share(Trigger(part.trigger), part.percent, part.amount, part.days) for part in body.milestones]
    return OrderDraft(
        number=number,
        amount=body.amount,
        order_date=body.order_date,
        ship_date=body.ship_date,
        lines=tuple(line_of(line, currency=currency) for line in body.lines),
        credit_days=body.credit_days,
        ship_to=body.ship_to,
        order_type=body.order_type,
        milestones=scheduled(shares, whole=body.amount, code=currency),
    )
