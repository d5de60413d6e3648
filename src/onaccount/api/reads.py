"""Reading over the interface: decisions, holds, exposure, limits."""

from decimal import Decimal
from uuid import UUID

from django.http import Http404
from ninja import Router

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import customer_in, order_in
from onaccount.api.shapes_holds import HoldOut, hold_out
from onaccount.api.shapes_in import (
    AfterAsked,
    AfterOrderAsked,
    Code,
    Count,
    CustomerAsked,
    Day,
    DayAsked,
    DayWanted,
    Moment,
    MomentAsked,
    Number,
    OutcomeAsked,
    Reference,
)
from onaccount.api.shapes_out import (
    DecisionAgainOut,
    DecisionsOut,
    ExposureOut,
    ExposureThenOut,
    LimitOut,
    decision_again_out,
    decision_out,
    exposure_out,
    exposure_then_out,
)
from onaccount.customers import access as customers
from onaccount.kernel.period import last_day_before
from onaccount.limits import queries as limits
from onaccount.limits.rules import limit_on
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Outcome
from onaccount.trade import queries as trade

ZERO = Decimal(0)
decisions = Router(tags=["decisions"])
facts = Router(tags=["customers"])
waiting = Router(tags=["holds"])


@waiting.get("", response={200: list[HoldOut], **PROBLEMS}, summary="Orders that wait")
@permission(access.VIEW)
def holds(
    request: SignedRequest,
    customer: Code | None = CustomerAsked,
    after: Code | None = AfterOrderAsked,
    count: Count = 100,
) -> list[HoldOut]:
    """The orders that wait now, the longest waiting first, each with the reasons that stand."""
    reached = access.viewable(person=request.person, today=request.today)
    if after is None:
        found = queries.open_holds(customers=reached)
    else:
        found = queries.open_holds_after(customers=reached, order=order_in(reached, number=after))
    if customer is not None:
        found = found.filter(customer__number=customer)
    return [hold_out(each) for each in found[:count]]


@decisions.get("", response={200: DecisionsOut, **PROBLEMS}, summary="Decisions")
@permission(access.VIEW)
def decided(
    request: SignedRequest,
    customer: Code | None = CustomerAsked,
    outcome: Outcome | None = OutcomeAsked,
    after: UUID | None = AfterAsked,
    count: Count = 100,
) -> DecisionsOut:
    """What was decided, the newest first: to look at, or to read on where one stopped."""
    found = queries.decisions_about(customers=access.viewable(person=request.person, today=request.today), before=after)
    if customer is not None:
        found = found.filter(customer__number=customer)
    if outcome is not None:
        found = found.filter(outcome=outcome.value)
    rows = list(found[: count + 1])
    following = rows[count - 1].reference if len(rows) > count else None
    return DecisionsOut(decisions=[decision_out(each) for each in rows[:count]], next=following)


@decisions.get("/{reference}", response={200: DecisionAgainOut, **PROBLEMS}, summary="Explain a decision")
@permission(access.VIEW)
def decision(request: SignedRequest, reference: Reference) -> DecisionAgainOut:
    """The answer as it was given, the arithmetic as a person would write it, everything it saw, and whether judging it again gives the same."""
    reached = access.viewable(person=request.person, today=request.today)
    found = queries.decision_of(reference=reference, customers=reached)
    if found is None:
        raise Http404
    return decision_again_out(found, is_same=queries.run_again(found).is_same)


@facts.get("/{number}/exposure", response={200: list[ExposureOut], **PROBLEMS}, summary="Exposure and headroom")
@permission("trade.view")
def exposure(request: SignedRequest, number: Number) -> list[ExposureOut]:
    """
    Each credit account of the customer: what stands in every stage, every limit that binds, what is still free; of one who never
    ordered, the account its first order would stand on.
    """
    reached = customers.visible(person=request.person, permission="trade.view", today=request.today)
    customer = customer_in(reached, number=number)
    policy, pools = queries.policy_in_force(on=request.today), trade.rebate_pools(customer=customer)
    return [
        exposure_out(
            found,
            segment=account.segment.code,
            documents=account.currency,
            rebates=pools.get((account.segment_id, account.currency), ZERO),
        )
        for account, found in queries.headrooms_of(customer=customer, policy=policy, as_of=request.today)
    ]


@facts.get(
    "/{number}/exposure/{day}",
    response={200: list[ExposureThenOut], **PROBLEMS},
    summary="Exposure at the end of a day",
)
@permission("trade.view")
def exposure_then(request: SignedRequest, number: Number, day: DayWanted) -> list[ExposureThenOut]:
    """
    What stood in every stage of each account when that day ended, summed from the ledger's movements: as it was recorded by then.
    What was entered later, a payment with an earlier date too, is not in it; before `recorded_since` nothing is known. A day still to
    come is refused.
    """
    reached = customers.visible(person=request.person, permission="trade.view", today=request.today)
    customer = customer_in(reached, number=number)
    found = trade.exposure_then(customer=customer, on=day, today=request.today)
    since = trade.recorded_since(customer=customer)
    return [exposure_then_out(each, customer=customer.number, on=day, recorded_since=since) for each in found]


@facts.get("/{number}/limits", response={200: list[LimitOut], **PROBLEMS}, summary="Limits in force")
@permission("limits.view")
def limits_in_force(
    request: SignedRequest, number: Number, on: Day | None = DayAsked, known_at: Moment | None = MomentAsked
) -> list[LimitOut]:
    """The limits of the customer on a day, today unless another is named; as they are known now, or were at a moment."""
    reached = customers.visible(person=request.person, permission="limits.view", today=request.today)
    customer = customer_in(reached, number=number)
    day = on or request.today
    if known_at is None:
        found = limits.limits_in_force(customer_ids=[customer.pk], on=day)
    else:
        known = limits.known_at(customer_id=customer.pk, moment=known_at)
        found = {place: limit_on(spans=spans, day=day) for place, spans in known.items()}
    codes = {segment.pk: segment.code for segment in trade.segments()}
    return [
        LimitOut(
            dimension=place.dimension.value,
            reach=place.reach.value,
            segment=None if place.segment_id is None else codes[place.segment_id],
            type=limit.type.value,
            value=limit.value,
            currency=limit.currency,
            temporary=limit.temporary,
            temporary_last_day=last_day_before(limit.temporary_until),
            last_day=last_day_before(limit.valid_to),
        )
        for place, limit in found.items()
    ]
