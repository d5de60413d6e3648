"""Posting 入账: the only code that writes the limit journal, and with it what is in force.

The database refuses a line without an approved request by another person, a row in force without its line, and, when the
transaction ends, any state in which the rows in force are not exactly the fold of the journal.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from onaccount.customers import queries as customers
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import JournalLine, LimitInForce
from onaccount.limits.queries import before, lines_at
from onaccount.limits.rules import (
    Change,
    Draft,
    Place,
    Span,
    change_from_json,
    fold,
    not_corrected,
    refuse_two_currencies,
    told_after,
    told_before,
)
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Outcome
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def post(*, request: Request, actor: Actor, today: date) -> list[JournalLine]:
    """
    Post the lines of an approved request and renew what is in force, under the groups' locks.

    The checker is who approved the request. Refuses `limits.not_approved`, `limits.changed_meanwhile` (the limit is no
    longer the one the checker saw), `limits.corrected_already` and `limits.already_over`.
    """
    checker_id = _checker(request)
    changes = [change_from_json(data) for data in request.content["changes"]]
    groups = _lock(changes)
    for change in changes:
        _refuse_stale(change, today)
    lines = [
        _line(draft, change.place, request, groups[change.place.customer_id], checker_id)
        for change in changes
        for draft in change.lines
    ]
    JournalLine.objects.bulk_create(lines)
    for place in {change.place for change in changes}:
        renew(place)
    _record(changes, request, groups, actor)
    return lines


def renew(place: Place) -> None:
    """Write what is in force at one place anew from its lines; the database compares both at the commit."""
    here = Q(customer=place.customer_id, segment=place.segment_id, dimension=place.dimension, reach=place.reach)
    LimitInForce.objects.filter(here).delete()
    groups = dict(JournalLine.objects.filter(here).values_list("pk", "group_id"))
    spans = fold(lines_at(place=place))
    refuse_two_currencies(spans)
    rows = [_row(span, place, groups[span.line]) for span in spans]
    LimitInForce.objects.bulk_create(rows)


def _checker(request: Request) -> int:
    opinion = request.opinions.filter(outcome=Outcome.APPROVED, step=request.step).order_by("-pk").first()
    if request.outcome != Outcome.APPROVED or opinion is None:
        raise Refusal("limits.not_approved")
    return opinion.person_id


def _lock(changes: Sequence[Change]) -> dict[int, int]:
    """The group of each customer, locked: read, lock, and read again, because a customer may have moved in between."""
    customer_ids = {change.place.customer_id for change in changes}
    customers.lock_groups(_groups(customer_ids).values())
    return _groups(customer_ids)


def _groups(customer_ids: Iterable[int]) -> dict[int, int]:
    return dict(Customer.objects.filter(pk__in=customer_ids).values_list("pk", "group_id"))


def _refuse_stale(change: Change, today: date) -> None:
    first = change.lines[0]
    standing = {line.id for line in not_corrected(lines_at(place=change.place))}
    if first.corrects is not None and first.corrects not in standing:
        raise Refusal("limits.corrected_already", customer=change.number)
    if first.corrects is None and first.valid_to is not None and first.valid_to <= today:
        raise Refusal("limits.already_over", valid_to=first.valid_to)
    if before(place=change.place, corrects=first.corrects, on=first.valid_from) != change.before:
        raise Refusal("limits.changed_meanwhile", customer=change.number)


def _line(draft: Draft, place: Place, request: Request, group_id: int, checker_id: int) -> JournalLine:
    return JournalLine(
        group_id=group_id,
        customer_id=place.customer_id,
        segment_id=place.segment_id,
        dimension=place.dimension,
        reach=place.reach,
        type=draft.type,
        value=draft.value,
        currency=draft.currency,
        is_temporary=draft.is_temporary,
        act=draft.act,
        percent=draft.percent,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        reason=request.content["reason"],
        corrects_id=draft.corrects,
        request=request,
        maker_id=request.maker_id,
        checker_id=checker_id,
    )


def _row(span: Span, place: Place, group_id: int) -> LimitInForce:
    return LimitInForce(
        group_id=group_id,
        customer_id=place.customer_id,
        segment_id=place.segment_id,
        dimension=place.dimension,
        reach=place.reach,
        type=span.type,
        value=span.value,
        currency=span.currency,
        is_temporary=span.is_temporary,
        validity=DateRange(span.validity.valid_from, span.validity.valid_to),
        line_id=span.line,
    )


def _record(changes: Sequence[Change], request: Request, groups: Mapping[int, int], actor: Actor) -> None:
    """One entry for each customer, so that each timeline tells its own change and nobody else's."""
    by_customer: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_customer[change.place.customer_id].append(change)
    for customer_id, own in by_customer.items():
        journal.record(
            act="limits.corrected" if any(change.wrong for change in own) else "limits.posted",
            actor=actor,
            subject=Subject("customer", customer_id, customer_id, groups[customer_id]),
            reason=request.content["reason"],
            before=told_before(own),
            after=told_after(own) | {"request": request.pk},
        )
