"""All history judged again finds no difference; where somebody altered a record, it names the decision."""

from uuid import uuid4

import pytest
from django.test import Client
from tests.credit import a_policy, grant, pay, place, ship
from tests.ledger import a_customer
from tests.people import MACHINE, somebody

from onaccount.cli.main import main
from onaccount.lifecycle import history_replayed
from onaccount.office.work import actions as work
from onaccount.office.work.models import Work
from onaccount.office.work.underway import finding_of
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries import Replayed

pytestmark = pytest.mark.django_db(transaction=True)


def a_history() -> None:
    a_policy()
    buyer = a_customer()
    grant(buyer, "1000")
    place(buyer, "O1", "600")
    place(buyer, "O2", "600")
    ship("O1", "D1", "600")
    pay(buyer, "P1", "300")


def alter_one() -> Decision:
    """A decision whose verdict is not what its snapshot gives, as somebody with the database in hand could write it."""
    found = Decision.objects.order_by("pk").first()
    assert found is not None
    found.pk, found.reference, found.key = None, uuid4(), "forged"
    found.answer = found.answer | {"free": "1000000"}
    found.save(force_insert=True)
    return found


def test_every_decision_comes_out_the_same() -> None:
    a_history()
    assert history_replayed.replay_now() == Replayed(Decision.objects.count(), 0, ())


def test_an_altered_decision_is_named() -> None:
    a_history()
    forged = alter_one()
    assert history_replayed.replay_now() == Replayed(Decision.objects.count(), 1, (str(forged.reference),))


def test_asked_for_twice_it_runs_once_and_keeps_what_it_found() -> None:
    a_history()
    first, second = (history_replayed.ask_for_replay(actor=MACHINE) for _ in range(2))
    history_replayed.carry_out(work_id=first.pk)
    done = Work.objects.get()
    finding = finding_of(done)
    assert (first, done.state, done.done) == (second, "done", Decision.objects.count())
    assert finding is not None
    assert finding.code == "ordercheck.replay_same"


def test_a_difference_ends_the_work_as_failed_and_a_second_worker_does_nothing() -> None:
    a_history()
    alter_one()
    asked = history_replayed.ask_for_replay(actor=MACHINE)
    history_replayed.carry_out(work_id=asked.pk)
    history_replayed.carry_out(work_id=asked.pk)
    assert Work.objects.get().state == "failed"


def test_one_who_asked_may_stop_it_before_it_begins() -> None:
    asked = history_replayed.ask_for_replay(actor=MACHINE)
    work.ask_to_stop(work_id=asked.pk)
    history_replayed.carry_out(work_id=asked.pk)
    assert Work.objects.get().state == "cancelled"


@pytest.mark.parametrize(("forged", "code"), [(False, 0), (True, 1)])
def test_the_command_line_ends_with_one_when_something_differs(
    forged: bool, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    a_history()
    if forged:
        alter_one()
    assert main(["replay"]) == code
    assert f"{Decision.objects.count()} decisions judged again" in capsys.readouterr().out


def test_the_machine_room_offers_it_and_tells_what_it_found(client: Client) -> None:
    a_history()
    client.force_login(somebody("admin", "administrator"))
    client.post("/health/replay")
    assert b"progress-line" in client.get("/health/replay/progress").content
    history_replayed.carry_out(work_id=Work.objects.get().pk)
    assert "all came out the same" in client.get("/health/", headers={"Accept-Language": "en"}).content.decode()
    assert "all came out the same" in client.get("/jobs/", headers={"Accept-Language": "en"}).content.decode()
