"""Colleagues talk about a subject and give each other tasks."""

import pytest
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Subject
from onaccount.office.tasks import actions, queries

pytestmark = pytest.mark.django_db
SUBJECT = Subject("customer", 3, 3)


def test_a_mention_gives_a_task_that_can_be_finished_once() -> None:
    writer, reader = somebody("wang", "credit_manager"), somebody("sun", "salesperson")
    actions.write_note(subject=SUBJECT, text="please call", mentions=(reader.pk,), actor=acting(writer))
    task = queries.waiting_for(person=reader).get()
    done = actions.finish(task_id=task.pk, actor=acting(reader))
    assert (task.title, done.done_by, list(queries.waiting_for(person=reader))) == ("please call", reader, [])
    with pytest.raises(Refusal, match=r"tasks\.done_already"):
        actions.finish(task_id=task.pk, actor=acting(reader))


def test_a_stranger_does_not_finish_my_task() -> None:
    maker, stranger = somebody("wang", "credit_manager"), somebody("sun", "salesperson")
    task = actions.assign(subject=SUBJECT, title="call", assignee_id=maker.pk, due_date=TODAY, actor=acting(maker))
    with pytest.raises(Refusal, match=r"tasks\.not_yours"):
        actions.finish(task_id=task.pk, actor=acting(stranger))


def test_a_thread_reads_from_the_oldest_note_on_and_belongs_to_its_subject() -> None:
    writer = acting(somebody("wang", "credit_manager"))
    for text in ("first", "second"):
        actions.write_note(subject=SUBJECT, text=text, mentions=(), actor=writer)
    actions.write_note(subject=Subject("customer", 4, 4), text="other", mentions=(), actor=writer)
    assert [note.text for note in queries.thread_of(subject=SUBJECT)] == ["first", "second"]
    assert Entry.objects.filter(act="tasks.noted", customer_id=3).count() == 2


@pytest.mark.parametrize(("text", "code"), [("  ", "tasks.empty_note"), ("hello", "tasks.person_required")])
def test_an_empty_note_and_a_machines_note_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        actions.write_note(subject=SUBJECT, text=text, mentions=(), actor=MACHINE)
