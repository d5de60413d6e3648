"""Colleagues talk about a customer or an order 内部讨论: notes, mentions, tasks; only those who may see it are drawn in."""

from collections.abc import Iterable
from datetime import date

from onaccount.customers import access as customers
from onaccount.kernel.reasons import Refusal
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.tasks import actions as tasks
from onaccount.office.tasks.models import Note, Task
from onaccount.office.tasks.rules import Name, mentioned


def write_note(*, subject: Subject, text: str, actor: Actor, today: date) -> Note:
    """Write a note; whoever is mentioned and may see the subject gets a task with its text.

    Refuses like `tasks.write_note`. A mention of somebody who may not see the customer stays plain text.
    """
    people = {person.pk: person for person in access.people() if person.is_active}
    names = [Name(person.pk, person.username, person.full_name) for person in people.values()]
    found = [people[person_id] for person_id in mentioned(text=text, names=names)]
    seeing = tuple(person.pk for person in _who_may_see(found, subject, today))
    return tasks.write_note(subject=subject, text=text, mentions=seeing, actor=actor)


def give_task(
    *, subject: Subject, title: str, assignee: Person, due_date: date | None, actor: Actor, today: date
) -> Task:
    """Give somebody a task. Refuses tasks.cannot_see for whom may not see the subject."""
    if not list(_who_may_see([assignee], subject, today)):
        raise Refusal("tasks.cannot_see", name=assignee.full_name)
    return tasks.assign(subject=subject, title=title, assignee_id=assignee.pk, due_date=due_date, actor=actor)


def finish_task(*, task_id: int, actor: Actor) -> Task:
    """Mark a task as done. Refuses like `tasks.finish`."""
    return tasks.finish(task_id=task_id, actor=actor)


def _who_may_see(people: Iterable[Person], subject: Subject, today: date) -> Iterable[Person]:
    for person in people:
        visible = customers.visible(person=person, permission="customers.view", today=today)
        if subject.customer_id is None or visible.filter(pk=subject.customer_id).exists():
            yield person
