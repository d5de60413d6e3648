"""
Approvals over the interface 审批: what waits for the key's person, one request, and an opinion on it.

A key speaks for its own person only, inside its scopes and never under a delegation; nobody decides the own request, which the
database refuses too, and every refused try is noted.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Router, Schema
from ninja.params.functions import Path, Query
from pydantic import Field, StringConstraints, model_validator

from onaccount.api.bodies import Body
from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import answered, asked, by
from onaccount.api.shapes_in import Day, Key, Text
from onaccount.api.shapes_out import Amount
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import opinion_given
from onaccount.limits import access
from onaccount.limits.rules import offer_from_json
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.approval import queries
from onaccount.office.approval.rules import Speaker, differences, place_for
from onaccount.ordercheck import access as releases
from onaccount.ordercheck.rules import Asked

DECIDING = (
    access.APPROVE,
    access.APPROVE_LARGE,
    *access.OPINE,
    "assessment.approve",
    "policy.approve",
    releases.RELEASE,
)
DECIDE = permission(*DECIDING)
TAKE_PART = permission(*DECIDING, access.PROPOSE, releases.CHECK)
"""Who decides, and who may have asked."""
AT_MOST = 200
router = Router(tags=["approvals"])
Approval = Annotated[int, Path(description="The id of a request.", ge=1, le=2**62)]
Mine = Annotated[bool, Query(description="true: what the key's person asked, open or ended.")]
ONE: dict[str, Any] = {
    "id": 77,
    "kind": "limit",
    "title": "木棠家居: 500,000 CNY",
    "customer_id": 12,
    "made_by": "chen",
    "made_at": "2026-11-20T01:12:44Z",
    "outcome": "",
    "content_hash": "0b9f2c41",
    "may_decide": True,
    "awaits": "",
    "offered": None,
    "changes": [{"path": "exposure value", "old": "300000.00", "new": "500000.00"}],
}


class ChangeOut(Schema):
    """One place where what is asked differs from what holds."""

    path: str
    old: str | None
    new: str | None


class OfferedOut(Schema):
    """A counter-offer: the amount, the days, or both."""

    amount: Amount | None
    credit_days: int | None


class RequestOut(Schema):
    """
    A request: what would change, who asked, and how it ended (`outcome` is empty while it is open).

    `awaits` is `question` or `counter` while its maker owes an answer; `offered` the figures of the counter-offer.
    """

    model_config = shown(ONE)
    id: int
    kind: str
    title: str
    customer_id: int | None
    made_by: str
    made_at: datetime
    outcome: str
    content_hash: str
    may_decide: bool
    awaits: str
    offered: OfferedOut | None
    changes: list[ChangeOut]


class RequestsOut(Schema):
    """Requests; at most two hundred."""

    model_config = shown({"requests": [ONE]})
    requests: list[RequestOut]


class OpinionIn(Body):
    """An opinion on exactly the content that was read; a return or a refusal needs a remark."""

    outcome: Literal["approved", "returned", "rejected"] = Field(examples=["approved"])
    content_hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(examples=["0b9f" * 16])
    remark: Text = Field("", examples=["Pays in time"])
    valid_until: Day | None = Field(
        None,
        description="approved, a release: its last day in place of the one asked for, such as where that has passed.",
        examples=[None],
    )

    @model_validator(mode="after")
    def _approved(self) -> "OpinionIn":
        if self.valid_until is not None and self.outcome != "approved":
            raise ValueError("valid_until is said of a release that is approved")
        return self


@router.get("", response={200: RequestsOut, **PROBLEMS}, summary="What waits for me, or what I asked")
@TAKE_PART
def waiting(request: SignedRequest, mine: Mine = False) -> RequestsOut:
    """The open requests on which the key's person may give an opinion now, the oldest first; or its own, the newest first."""
    if mine:
        return requests_out(request, queries.mine(person=request.person)[:AT_MOST])
    rows = queries.waiting_for(person=request.person, today=request.today)[:AT_MOST]
    found = requests_out(request, rows)
    return RequestsOut(requests=[each for each in found.requests if each.may_decide])


