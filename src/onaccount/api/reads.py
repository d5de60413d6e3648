"""Reading over the interface: decisions, exposure, limits."""

from django.http import Http404
from ninja import Router

from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import customer_in
from onaccount.api.shapes_in import Day, DayAsked, Number, Reference
from onaccount.api.shapes_out import (
    DecisionAgainOut,
    ExposureOut,
    LimitOut,
    decision_again_out,
    exposure_out,
)
from onaccount.customers import access as customers
from onaccount.limits import queries as limits
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.trade import queries as trade

decisions = Router(tags=["decisions"])
facts = Router(tags=["customers"])


@decisions.get("/{reference}", response={200: DecisionAgainOut, **PROBLEMS}, summary="Read a decision")
@permission(access.VIEW)
def decision(request: SignedRequest, reference: Reference) -> DecisionAgainOut:
    """The answer as it was given, the arithmetic, everything it saw, and whether judging it again gives the same."""
    reached = access.viewable(person=request.person, today=request.today)
    found = queries.decision_of(reference=reference, customers=reached)
    if found is None:
        raise Http404
    return decision_again_out(found, is_same=queries.run_again(found).is_same)


@facts.get("/{number}/exposure", response={200: list[ExposureOut], **PROBLEMS}, summary="Exposure and headroom")
@permission("trade.view")
def exposure(request: SignedRequest, number: Number) -> list[ExposureOut]:
    """Each credit account of the customer: what stands in every stage, every limit that binds, what is still free."""
    reached = customers.visible(person=request.person, permission="trade.view", today=request.today)
    customer = customer_in(reached, number=number)
    policy = queries.policy_in_force(on=request.today)
    return [
        exposure_out(
            queries.headroom_of(account=account, policy=policy, as_of=request.today), segment=account.segment.code
        )
        for account in trade.accounts_of(customer=customer)
    ]


@facts.get("/{number}/limits", response={200: list[LimitOut], **PROBLEMS}, summary="Limits in force")
@permission("limits.view")
def limits_in_force(request: SignedRequest, number: Number, on: Day | None = DayAsked) -> list[LimitOut]:
    """The limits of the customer on a day, today unless another is named."""
    reached = customers.visible(person=request.person, permission="limits.view", today=request.today)
    customer = customer_in(reached, number=number)
    found = limits.limits_in_force(customer_ids=[customer.pk], on=on or request.today)
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
            temporary_until=limit.temporary_until,
            valid_to=limit.valid_to,
        )
        for place, limit in found.items()
    ]
