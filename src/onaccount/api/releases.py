"""A person decides a held order over the interface 放行: whole, in part, on a promise, one reason of it, or not at all."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Router, Status

from onaccount.api.approvals import RequestOut, request_out, speaker_in
from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, order_in
from onaccount.api.shapes_in import Key, Number, ReasonIn
from onaccount.api.shapes_out import OrderOut, order_out
from onaccount.api.shapes_releases import (
    AskReleaseIn,
    AuthorisationOut,
    HoldReasonOut,
    PartedOut,
    PartIn,
    ReleaseIn,
    ReleasePartIn,
    Rule,
    WaivedOut,
    WaiveIn,
    authorisation_out,
    hold_reason_out,
)
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import order_parted, order_rejected, order_released, reason_waived, release_requested
from onaccount.office.access import queries as people
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, queries
from onaccount.ordercheck.rules import Release, Waiving
from onaccount.trade.rules import Parting

router = Router(tags=["releases"])
NO_TOLERANCE = Decimal(0)


@router.post("/{number}/release", response={200: AuthorisationOut, **PROBLEMS}, summary="Release a held order")
@permission(access.RELEASE)
def release(request: SignedRequest, number: Number, body: ReleaseIn, key: Key) -> AuthorisationOut:
    """
    Lets a held order go on in the name of the key's person. Refused while a hard hold is on the customer.

    With `kind: special` it rests on a promise somebody vouches for; one that is unsettled or broken bars the next.
    """
    _held_in(request, number)
    word = _word(body, request.today)

    def work() -> AuthorisationOut:
        given = order_released.release_order(number=number, release=word, actor=request.actor, today=request.today)
        return authorisation_out(given, order=number)

    return answered(AuthorisationOut, work, once=asked(request, key=key, body=body))


@router.post("/{number}/release-part", response={200: PartedOut, **PROBLEMS}, summary="Release a part of a held order")
@permission(access.RELEASE)
def release_part(request: SignedRequest, number: Number, body: ReleasePartIn, key: Key) -> PartedOut:
    """Splits a held order and lets the first part go on; what is named stays held, as an order of its own: `rest`."""
    _held_in(request, number)
    word, off = _word(body, request.today), _off(body)

    def work() -> PartedOut:
        given, rest = order_parted.release_part(
            number=number, off=off, release=word, actor=request.actor, today=request.today
        )
        return _parted(request, number, rest, authorisation_out(given, order=number))

    return answered(PartedOut, work, once=asked(request, key=key, body=body))


@router.post("/{number}/part", response={200: PartedOut, **PROBLEMS}, summary="Split a held order")
@permission(access.CHECK)
def part(request: SignedRequest, number: Number, body: PartIn, key: Key) -> PartedOut:
    """Splits a held order in two, released by nobody; each part, the first before the rest, goes on by itself if it passes."""
    order_in(access.checkable(person=request.person, today=request.today), number=number)
    off = _off(body)

    def work() -> PartedOut:
        rest = order_parted.part_order(number=number, off=off, actor=request.actor, today=request.today)
        return _parted(request, number, rest, None)

    return answered(PartedOut, work, once=asked(request, key=key, body=body))


@router.post(
    "/{number}/reasons/{rule}/waive", response={200: WaivedOut, **PROBLEMS}, summary="Waive one reason of a hold"
)
@permission(access.RELEASE)
def waive(request: SignedRequest, number: Number, rule: Rule, body: WaiveIn, key: Key) -> WaivedOut:
    """Sets one reason aside in the name of the key's person; the others stay. With the last of them gone the order may go."""
    order = _held_in(request, number)
    waiving = Waiving(rule, body.remark, body.valid_until or _last_day(request.today))

    def work() -> WaivedOut:
        given = reason_waived.waive_reason(number=number, waiving=waiving, actor=request.actor, today=request.today)
        order.refresh_from_db()
        return WaivedOut(
            order=number,
            status=order.status,
            waits=queries.open_hold_of(order=order) is not None,
            reasons=[hold_reason_out(each) for each in queries.reasons_of(hold=given.hold)],
        )

    return answered(WaivedOut, work, once=asked(request, key=key, body=body))


