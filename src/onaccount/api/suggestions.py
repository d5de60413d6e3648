"""Changes of limits that the facts suggest 调额建议, over the interface: taken up as a draft, or set aside."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Router, Schema
from ninja.params.functions import Path
from pydantic import Field

from onaccount.api.bodies import Body
from onaccount.api.drafts import DRAFT, DraftOut, draft_out
from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import answered, asked
from onaccount.api.shapes_facts import Said
from onaccount.api.shapes_in import Key
from onaccount.api.shapes_out import Amount
from onaccount.api.words import sentence
from onaccount.kernel.reasons import Reason
from onaccount.lifecycle import changes_suggested
from onaccount.limits import access
from onaccount.limits.queries.suggesting import suggestions
from onaccount.office.access.routes import SignedRequest, permission

router = Router(tags=["granting"])
PROPOSE = permission(access.PROPOSE)
AT_MOST = 200
Suggested = Annotated[int, Path(description="The id of a suggestion.", ge=1, le=2**62)]
ONE: dict[str, Any] = {
    "id": 9,
    "customer": "C1002",
    "kind": "raise",
    "currency": "CNY",
    "standing": "300000.00",
    "amount": "360000.00",
    "credit_days": 45,
    "reason": "12 months without a late day.",
    "made_on": "2026-11-20",
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


class AnswerIn(Body):
    """`take_up` begins a draft with the figures suggested, `set_aside` ends the suggestion for ninety days."""

    answer: Literal["take_up", "set_aside"] = Field(examples=["take_up"])
    reason: Said = Field(examples=["12 months without a late day"])


class AnsweredOut(Schema):
    """How the suggestion ended, and the draft where one was begun."""

    model_config = shown({"id": 9, "outcome": "taken", "draft": DRAFT})
    id: int
    outcome: str
    draft: DraftOut | None


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

    def work() -> AnsweredOut:
        row = _suggestion(request, suggestion)
        if body.answer == "set_aside":
            changes_suggested.set_aside(suggestion=row, remark=body.reason, actor=request.actor, today=request.today)
            return AnsweredOut(id=row.pk, outcome="set_aside", draft=None)
        begun = changes_suggested.take_up(suggestion=row, reason=body.reason, actor=request.actor, today=request.today)
        return AnsweredOut(id=row.pk, outcome="taken", draft=draft_out(begun))

    return answered(AnsweredOut, work, once=asked(request, key=key, body=body))


def _suggestion(request: SignedRequest, suggestion: int) -> Any:
    mine = access.proposable(person=request.person, today=request.today)
    found = suggestions(customers=mine).filter(pk=suggestion).first()
    if found is None:
        raise Http404
    return found


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
