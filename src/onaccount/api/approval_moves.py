"""
What else one does with a request over the interface: ask and answer, add a signer 加签, hand on 转审, copy 抄送, tick, offer, withdraw.

A key acts in its own person's chair and inside its scopes; answers, acceptances and withdrawals are the maker's.
"""

from typing import Any, Literal

from ninja import Router
from pydantic import Field

from onaccount.api.approvals import (
    DECIDE,
    TAKE_PART,
    Approval,
    RequestOut,
    done_once,
    refuse_stranger,
    seen,
    speaker_in,
)
from onaccount.api.bodies import Body
from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import asked
from onaccount.api.shapes_in import Amount, Code, Key, ReasonIn, Text
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import opinion_given
from onaccount.limits.rules import Offer, offer_from_json
from onaccount.office.access import queries as people
from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval import queries
from onaccount.office.approval.rules import Kind

router = Router(tags=["approvals"])
BY_THE_MAKER = (Kind.ANSWER, Kind.DECLINE)


class MoveIn(Body):
    """
    What somebody does with a request besides an opinion; `to` names whom a signer, a hand-on or a copy goes to.

    Nobody agrees in a step before every line of its checklist is ticked, nor while a question waits for its answer.
    """

    kind: Literal["ask", "answer", "add_signer", "hand_on", "copy", "decline", "tick"] = Field(examples=["ask"])
    remark: Text = Field("", examples=["Which orders are planned?"])
    line: Code | None = Field(None, description="tick: the line of the checklist.", examples=["check.file_read"])
    to: Code | None = Field(None, description="Sign-in name of the person it goes to.", examples=["mo"])


class OfferIn(Body):
    """What the key's person would agree to: an amount, days, or both."""

    amount: Amount | None = Field(None, examples=["200000.00"])
    credit_days: int | None = Field(None, ge=0, le=3650, examples=[30])
    remark: Text = Field("", examples=["Half now, the rest in three months"])


class AcceptIn(Body):
    """The figures that are accepted: exactly those of the counter-offer that waits."""

    amount: Amount | None = Field(None, examples=["200000.00"])
    credit_days: int | None = Field(None, ge=0, le=3650, examples=[30])


@router.post("/{approval}/moves", response={200: RequestOut, **PROBLEMS}, summary="Ask, answer, pass on")
@TAKE_PART
def move(request: SignedRequest, approval: Approval, body: MoveIn, key: Key) -> RequestOut:
    """A question or its answer, one more signer, the own chair for a colleague with the same right, a copy, a tick, or an offer declined."""
    found, kind = seen(request, approval), Kind(body.kind)
    if kind not in BY_THE_MAKER and found.maker_id != request.person.pk:
        refuse_stranger(found, speaker_in(request))
    whom = _person(body.to)

    def act() -> int:
        if kind is Kind.TICK:
            return opinion_given.tick(
                request_id=found.pk, line=body.line or "", actor=request.actor, today=request.today
            ).pk
        return opinion_given.move(
            request_id=found.pk,
            kind=kind,
            to_person_id=whom,
            text=body.remark,
            actor=request.actor,
            today=request.today,
        ).pk

    return done_once(request, found.pk, asked(request, key=key, body=body), act)


@router.post("/{approval}/offers", response={200: RequestOut, **PROBLEMS}, summary="Make a counter-offer")
@DECIDE
def offer(request: SignedRequest, approval: Approval, body: OfferIn, key: Key) -> RequestOut:
    """A counter-offer on a request for limits; nobody agrees to the request until its maker accepts or declines the offer."""
    found = seen(request, approval)
    refuse_stranger(found, speaker_in(request))

    def act() -> int:
        figures = Offer(body.amount, body.credit_days)
        return opinion_given.counter(
            request_id=found.pk, offer=figures, text=body.remark, actor=request.actor, today=request.today
        ).pk

    return done_once(request, found.pk, asked(request, key=key, body=body), act)


@router.post("/{approval}/accept", response={200: RequestOut, **PROBLEMS}, summary="Accept a counter-offer")
@TAKE_PART
def accept(request: SignedRequest, approval: Approval, body: AcceptIn, key: Key) -> RequestOut:
    """The maker takes exactly the figures offered: a new request for them goes its whole way, the answer shows it."""
    found = seen(request, approval)

    def act() -> int:
        _refuse_other_figures(found, body)
        return opinion_given.take_offer(request_id=found.pk, actor=request.actor, today=request.today).pk

    return done_once(request, found.pk, asked(request, key=key, body=body), act)


@router.post("/{approval}/withdraw", response={200: RequestOut, **PROBLEMS}, summary="Withdraw a request")
@TAKE_PART
def withdraw(request: SignedRequest, approval: Approval, body: ReasonIn, key: Key) -> RequestOut:
    """The maker takes an open request back."""
    found = seen(request, approval)

    def act() -> int:
        return opinion_given.withdraw(request_id=found.pk, reason=body.reason, actor=request.actor).pk

    return done_once(request, found.pk, asked(request, key=key, body=body), act)


def _person(username: str | None) -> int | None:
    """The person of a sign-in name. Refuses `api.person_unknown`."""
    if username is None:
        return None
    found = people.person_of(username=username)
    if found is None:
        raise Refusal("api.person_unknown", username=username)
    return found.pk


def _refuse_other_figures(found: Any, body: AcceptIn) -> None:
    """What was read is what is accepted. Refuses `limits.other_offer` where the offer says other figures by now."""
    made = queries.offer_made(request=found)
    stands = None if made is None else offer_from_json(made.offer or {})
    if stands is not None and (stands.amount, stands.days) != (body.amount, body.credit_days):
        raise Refusal("limits.other_offer")
