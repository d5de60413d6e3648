"""Several statements travel in one exchange: each is answered as if it had been sent alone, and a failure leaves nothing behind."""

import pytest
from django.db import DataError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from onaccount.office.asking import Question, Rows, ahead, answer, ask
from onaccount.office.clock.models import SampleClock

pytestmark = pytest.mark.django_db

TEXTS = "SELECT t FROM unnest(%s::text[]) t"
TWICE = "INSERT INTO clock_sampleclock (id, days_ahead) VALUES (%s::int, 1), (%s::int, 1) RETURNING id"
ADDED = "INSERT INTO clock_sampleclock (days_ahead) VALUES (%s::int) RETURNING days_ahead"


def rows(sql: str, *parameters: object) -> Question[Rows]:
    return Question(sql, parameters, list)


def test_each_question_is_answered_in_its_place_and_sees_the_one_before():
    first, count = rows(ADDED, 3), "SELECT count(*) FROM clock_sampleclock"
    assert ask(rows(count), first, rows(count), rows("SELECT 1 WHERE false")) == [[(0,)], [(3,)], [(1,)], []]


@given(texts=st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1))
def test_texts_arrive_as_they_are(texts: list[str]):
    assert answer(rows(TEXTS, texts)) == [(text,) for text in texts]


def test_a_text_the_database_cannot_hold_is_refused_before_anything_is_sent():
    with pytest.raises(DataError):
        ask(rows(TWICE, 1, 2), rows(TEXTS, ["a", "b\0c"]))
    assert SampleClock.objects.count() == 0


def test_one_that_fails_leaves_nothing_and_is_understood_the_next_time():
    with pytest.raises(IntegrityError, match="duplicate key"), transaction.atomic():
        ask(rows("SELECT 1"), rows(TWICE, 7, 7), rows("SELECT 2"))
    assert ask(rows(TWICE, 7, 8), rows("SELECT 2")) == [[(7,), (8,)], [(2,)]]


def test_what_is_sent_ahead_is_answered_in_turn_and_whoever_reads_meanwhile_waits():
    heard: list[int] = []
    with transaction.atomic(), ahead() as send:
        for days in (1, 2, 3):
            send(Question(ADDED, [days], lambda rows: heard.append(rows[0][0])), ends=days == 3)
        assert SampleClock.objects.count() <= 3
    assert (heard, SampleClock.objects.count()) == ([1, 2, 3], 3)


def test_the_first_that_fails_of_what_was_sent_ahead_takes_everything_back():
    with pytest.raises(IntegrityError, match="duplicate key"), transaction.atomic(), ahead() as send:
        send(rows(ADDED, 1), ends=False)
        send(rows(TWICE, 7, 7), ends=False)
        send(rows(ADDED, 2), ends=True)
    assert SampleClock.objects.count() == 0


STATUS = "SELECT pg_current_xact_id_if_assigned() IS NULL"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_ahead", [False, True])
def test_the_last_exchange_takes_the_commit_along_and_what_waits_for_it_follows(is_ahead: bool):
    done: list[str] = []
    with transaction.atomic():
        transaction.on_commit(lambda: done.append("told"))
        if is_ahead:
            with ahead() as send:
                send(rows(ADDED, 1), ends=True)
        else:
            answer(rows(ADDED, 1), ends=True)
        assert (answer(rows(STATUS)), done) == ([(True,)], [])
    assert (SampleClock.objects.count(), done) == (1, ["told"])


@pytest.mark.django_db(transaction=True)
def test_nothing_is_committed_where_a_statement_failed_or_somebody_wider_decides():
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(rows(ADDED, 1), rows(TWICE, 7, 7), ends=True)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with transaction.atomic():
            ask(rows(ADDED, 1), ends=True)
        raise ZeroDivisionError
    assert SampleClock.objects.count() == 0