@router.get("/{approval}", response={200: RequestOut, **PROBLEMS}, summary="One request")
@TAKE_PART
def one(request: SignedRequest, approval: Approval) -> RequestOut:
    """What would change, line by line, and the hash that binds an opinion to exactly this content."""
    return request_out(seen(request, approval), speaker_in(request))


@router.post("/{approval}/opinions", response={200: RequestOut, **PROBLEMS}, summary="Give an opinion")
@DECIDE
def decide(request: SignedRequest, approval: Approval, body: OpinionIn, key: Key) -> RequestOut:
    """Approve, return or reject; the last approval carries the request out in the same breath."""
    found = seen(request, approval)
    refuse_stranger(found, speaker_in(request))

    def act() -> int:
        said = {"request_id": found.pk, "remark": body.remark, "content_hash": body.content_hash} | by(request)
        if body.valid_until is not None:
            return opinion_given.approve_through(last_day=body.valid_until, **said).pk
        return opinion_given.give_opinion(outcome=body.outcome, **said).pk

    return done_once(request, found.pk, asked(request, key=key, body=body), act)


def done_once(request: SignedRequest, approval: int, once: Asked, act: Callable[[], int]) -> RequestOut:
    """Act on a request once, and answer with the request it led to; a refused try is noted."""

    def work() -> RequestOut:
        return request_out(seen(request, act()), speaker_in(request))

    try:
        return answered(RequestOut, work, once=once)
    except Refusal as refusal:  # its note went with the transaction that keeps answers
        if not refusal.code.startswith("answers."):
            opinion_given.note_refused(request_id=approval, refusal=refusal, actor=request.actor)
        raise


def speaker_in(request: SignedRequest) -> Speaker:
    """Say with which rights the key speaks: its person's own inside its scopes, nobody's by delegation."""
    return replace(queries.speaker_of(person=request.person, today=request.today), stands_for={})


def requests_out(request: SignedRequest, rows: Iterable[Any]) -> RequestsOut:
    """Write requests as the key sees them."""
    speaker = speaker_in(request)
    return RequestsOut(requests=[request_out(row, speaker) for row in rows])


def request_out(row: Any, speaker: Speaker) -> RequestOut:
    """Write one request as this speaker sees it."""
    found = differences(old=row.content.get("old", {}), new=row.content.get("new", {}))
    return RequestOut(
        id=row.pk,
        kind=row.kind,
        title=row.called,
        customer_id=row.customer_id,
        made_by=row.maker.username,
        made_at=row.submitted_at,
        outcome=row.outcome,
        content_hash=row.content_hash,
        may_decide=not row.outcome and place_for(state=queries.state_of(request=row), speaker=speaker) is not None,
        awaits=row.pause,
        offered=_offered(queries.offer_made(request=row)),
        changes=[ChangeOut(path=" ".join(each.path), old=_said(each.old), new=_said(each.new)) for each in found],
    )


def seen(request: SignedRequest, approval: int) -> Any:
    """Find a request its reader may open; 404 for any other."""
    found = queries.request_of(request_id=approval)
    if found is None or not queries.may_see(request=found, person=request.person, today=request.today):
        raise Http404
    return found


def refuse_stranger(found: Any, speaker: Speaker) -> None:
    """Send away whoever may not sit here with this key; whoever may never decide this is refused, and noted."""
    state = queries.state_of(request=found)
    is_refused_anyway = state.outcome != "" or speaker.person_id in state.barred | state.spoke
    if not is_refused_anyway and place_for(state=state, speaker=speaker) is None:
        raise PermissionDenied("the key speaks for its own person, inside its scopes")


def _offered(made: Any) -> OfferedOut | None:
    if made is None:
        return None
    offer = offer_from_json(made.offer)
    return OfferedOut(amount=offer.amount, credit_days=offer.days)


def _said(value: Any) -> str | None:
    return None if value is None else str(value)
