"""
People are told about held orders 锁单通知: the salesperson when one begins to wait and when it no longer does, approvers
what waits for them.

It runs beside the check and never inside it. Each hold is told once; a salesperson gets a task that is done when the hold
ends, and a mail; approvers get one mail for all that came since the last one. A request to release an order that waits no more
is closed.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import override

from onaccount.lifecycle import release_requested
from onaccount.lifecycle.colleagues_told import mail
from onaccount.office.access import queries as people
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.tasks import actions as tasks
from onaccount.office.tasks import queries as reminders
from onaccount.ordercheck import access, actions, labels, queries
from onaccount.ordercheck.models import Hold

AT_ONCE = 100


def tell_of_holds(*, actor: Actor, today: date) -> int:
    """Tell people of holds that began and ended since the last time, and say how many."""
    begun, ended = queries.held_untold(at_most=AT_ONCE), queries.ended_untold(at_most=AT_ONCE)
    for hold in begun:
        _tell_held(hold, actor, today)
    for hold in ended:
        _tell_ended(hold, actor)
    _tell_approvers(begun, actor, today)
    return len(begun) + len(ended)


@transaction.atomic
def _tell_held(hold: Hold, actor: Actor, today: date) -> None:
    seller = queries.seller_of(hold)
    if seller is not None:
        notice = queries.notice_of(hold=hold, kind="held", person=seller)
        subject = _subject(hold)
        tasks.assign(subject=subject, title=notice.text, assignee_id=seller.pk, due_date=today, actor=actor)
        mail(kind="hold_notice", person=seller, subject=notice.text, lines=[notice.text], actor=actor)
    actions.note_told(hold=hold, about="held")


@transaction.atomic
def _tell_ended(hold: Hold, actor: Actor) -> None:
    for task in reminders.reminders_of(subject=_subject(hold)):
        tasks.finish(task_id=task.pk, actor=actor)
    seller = queries.seller_of(hold)
    if seller is not None:
        notice = queries.notice_of(hold=hold, kind=hold.end.kind, person=seller)
        mail(kind="hold_notice", person=seller, subject=notice.text, lines=[notice.text], actor=actor)
    _follow_up(hold, actor)
    release_requested.drop_overtaken(hold=hold, actor=actor)
    actions.note_told(hold=hold, about="ended")


def _follow_up(hold: Hold, actor: Actor) -> None:
    """Whoever vouched for a promise is reminded of it on its day."""
    given = hold.order.authorisations.filter(decision=hold.end.decision_id, promised_date__isnull=False).first()
    if given is not None and given.vouched_by is not None:
        notice = queries.notice_of(hold=hold, kind="promised", person=given.vouched_by)
        tasks.assign(
            subject=_subject(hold),
            title=notice.text,
            assignee_id=given.vouched_by.pk,
            due_date=given.promised_date,
            actor=actor,
        )


@transaction.atomic
def _tell_approvers(begun: Sequence[Hold], actor: Actor, today: date) -> None:
    for person in people.holders_of(permission=access.RELEASE, today=today) if begun else ():
        reached = access.releasable(person=person, today=today)
        seen = set(reached.filter(pk__in={hold.customer_id for hold in begun}).values_list("pk", flat=True))
        theirs = [hold for hold in begun if hold.customer_id in seen]
        if theirs:
            lines = [queries.notice_of(hold=hold, kind="held", person=person).text for hold in theirs]
            with override(person.language):
                title = str(labels.NOTICES["to_decide"]).format_map({"count": len(lines)})
            mail(kind="hold_notice", person=person, subject=title, lines=lines, actor=actor)


def _subject(hold: Hold) -> Subject:
    return Subject("order", hold.order_id, hold.customer_id, hold.group_id)
