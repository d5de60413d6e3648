"""Facts a check rests on, over the interface 信用状态: read what holds for a customer, and note what outside systems know.

Every one of them looks at the group's waiting orders again in the same breath.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ninja import Router, Schema, Status

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, by, customer_in
from onaccount.api.shapes_facts import (
    CoverIn,
    DemandIn,
    DisputeIn,
    GradeIn,
    ListingIn,
    NotedOut,
    PromiseIn,
    ReviewIn,
    StandingOut,
    standing_out,
)
from onaccount.api.shapes_in import Key, Number
from onaccount.assessment import access as assessment
from onaccount.assessment.rules import GradeDraft
from onaccount.cover import access as cover
from onaccount.cover.rules import CoverDraft
from onaccount.kernel.period import end_after
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import (
    cover_recorded,
    demand_sent,
    dispute_raised,
    grade_given,
    listing_placed,
    promise_made,
    review_date_set,
)
from onaccount.limits import access as limits
from onaccount.limits.rules import ListingDraft
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.reporting import queries as reporting
from onaccount.trade import access as trade
from onaccount.trade import queries as ledger
from onaccount.trade.rules import DemandDraft, DisputeDraft, PromiseDraft

router = Router(tags=["facts"])


@router.get("/{number}/standing", response={200: StandingOut, **PROBLEMS}, summary="What holds for a customer")
@permission(limits.VIEW)
def standing(request: SignedRequest, number: Number) -> StandingOut:
    """Grade, review date, classes, disputes, promises, demands, security and lists, each with the id that ends it."""
    customer = customer_in(limits.viewable(person=request.person, today=request.today), number=number)
    return standing_out(reporting.standing_of(customer=customer, today=request.today))


@router.post("/{number}/disputes", response={201: NotedOut, **PROBLEMS}, summary="Note a dispute")
@permission(trade.MARK)
def dispute(request: SignedRequest, number: Number, body: DisputeIn, key: Key) -> Status[NotedOut]:
    """The customer objects to an invoice; by the usual policy it does not count as overdue any more."""
    customer = customer_in(trade.markable(person=request.person, today=request.today), number=number)
    draft = DisputeDraft(body.cause, body.amount, body.raised_on, body.remark)

    def act() -> Iterable[Any]:
        (item,) = _invoices(customer, [body.invoice])
        return [dispute_raised.raise_dispute(item=item, draft=draft, **by(request))]

    return _noted(request, number, body, key, "dispute", act)


@router.post("/{number}/promises", response={201: NotedOut, **PROBLEMS}, summary="Note a promise to pay")
@permission(trade.MARK)
def promise(request: SignedRequest, number: Number, body: PromiseIn, key: Key) -> Status[NotedOut]:
    """The customer promised to pay by a day. It is kept when the invoice is paid by then, and broken when the day passes."""
    customer = customer_in(trade.markable(person=request.person, today=request.today), number=number)
    draft = PromiseDraft(body.given_on, body.given_by, body.promised_date, body.remark)

    def act() -> Iterable[Any]:
        return promise_made.make_promise(items=_invoices(customer, body.invoices), draft=draft, **by(request))

    return _noted(request, number, body, key, "promise", act)


@router.post("/{number}/demands", response={201: NotedOut, **PROBLEMS}, summary="Note a demand")
@permission(trade.MARK)
def demand(request: SignedRequest, number: Number, body: DemandIn, key: Key) -> Status[NotedOut]:
    """Invoices were demanded at a level, by whatever system does that."""
    customer = customer_in(trade.markable(person=request.person, today=request.today), number=number)
    draft = DemandDraft(body.level, body.sent_on, body.remark)

    def act() -> Iterable[Any]:
        return demand_sent.record_demand(items=_invoices(customer, body.invoices), draft=draft, **by(request))

    return _noted(request, number, body, key, "demand", act)


@router.post("/{number}/covers", response={201: NotedOut, **PROBLEMS}, summary="Record security")
@permission(cover.EDIT)
def secure(request: SignedRequest, number: Number, body: CoverIn, key: Key) -> Status[NotedOut]:
    """A guarantee, letter of credit, deposit or insured limit; it counts inside its days only."""
    customer = customer_in(cover.editable(person=request.person, today=request.today), number=number)
    said = body.model_dump(exclude={"order", "last_day"})
    draft = CoverDraft(**said, order_number=body.order, valid_to=end_after(body.last_day))

    def act() -> Iterable[Any]:
        return [cover_recorded.record_cover(customer=customer, draft=draft, **by(request))]

    return _noted(request, number, body, key, "cover", act)


@router.post("/{number}/grades", response={201: NotedOut, **PROBLEMS}, summary="Give a grade")
@permission(assessment.GRADE)
def grade(request: SignedRequest, number: Number, body: GradeIn, key: Key) -> Status[NotedOut]:
    """A grade from outside; it takes the place of the one before."""
    customer = customer_in(assessment.gradable(person=request.person, today=request.today), number=number)
    draft = GradeDraft(body.grade, body.given_on, end_after(body.last_day), body.source, body.remark)

    def act() -> Iterable[Any]:
        return [grade_given.give_grade(customer=customer, draft=draft, **by(request))]

    return _noted(request, number, body, key, "grade", act)


@router.post("/{number}/listings", response={201: NotedOut, **PROBLEMS}, summary="Put on a list")
@permission(limits.SUSPEND)
def listing(request: SignedRequest, number: Number, body: ListingIn, key: Key) -> Status[NotedOut]:
    """The positive list, the negative one, or that of sanctions, which stops every order."""
    customer = customer_in(limits.suspendable(person=request.person, today=request.today), number=number)
    draft = ListingDraft(body.kind, body.source, body.reason, body.valid_from, end_after(body.last_day))

    def act() -> Iterable[Any]:
        return [listing_placed.put_on_list(customer=customer, draft=draft, **by(request))]

    return _noted(request, number, body, key, "listing", act)


@router.post("/{number}/review-dates", response={201: NotedOut, **PROBLEMS}, summary="Set the day of the next review")
@permission(limits.PROPOSE)
def review(request: SignedRequest, number: Number, body: ReviewIn, key: Key) -> Status[NotedOut]:
    """The newest day counts; null means that no review is planned."""
    customer = customer_in(limits.proposable(person=request.person, today=request.today), number=number)

    def act() -> Iterable[Any]:
        said: dict[str, Any] = {"review_date": body.review_date, "reason": body.reason}
        return [review_date_set.set_review_date(customer=customer, **said, **by(request))]

    return _noted(request, number, body, key, "review_date", act)


def _noted(
    request: SignedRequest, number: str, body: Schema, key: str, kind: str, act: Callable[[], Iterable[Any]]
) -> Status[NotedOut]:
    def work() -> NotedOut:
        return NotedOut(customer=number, kind=kind, ids=[row.pk for row in act()])

    return Status(201, answered(NotedOut, work, once=asked(request, key=key, body=body)))


def _invoices(customer: Any, numbers: Iterable[str]) -> list[Any]:
    """The invoices of the customer by their numbers. Refuses `api.invoice_unknown`."""
    found = []
    for number in dict.fromkeys(numbers):
        invoice = ledger.invoice_named(customer=customer, number=number)
        if invoice is None:
            raise Refusal("api.invoice_unknown", number=number)
        found.append(invoice)
    return found
