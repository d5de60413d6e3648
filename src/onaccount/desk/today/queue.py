"""
The first things to do this morning 待办事项: the orders, requests, tasks and limits behind the tiles, a few of each.

Terms: queue 待办, hold 锁单. The whole list of each kind is one press on its tile away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onaccount.desk.components.figures import Manner
from onaccount.desk.components.sentences import sentence
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money
from onaccount.kernel.period import last_day_before
from onaccount.limits import access as limits_access
from onaccount.limits import queries as limits
from onaccount.office.access.models import Person
from onaccount.office.approval import labels as approvals
from onaccount.office.approval import queries as approval
from onaccount.office.tasks import queries as tasks
from onaccount.ordercheck import access, labels
from onaccount.ordercheck import queries as ordercheck
from onaccount.ordercheck.rules import Outcome
from onaccount.reporting.labels import ALERT_KINDS
from onaccount.reporting.queries import SOON_DAYS, alerts_for

OF_EACH = 6
READY = frozenset({Outcome.RELEASE, Outcome.WARN})


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: its state, what it is and where it is done, whom it is about and why, what it is worth, since or until when."""

    status: Status
    title: str
    address: str
    about: str
    why: str
    amount: Money | None = None
    day: date | None = None


def first_things(*, person: Person, today: date, manner: Manner) -> list[ToDo]:
    """List what waits for the person, held orders first, at most six of each kind, in seven queries."""
    return [
        *_holds(person, today),
        *_approvals(person, today),
        *_tasks(person),
        *_limits(person, today),
        *_alerts(person, today, manner),
    ]


def _holds(person: Person, today: date) -> Iterator[ToDo]:
    waiting: Any = ordercheck.open_holds(customers=access.viewable(person=person, today=today))
    for hold in waiting[:OF_EACH]:
        newest = hold.latest_decision
        is_ready = newest.outcome in READY
        findings = ordercheck.verdict_of(newest).standing
        yield ToDo(
            status=Status(Tone.GOOD, labels.READY) if is_ready else Status(Tone.STOPPED, labels.OUTCOMES["hold"]),
            title=hold.order.number,
            address=reverse("orders:one", args=[hold.order_id]),
            about=hold.customer.name,
            why=_(", ").join(dict.fromkeys(str(labels.RULES[each.rule]) for each in findings)),
            amount=Money(newest.amount, newest.currency),
            day=hold.waits_since,
        )


def _approvals(person: Person, today: date) -> Iterator[ToDo]:
    """What waits for the person's answer as its maker, then for their opinion."""
    own = approval.unanswered_by(person=person)[:OF_EACH]
    for asked in (*own, *approval.waiting_for(person=person, today=today)[:OF_EACH]):
        yield ToDo(
            status=Status(Tone.WATCH, approvals.PAUSES.get(asked.pause, approvals.OUTCOMES[""])),
            title=asked.called,
            address=reverse("approvals:one", args=[asked.pk]),
            about=asked.maker.full_name,
            why=str(approvals.KINDS.get(asked.kind, asked.kind)),
            day=asked.due_date,
        )


def _tasks(person: Person) -> Iterator[ToDo]:
    for task in tasks.waiting_for(person=person)[:OF_EACH]:
        yield ToDo(
            status=Status(Tone.WATCH, _("Task")),
            title=task.title,
            address=reverse("threads:task", args=[task.pk]),
            about=task.maker.full_name if task.maker else "",
            why="",
            day=task.due_date,
        )


def _limits(person: Person, today: date) -> Iterator[ToDo]:
    seen = limits_access.viewable(person=person, today=today)
    for row in limits.expiring(customers=seen, today=today, days=SOON_DAYS)[:OF_EACH]:
        yield ToDo(
            status=Status(Tone.WATCH, _("Limit ends")),
            title=row.customer.number,
            address=reverse("limits:customer", args=[row.customer_id]),
            about=row.customer.name,
            why="",
            day=last_day_before(row.validity.upper),
        )


def _alerts(person: Person, today: date, manner: Manner) -> Iterator[ToDo]:
    for alert in alerts_for(person=person, today=today)[:OF_EACH]:
        yield ToDo(
            status=Status(Tone.WATCH, _("Alert")),
            title=str(ALERT_KINDS[alert.kind]),
            address=reverse("alerts:list"),
            about=alert.about,
            why=sentence(code=alert.code, facts=alert.facts, manner=manner),
            day=alert.raised_on,
        )
