"""What machines receive about waiting orders: the holds, the ways out of one, who released what."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from onaccount.api import examples
from onaccount.api.examples import shown
from onaccount.api.shapes_out import Amount, DecisionOut, ReasonOut, judged_out, reasons_out
from onaccount.api.words import sentence
from onaccount.kernel.reasons import Reason
from onaccount.ordercheck import queries
from onaccount.ordercheck.queries import verdict_of
from onaccount.ordercheck.rules import Action, Family, Unlock


class HoldOut(Schema):
    """An order that waits: since when, at which checkpoint, and for what."""

    model_config = shown(examples.HOLD)

    order: str
    customer: str
    waits_since: datetime
    checkpoint: str
    amount: Amount
    currency: str
    decision: UUID
    reasons: list[ReasonOut]


class ActionOut(Schema):
    """
    One thing to do. `target` is an invoice, a line's position, or the company whose limit rises; what is split off is in the
    order's `currency`, all else in the account's.
    """

    family: str
    message: str
    amount: Amount
    currency: str
    target: str
    days: int | None
    until: date | None
    is_group: bool
    segment: str | None


class WayOut(Schema):
    """Things that together let the order pass; `family` is the one this way is the best of, `money` what it moves in all."""

    family: str
    money: Amount
    actions: list[ActionOut]


class BindingOut(Schema):
    """A limit the order breaks, and by how much."""

    customer: str
    name: str
    is_group: bool
    segment: str | None
    over: Amount


class UnlockOut(Schema):
    """
    The ways out of a hold, the cheapest first: least money, then fewest actions.

    Without a way, `hopeless` names the reasons that nothing done here cures. `is_exact` is false when there were too many
    open items to look at every combination.
    """

    model_config = shown(examples.UNLOCK)

    order: str
    currency: str
    ways: list[WayOut]
    binding: list[BindingOut]
    hopeless: list[str]
    is_exact: bool


class GoodsCheckOut(DecisionOut):
    """
    What the check says of goods now, of which nothing is kept; `unlock` is what would let them pass, null where they do. `hold` is
    what the order waits under already.
    """

    model_config = shown(examples.GOODS_CHECK)

    unlock: UnlockOut | None
    hold: HoldOut | None


class GivenOut(Schema):
    """A release a person gave: up to `amount` plus the tolerance, through `valid_until`."""

    model_config = shown(examples.GIVEN)

    id: int
    order: str
    amount: Amount
    currency: str
    tolerance_percent: Amount
    valid_until: date
    stands: bool
    given_by: str
    given_at: datetime
    reason_code: str
    kind: str
    promised_date: date | None
    vouched_by: str | None
    review_date: date | None
    remark: str
    decision: UUID


def hold_out(hold: Any) -> HoldOut:
    """Write an open hold."""
    newest = hold.latest_decision
    return HoldOut(
        order=hold.order.number,
        customer=hold.customer.number,
        waits_since=hold.placed_at,
        checkpoint=newest.checkpoint,
        amount=newest.amount,
        currency=newest.currency,
        decision=newest.reference,
        reasons=reasons_out(verdict_of(newest).standing),
    )


def goods_check_out(judged: Any, *, order: Any) -> GoodsCheckOut:
    """Write a dry run on goods of an order, with the cheapest unlock of those that would wait."""
    said, waits = judged_out(judged).model_dump(), queries.open_hold_of(order=order)
    hold = None if waits is None else hold_out(waits)
    if judged.verdict.passes:
        return GoodsCheckOut(**said, unlock=None, hold=hold)
    found = queries.unlock_for(judged=judged, order=order)
    unlock = unlock_out(found, order=order.number, currency=order.account.kept_in)
    return GoodsCheckOut(**said, unlock=unlock, hold=hold)


def unlock_out(found: Unlock, *, order: str, currency: str) -> UnlockOut:
    """Write the ways out of a hold with their sentences."""
    return UnlockOut(
        order=order,
        currency=currency,
        ways=[
            WayOut(family=way.family.value, money=way.money, actions=[_action(each, currency) for each in way.actions])
            for way in found.ways
        ],
        binding=[
            BindingOut(
                customer=each.number, name=each.name, is_group=each.is_group, segment=each.segment, over=each.over
            )
            for each in found.binding
        ],
        hopeless=list(found.hopeless),
        is_exact=found.is_exact,
    )


def given_out(given: Any, *, today: date) -> GivenOut:
    """Write a release as it was given."""
    return GivenOut(
        id=given.pk,
        order=given.order.number,
        amount=given.amount,
        currency=given.order.currency,
        tolerance_percent=given.tolerance_percent,
        valid_until=given.valid_until,
        stands=given.valid_until >= today,
        given_by=given.actor,
        given_at=given.given_at,
        reason_code=given.reason_code,
        kind=given.kind,
        promised_date=given.promised_date,
        vouched_by=given.vouched_by.username if given.vouched_by else None,
        review_date=given.review_date,
        remark=given.remark,
        decision=given.decision.reference,
    )


def _action(action: Action, currency: str) -> ActionOut:
    by_line = action.family is Family.SPLIT and action.target
    written = action.written(currency=currency)
    code = f"ordercheck.unlock_{action.family.value}" + ("_line" if by_line else "") + "_group" * action.is_group
    facts = {
        "target": action.target,
        "amount": written,
        "days": action.days,
        "until": action.until,
    }
    return ActionOut(
        family=action.family.value,
        message=sentence(Reason(code, facts)),
        amount=written.amount,
        currency=written.currency,
        target=action.target,
        days=action.days,
        until=action.until,
        is_group=action.is_group,
        segment=action.segment,
    )
