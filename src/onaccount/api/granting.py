"""Granting over the interface 授信: what the policy proposes for a customer, asking for a limit, and what was asked."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Router, Schema, Status
from pydantic import Field

from onaccount.api.approvals import RequestOut, RequestsOut, request_out, requests_out, speaker_in
from onaccount.api.bodies import WRITTEN_OUT, Body
from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import answered, asked, customer_in, segment_of
from onaccount.api.shapes_facts import Said
from onaccount.api.shapes_in import Amount as AmountIn
from onaccount.api.shapes_in import Code, Currency, Day, Key, Number
from onaccount.api.shapes_out import Amount
from onaccount.api.words import sentence
from onaccount.kernel.period import end_after
from onaccount.lifecycle import limit_requested
from onaccount.limits import access
from onaccount.limits.queries import Wish
from onaccount.limits.queries.granting import granting_number, granting_policy, ground_of
from onaccount.limits.rules import Asked, Dimension, Expiry, LimitType, Reach
from onaccount.limits.rules.granting import SHIPPED, propose_limit
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.approval import queries as approvals

Percent = Annotated[Decimal, Field(ge=-100, le=1000, max_digits=7, decimal_places=3), WRITTEN_OUT]

router = Router(tags=["granting"])
AT_MOST = 200


class FigureOut(Schema):
    """A method or a cap: what it came to (null: an input is missing)."""

    code: str
    amount: Amount | None


class ProposalOut(Schema):
    """What the granting policy proposes today, and what bound it; nothing is asked or kept."""

    model_config = shown(
        {
            "customer": "C1002",
            "currency": "CNY",
            "policy_version": 3,
            "segment": "Wholesalers",
            "limit": "360000",
            "credit_days": 60,
            "bound_by": "base",
            "days_bound_by": "grade",
            "security": "0",
            "expected_loss": "1200.00",
            "margin": "54000.00",
            "bases": [{"code": "behaviour", "amount": "360000"}],
            "caps": [{"code": "grade", "amount": "2000000"}],
            "disagreements": [],
            "is_shipped_policy": False,
        }
    )
    customer: str
    currency: str
    policy_version: int | None = Field(description="null: none is in force, the shipped policy proposes.")
    segment: str = Field(description="The customer segment whose matrices counted; empty for the general ones.")
    limit: Amount
    credit_days: int
    bound_by: str
    days_bound_by: str
    security: Amount
    expected_loss: Amount
    margin: Amount
    bases: list[FigureOut]
    caps: list[FigureOut]
    disagreements: list[str]
    is_shipped_policy: bool


class LimitRequestIn(Body):
    """A change of one limit of one customer: who decides follows from the granting policy. Days and quantities have no currency."""

    dimension: Dimension = Field(examples=["exposure"])
    segment: Code | None = Field(None, description="Absent: over all segments.")
    reach: Literal["own", "group"] = "own"
    value: AmountIn | None = Field(None, examples=["500000.00"])
    percent: Percent | None = Field(
        None,
        description="Instead of a value: so much more than the limit in force on the first day (below 0: less); of a temporary one, so much of it.",
        examples=[None],
    )
    currency: Currency | None = Field(None, description="Absent: the customer's.")
    is_temporary: bool = Field(False, description="true: `value` is added until the last day.")
    valid_from: Day = Field(examples=["2026-12-01"])
    last_day: Day | None = None
    reason: Said = Field(examples=["Yearly review"])
    confirmed: list[Code] = Field([], max_length=20, description="Codes of questions answered with yes.")


@router.get("/{number}/proposal", response={200: ProposalOut, **PROBLEMS}, summary="What the policy proposes")
@permission(access.VIEW)
def proposal(request: SignedRequest, number: Number) -> ProposalOut:
    """Limit and days with every method, every cap and what bound them, in the customer's currency."""
    customer = customer_in(access.viewable(person=request.person, today=request.today), number=number)
    policy = granting_policy(on=request.today)
    found = propose_limit(ground=ground_of(customer=customer, today=request.today), policy=policy or SHIPPED)
    return ProposalOut(
        customer=customer.number,
        currency=customer.currency,
        policy_version=granting_number(on=request.today),
        segment=found.segment,
        limit=found.limit,
        credit_days=found.days,
        bound_by=found.bound_by,
        days_bound_by=found.days_bound_by,
        security=found.security,
        expected_loss=found.expected_loss,
        margin=found.margin,
        bases=[FigureOut(code=each.code, amount=each.amount) for each in found.bases],
        caps=[FigureOut(code=each.code, amount=each.amount) for each in found.caps],
        disagreements=[sentence(reason) for reason in found.disagreements_in(currency=customer.currency)],
        is_shipped_policy=policy is None,
    )


@router.post("/{number}/limit-requests", response={201: RequestOut, **PROBLEMS}, summary="Ask for a limit")
@permission(access.PROPOSE)
def ask(request: SignedRequest, number: Number, body: LimitRequestIn, key: Key) -> Status[RequestOut]:
    """Waits for other people, or is decided by the policy at once where it is small; nobody decides what was asked in the own name."""
    customer = customer_in(access.proposable(person=request.person, today=request.today), number=number)

    def work() -> RequestOut:
        wish = _wish(customer, body)
        made = limit_requested.request_limits(wishes=[wish], actor=request.actor, today=request.today)
        return request_out(made, speaker_in(request))

    return Status(201, answered(RequestOut, work, once=asked(request, key=key, body=body)))


@router.get(
    "/{number}/limit-requests", response={200: RequestsOut, **PROBLEMS}, summary="What was asked for a customer"
)
@permission(access.VIEW)
def asked_before(request: SignedRequest, number: Number) -> RequestsOut:
    """Every request about the limits of a customer, the newest first, with what would change and how it ended."""
    customer = customer_in(access.viewable(person=request.person, today=request.today), number=number)
    rows = approvals.requests_about(customer_id=customer.pk).filter(kind="limit")
    return requests_out(request, rows[:AT_MOST])


def _wish(customer: Any, body: LimitRequestIn) -> Wish:
    is_money = body.dimension in {Dimension.EXPOSURE, Dimension.ORDER_AMOUNT}
    return Wish(
        customer=customer,
        segment=None if body.segment is None else segment_of(code=body.segment),
        reach=Reach(body.reach),
        asked=Asked(
            dimension=body.dimension,
            is_temporary=body.is_temporary,
            type=LimitType.AMOUNT,
            value=body.value,
            currency=(body.currency or customer.currency) if is_money else "",
            valid_from=body.valid_from,
            valid_to=end_after(body.last_day),
            expiry=Expiry.NOTHING,
            fall_back=None,
            corrects=None,
            reason=body.reason,
            percent=body.percent,
        ),
        confirmed=frozenset(body.confirmed),
    )
