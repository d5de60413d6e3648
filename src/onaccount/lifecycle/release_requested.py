"""Somebody asks that a held order be released 放行申请, beyond the own authority or without any; a holder of the authority decides."""

from datetime import date

import msgspec
from django.db import transaction
from msgspec.structs import asdict

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal, as_json_value
from onaccount.lifecycle import approvals_told, order_released
from onaccount.office.approval import actions as approval
from onaccount.office.approval import queries as approvals
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Mode, Route, Step
from onaccount.office.journal.rules import Actor, Subject
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.access import RELEASE
from onaccount.ordercheck.models import Authorisation, Hold
from onaccount.ordercheck.rules import Release, refuse_changed_order, refuse_lapsed_promise, through_day
from onaccount.trade.models import Order

KIND = "release"
ROUTE = Route((Step("decide", (RELEASE,), Mode.ANY, True, 1, RELEASE, ()),))


@transaction.atomic
def ask_to_release(*, number: str, release: Release, actor: Actor, today: date) -> Request:
    """
    Ask a holder of the right to release a held order with these words; whoever sold it does not decide.

    Refuses `ordercheck.order_unknown`, `ordercheck.not_held`, `ordercheck.release_asked_already` and approval.person_required.
    """
    order = actions.locked_order(number=number)
    held = actions.hold_of(order=order)
    if approvals.open_request_of(kind=KIND, subject_kind="order", subject_id=order.pk):
        raise Refusal("ordercheck.release_asked_already")
    step = queries.held_steps(held=[held], as_of=today)[held]
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=today), as_of=today)
    amount = Money(order.amount, order.currency)
    said = as_json_value(asdict(release))
    del said["remark"]  # the request's reason
    wish = approval.Wish(
        kind=KIND,
        subject=Subject("order", order.pk, order.customer_id, order.group_id),
        title=f"{order.number} {order.customer.name}",
        content={
            "order": order.number,
            "amount": [str(amount.amount), amount.currency],
            "release": {**said, "remark": release.remark},
            "reason": release.remark,
            "reasons": [finding.reason.as_json() for finding in judged.verdict.standing],
            "old": {"order": Order.Status.HELD},
            "new": {"order": Order.Status.RELEASED, "amount": str(amount), **said},
        },
        route=ROUTE,
        barred=frozenset(filter(None, {order.salesperson_id, order.customer.salesperson_id})),
    )
    request = approval.ask(wish=wish, actor=actor, today=today)
    approvals_told.tell_awaited(request=request, actor=actor, today=today)
    return request


def drop_overtaken(*, hold: Hold, actor: Actor) -> None:
    """Close the open request to release an order whose hold ended otherwise; its maker reads in it how."""
    asked = approvals.open_request_of(kind=KIND, subject_kind="order", subject_id=hold.order_id)
    if asked is not None and asked.submitted_at <= hold.end.ended_at:
        said = queries.notice_of(hold=hold, kind=hold.end.kind, person=asked.maker)
        approval.drop(request_id=asked.pk, reason=said.text, actor=actor)


def release_asked(*, request: Request) -> Release:
    """Give the release a request asks for. Refuses `ordercheck.no_release_asked` for a request for anything else."""
    if request.kind != KIND:
        raise Refusal("ordercheck.no_release_asked")
    return msgspec.convert(request.content["release"], Release)


def carry_out(*, request: Request, actor: Actor, today: date, last_day: date | None = None) -> Authorisation:
    """
    Release the order in the name of who approved it, who may name another last day than was asked for.

    Refuses `ordercheck.changed_since_asked`, `ordercheck.promise_passed_meanwhile`, and what `release_asked` and `order_released.release_order` refuse: the approver's
    own authority counts, and the policy's longest from today.
    """
    release = through_day(release_asked(request=request), last_day)
    content = request.content
    order = actions.locked_order(number=content["order"])
    refuse_changed_order(asked=content["amount"], now=(order.amount, order.currency))
    refuse_lapsed_promise(release, today=today)
    return order_released.release_order(number=order.number, release=release, actor=actor, today=today)
