"""Changes of limits that the facts suggest 调额建议, and the drafts they become, over the interface."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Router, Schema, Status
from ninja.params.functions import Path
from pydantic import Field

from onaccount.api.approvals import RequestOut, request_out, speaker_in
from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import asked
from onaccount.api.shapes_facts import Said
from onaccount.api.shapes_in import Code, Key
from onaccount.api.shapes_out import Amount
from onaccount.api.words import sentence
from onaccount.kernel.reasons import Reason
from onaccount.lifecycle import changes_suggested, limit_requested
from onaccount.lifecycle.request_answered import answer_once
from onaccount.limits import access, queries
from onaccount.limits.queries import Wish
from onaccount.limits.queries.suggesting import suggestions
from onaccount.limits.rules import Reach, WishKind, answers_from_json, asked_for
from onaccount.office.access.routes import SignedRequest, permission

router, drafts = Router(tags=["granting"]), Router(tags=["granting"])
PROPOSE = permission(access.PROPOSE)
AT_MOST = 200
Suggested = Annotated[int, Path(description="The id of a suggestion.", ge=1, le=2**62)]
Drafted = Annotated[int, Path(description="The id of a draft.", ge=1, le=2**62)]
ONE: dict[str, Any] = {
    "id": 9,
    "customer": "C0002",
    "kind": "raise",
    "currency": "CNY",
    "standing": "300000.00",
    "amount": "360000.00",
    "credit_days": 45,
    "reason": "12 months without a late day.",
    "made_on": "2026-11-20",
}
DRAFT: dict[str, Any] = {
    "id": 4,
    "customer": "C0002",
    "kind": "limit",
    "amount": "360000.00",
    "credit_days": 45,
    "last_day": None,
    "reason": "12 months without a late day.",
}


class SuggestionOut(Schema):
    """What the facts suggest for a customer; it changes nothing by itself."""

    model_config = shown(ONE)
    id: int
    customer: str
    kind: str
    currency: str
    standing: Amount
    amount: Amount
    credit_days: int
    reason: str
    made_on: date


class SuggestionsOut(Schema):
    """The suggestions that wait; at most two hundred."""

    model_config = shown({"suggestions": [ONE]})
    suggestions: list[SuggestionOut]


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


class AnswerIn(Schema):
    """`take_up` begins a draft with the figures suggested, `set_aside` ends the suggestion for ninety days."""

    answer: Literal["take_up", "set_aside"] = Field(examples=["take_up"])
    reason: Said = Field(examples=["12 months without a late day"])


class AnsweredOut(Schema):
    """How the suggestion ended, and the draft where one was begun."""

    model_config = shown({"id": 9, "outcome": "taken", "draft": DRAFT})
    id: int
    outcome: str
    draft: DraftOut | None


class SendIn(Schema):
    """Codes of the questions that are answered with yes, and other words for why, where there are."""

    reason: Said | None = Field(None, description="Absent: the draft's own.", examples=["12 months without a late day"])
    confirmed: list[Code] = Field([], max_length=20, examples=[["limits.more_than_twice"]])


@router.get("", response={200: SuggestionsOut, **PROBLEMS}, summary="What the facts suggest")
@PROPOSE
def waiting(request: SignedRequest) -> SuggestionsOut:
    """Raises, cuts and terms suggested every night for customers the key may ask for, the newest first."""
    mine = access.proposable(person=request.person, today=request.today)
    return SuggestionsOut(suggestions=[_suggestion_out(row) for row in suggestions(customers=mine)[:AT_MOST]])


@router.post(
    "/{suggestion}/answer", response={200: AnsweredOut, **PROBLEMS}, summary="Take a suggestion up or set it aside"
)
@PROPOSE
def answer(request: SignedRequest, suggestion: Suggested, body: AnswerIn, key: Key) -> AnsweredOut:
    """Taken up it becomes a draft of the key's person, which is sent like any request; set aside it rests for ninety days."""

    def work() -> dict[str, Any]:
        row = _suggestion(request, suggestion)
        if body.answer == "set_aside":
            changes_suggested.set_aside(suggestion=row, remark=body.reason, actor=request.actor, today=request.today)
            return AnsweredOut(id=row.pk, outcome="set_aside", draft=None).model_dump(mode="json")
        begun = changes_suggested.take_up(suggestion=row, reason=body.reason, actor=request.actor, today=request.today)
        return AnsweredOut(id=row.pk, outcome="taken", draft=_draft_out(begun)).model_dump(mode="json")

    return AnsweredOut(**answer_once(asked=asked(request, key=key, body=body), work=work))


@drafts.get("", response={200: DraftsOut, **PROBLEMS}, summary="My drafts")
@PROPOSE
def kept(request: SignedRequest) -> DraftsOut:
    """Requests for credit the key's person began and did not send, the one touched last first."""
    return DraftsOut(drafts=[_draft_out(row) for row in _drafts(request)[:AT_MOST]])


@drafts.post("/{draft}/send", response={201: RequestOut, **PROBLEMS}, summary="Send a draft")
@PROPOSE
def send(request: SignedRequest, draft: Drafted, body: SendIn, key: Key) -> Status[RequestOut]:
    """Asks for what the draft says; a question that is not confirmed is asked back by its code."""

    def work() -> dict[str, Any]:
        row = _drafts(request).filter(pk=draft).first()
        if row is None:
            raise Http404
        made = limit_requested.send_draft(
            draft_id=row.pk, wishes=_wishes(row, body, request.today), actor=request.actor, today=request.today
        )
        return request_out(made, speaker_in(request)).model_dump(mode="json")

    return Status(201, RequestOut(**answer_once(asked=asked(request, key=key, body=body), work=work)))


def _suggestion(request: SignedRequest, suggestion: int) -> Any:
    mine = access.proposable(person=request.person, today=request.today)
    found = suggestions(customers=mine).filter(pk=suggestion).first()
    if found is None:
        raise Http404
    return found


def _drafts(request: SignedRequest) -> Any:
    mine = access.proposable(person=request.person, today=request.today)
    return queries.drafts_of(person=request.person).filter(customer__in=mine)


def _wishes(row: Any, body: SendIn, today: date) -> list[Wish]:
    kept = answers_from_json(row.answers)
    answers = replace(kept, reason=body.reason or kept.reason)
    said = asked_for(kind=WishKind(row.kind), answers=answers, currency=row.customer.currency, today=today)
    return [Wish(row.customer, None, Reach.OWN, each, frozenset(body.confirmed)) for each in said]


def _suggestion_out(row: Any) -> SuggestionOut:
    return SuggestionOut(
        id=row.pk,
        customer=row.customer.number,
        kind=row.kind,
        currency=row.currency,
        standing=row.standing,
        amount=row.amount,
        credit_days=row.days,
        reason=sentence(Reason.from_json(row.reason)),
        made_on=row.made_on,
    )


def _draft_out(row: Any) -> DraftOut:
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