@router.post(
    "/{number}/release-requests", response={201: RequestOut, **PROBLEMS}, summary="Ask for the release of a held order"
)
@permission(access.CHECK, access.RELEASE)
def ask(request: SignedRequest, number: Number, body: AskReleaseIn, key: Key) -> Status[RequestOut]:
    """For who has no authority or not enough: somebody who has decides, never who asks or who sold it. See `/approvals`."""
    order_in(access.viewable(person=request.person, today=request.today), number=number)
    word = Release(body.reason_code, body.remark, NO_TOLERANCE, body.valid_until or _last_day(request.today))

    def work() -> RequestOut:
        made = release_requested.ask_to_release(number=number, release=word, actor=request.actor, today=request.today)
        return request_out(made, speaker_in(request))

    return Status(201, answered(RequestOut, work, once=asked(request, key=key, body=body)))


@router.get("/{number}/reasons", response={200: list[HoldReasonOut], **PROBLEMS}, summary="Reasons of a hold")
@permission(access.VIEW)
def reasons(request: SignedRequest, number: Number) -> list[HoldReasonOut]:
    """Every reason of the order's open hold with its own state, those that stand first."""
    order = order_in(access.viewable(person=request.person, today=request.today), number=number)
    hold = queries.open_hold_of(order=order)
    if hold is None:
        raise Refusal("ordercheck.not_held", number=number)
    return [hold_reason_out(each) for each in queries.reasons_of(hold=hold)]


@router.post("/{number}/reject", response={200: OrderOut, **PROBLEMS}, summary="Reject a held order")
@permission(access.RELEASE)
def reject(request: SignedRequest, number: Number, body: ReasonIn, key: Key) -> OrderOut:
    """Ends a held order with a reason; freed credit goes to the oldest hold of the group."""
    _held_in(request, number)

    def work() -> OrderOut:
        ended = order_rejected.reject_order(number=number, remark=body.reason, actor=request.actor, today=request.today)
        return order_out(ended)

    return answered(OrderOut, work, once=asked(request, key=key, body=body))


def _held_in(request: SignedRequest, number: str) -> Any:
    """The order, of a customer whose orders the key's person may release. Refuses `ordercheck.order_unknown`."""
    return order_in(access.releasable(person=request.person, today=request.today), number=number)


def _word(body: ReleaseIn, today: date) -> Release:
    """What the person says. Refuses `api.person_unknown` for a voucher nobody knows."""
    voucher = None if body.vouched_by is None else people.person_of(username=body.vouched_by)
    if body.vouched_by is not None and voucher is None:
        raise Refusal("api.person_unknown", username=body.vouched_by)
    return Release(
        reason_code=body.reason_code,
        remark=body.remark,
        tolerance_percent=body.tolerance_percent,
        valid_until=body.valid_until or _last_day(today),
        kind=body.kind,
        promised_date=body.promised_date,
        vouched_by=None if voucher is None else voucher.pk,
        review_date=body.review_date,
    )


def _last_day(today: date) -> date:
    return queries.policy_in_force(on=today).release.usual_day(today=today)


def _off(body: PartIn) -> Parting:
    nothing = Parting()
    return Parting(frozenset(body.off_lines), body.off_amount or nothing.amount)


def _parted(request: SignedRequest, number: str, rest: Any, released: AuthorisationOut | None) -> PartedOut:
    first = order_in(access.viewable(person=request.person, today=request.today), number=number)
    return PartedOut(
        order=number,
        status=first.status,
        rest=rest.number,
        rest_amount=rest.amount,
        rest_status=rest.status,
        released=released,
    )
