"""
Drafts of requests for credit 申请草稿 over the interface: started, changed, sent, thrown away, like the four steps of the desk.

A draft belongs to the key's person alone; nobody else sees it, and nothing is asked before it is sent.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from django.http import Http404
from ninja import Router, Schema, Status
from ninja.params.functions import Path
from pydantic import Field

from onaccount.api.approvals import RequestOut, request_out, speaker_in
from onaccount.api.bodies import Body
from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import answered, asked, customer_in
from onaccount.api.shapes_facts import Said
from onaccount.api.shapes_in import Amount as AmountIn
from onaccount.api.shapes_in import Code, Day, Key, Text
from onaccount.api.shapes_out import Amount
from onaccount.lifecycle import limit_requested
from onaccount.limits import access, queries
from onaccount.limits.queries import Wish
from onaccount.limits.rules import Answers, Reach, WishKind, answers_for, answers_from_json, asked_for
from onaccount.office.access.routes import SignedRequest, permission

router = Router(tags=["granting"])
PROPOSE = permission(access.PROPOSE)
AT_MOST = 200
Drafted = Annotated[int, Path(description="The id of a draft.", ge=1, le=2**62)]
DRAFT: dict[str, Any] = {
    "id": 4,
    "customer": "C1002",
    "kind": "limit",
    "amount": "360000.00",
    "credit_days": 45,
    "last_day": None,
    "reason": "12 months without a late day.",
}


class DraftOut(Schema):
    """A request for credit that was begun and not sent; only its owner sees it."""

    model_config = shown(DRAFT)
    id: int
    customer: str
    kind: str
    amount: Amount | None
    credit_days: int | None
    last_day: date | None
    reason: str


class DraftsOut(Schema):
    """The drafts of the key's person; at most two hundred."""

    model_config = shown({"drafts": [DRAFT]})
    drafts: list[DraftOut]


class DraftIn(Body):
    """What is known so far; what is absent is empty. A temporary limit has an amount and a last day, terms have days alone."""

    amount: AmountIn | None = Field(None, examples=["360000.00"])
    credit_days: int | None = Field(None, ge=0, le=3650, examples=[45])
    last_day: Day | None = Field(None, description="Only of a temporary limit.")
    reason: Text = Field("", examples=["Buys twice as much as last year"])


class NewDraftIn(DraftIn):
    """For whom and what: `limit` (with or without days), `temporary`, or `terms`; and what is known already."""

    customer: Code = Field(examples=["C1002"])
    kind: WishKind = Field(examples=["limit"])


class NothingIn(Body):
    """Nothing more is said."""


class DiscardedOut(Schema):
    """The draft that is gone."""

    model_config = shown({"id": 4})
    id: int


class SendIn(Body):
    """Codes of the questions that are answered with yes, and other words for why, where there are."""

    reason: Said | None = Field(None, description="Absent: the draft's own.", examples=["12 months without a late day"])
    confirmed: list[Code] = Field([], max_length=20, examples=[["limits.more_than_twice"]])


@router.get("", response={200: DraftsOut, **PROBLEMS}, summary="My drafts")
@PROPOSE
def kept(request: SignedRequest) -> DraftsOut:
    """Requests for credit the key's person began and did not send, the one touched last first."""
    return DraftsOut(drafts=[draft_out(row) for row in _drafts(request)[:AT_MOST]])


@router.post("/{draft}/send", response={201: RequestOut, **PROBLEMS}, summary="Send a draft")
@PROPOSE
def send(request: SignedRequest, draft: Drafted, body: SendIn, key: Key) -> Status[RequestOut]:
    """Asks for what the draft says; a question that is not confirmed is asked back by its code."""

    def work() -> RequestOut:
        row = _own(request, draft)
        made = limit_requested.send_draft(
            draft_id=row.pk, wishes=_wishes(row, body, request.today), actor=request.actor, today=request.today
        )
        return request_out(made, speaker_in(request))

    return Status(201, answered(RequestOut, work, once=asked(request, key=key, body=body)))


@router.post("", response={201: DraftOut, **PROBLEMS}, summary="Start a draft")
@PROPOSE
def start(request: SignedRequest, body: NewDraftIn, key: Key) -> Status[DraftOut]:
    """Begins a request for a customer the key may ask for; only the key's person sees it, and nothing is asked yet."""

    def work() -> DraftOut:
        mine = access.proposable(person=request.person, today=request.today)
        begun = limit_requested.begin_draft(
            customer=customer_in(mine, number=body.customer),
            kind=body.kind,
            answers=answers_for(kind=body.kind, answers=_answers(body)),
            actor=request.actor,
        )
        return draft_out(begun)

    return Status(201, answered(DraftOut, work, once=asked(request, key=key, body=body)))


@router.put("/{draft}", response={200: DraftOut, **PROBLEMS}, summary="Change a draft")
@PROPOSE
def change(request: SignedRequest, draft: Drafted, body: DraftIn, key: Key) -> DraftOut:
    """Puts what is said now in the place of what the draft said."""

    def work() -> DraftOut:
        row = _own(request, draft)
        answers = answers_for(kind=WishKind(row.kind), answers=_answers(body))
        limit_requested.keep_draft(draft_id=row.pk, answers=answers, actor=request.actor)
        return draft_out(_own(request, draft))

    return answered(DraftOut, work, once=asked(request, key=key, body=body))


@router.delete("/{draft}", response={200: DiscardedOut, **PROBLEMS}, summary="Throw a draft away")
@PROPOSE
def discard(request: SignedRequest, draft: Drafted, key: Key) -> DiscardedOut:
    """Deletes a draft that was not sent; what was sent is withdrawn as a request instead."""

    def work() -> DiscardedOut:
        row = _own(request, draft)
        limit_requested.throw_draft_away(draft_id=row.pk, actor=request.actor)
        return DiscardedOut(id=draft)

    return answered(DiscardedOut, work, once=asked(request, key=key, body=NothingIn()))


def draft_out(row: Any) -> DraftOut:
    """Write a draft for its owner."""
    said = answers_from_json(row.answers)
    return DraftOut(
        id=row.pk,
        customer=row.customer.number,
        kind=row.kind,
        amount=said.amount,
        credit_days=said.days,
        last_day=said.last_day,
        reason=said.reason,
    )


def _drafts(request: SignedRequest) -> Any:
    mine = access.proposable(person=request.person, today=request.today)
    return queries.drafts_of(person=request.person).filter(customer__in=mine)


def _own(request: SignedRequest, draft: int) -> Any:
    found = _drafts(request).filter(pk=draft).first()
    if found is None:
        raise Http404
    return found


def _answers(body: DraftIn) -> Answers:
    return Answers(body.amount, body.credit_days, body.last_day, body.reason)


def _wishes(row: Any, body: SendIn, today: date) -> list[Wish]:
    kept = answers_from_json(row.answers)
    answers = replace(kept, reason=body.reason or kept.reason)
    said = asked_for(kind=WishKind(row.kind), answers=answers, currency=row.customer.currency, today=today)
    return [Wish(row.customer, None, Reach.OWN, each, frozenset(body.confirmed)) for each in said]
