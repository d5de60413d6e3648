"""A draft tried on past orders: begun from its page, followed, read, exported; it changes nothing."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.credit import a_policy, grant, place
from tests.desk.pages import questions
from tests.desk.policy_forms import drafted, edited
from tests.ledger import a_customer
from tests.people import somebody

from onaccount.desk.components.outcomes import PASSES, outcome_status
from onaccount.desk.components.status import Tone
from onaccount.lifecycle import policy_simulated
from onaccount.office.clock.queries import today
from onaccount.office.work.models import Work
from onaccount.ordercheck.models import Decision, Simulation
from onaccount.ordercheck.rules import Outcome

pytestmark = pytest.mark.django_db(transaction=True)
EN = {"Accept-Language": "en"}


@pytest.fixture
def number(client: Client) -> int:
    a_policy()
    client.force_login(somebody("manager", "credit_manager"))
    return drafted(client)


def orders(*amounts: str) -> None:
    for at, amount in enumerate(amounts):
        buyer = a_customer(f"C{at}")
        grant(buyer, "100", today=today())
        place(buyer, f"O{at}", amount, today=today())


def tried(client: Client, number: int, *, months: str = "3") -> str:
    """The address of a simulation that was carried out."""
    address = str(client.post(reverse("policies:simulate", args=[number]), {"months": months})["Location"])
    work = Simulation.objects.latest("pk").work
    assert work is not None
    policy_simulated.carry_out(work_id=work.pk)
    return address


def milder(client: Client, number: int) -> None:
    edited(client, number, **{f"rule__total_limit__{point}": "warn" for point in ("order", "change", "ship")})


def test_a_milder_draft_would_have_released_the_held_order(client: Client, number: int) -> None:
    orders("150", "50")
    milder(client, number)
    decided = Decision.objects.count()
    page = client.get(tried(client, number), headers=EN)
    (row,) = page.context["listing"].found
    assert (row.decision.order_number, row.was, row.would, row.ceases) == ("O0", "hold", "warn", ["total_limit"])
    assert [count for _word, _address, count in page.context["ways"]] == [0, 1, 0]
    assert (page.context["simulation"].checks, Decision.objects.count()) == (2, decided)


def test_a_draft_that_changes_nothing_differs_nowhere(client: Client, number: int) -> None:
    orders("150", "50")
    assert list(client.get(tried(client, number)).context["listing"].found) == []


def test_checks_that_cannot_say_are_counted_and_named(client: Client, number: int) -> None:
    orders("150")
    edited(client, number, overdue__credits="on", rule__total_limit__order="warn")
    page = client.get(tried(client, number), headers=EN)
    assert "1 checks cannot say: overdue items were measured under other switches." in page.content.decode()
    assert list(page.context["listing"].found) == []


def test_it_is_followed_told_among_the_work_and_stale_after_an_edit(client: Client, number: int) -> None:
    orders("150")
    address = str(client.post(reverse("policies:simulate", args=[number]), {"months": "6"})["Location"])
    assert b"progress-line" in client.get(address + "progress").content
    assert "Not known yet" in client.get(address, headers=EN).content.decode()
    policy_simulated.carry_out(work_id=Work.objects.get().pk)
    assert "1 checks judged again" in client.get("/jobs/", headers=EN).content.decode()
    done = client.get(address, headers=EN)
    assert "Nothing would have been different" in done.content.decode()
    assert not done.context["is_stale"]
    milder(client, number)
    assert client.get(address).context["is_stale"]


def test_it_is_narrowed_by_rule_and_difference_and_exported(client: Client, number: int) -> None:
    orders("150")
    milder(client, number)
    address = tried(client, number)
    assert len(client.get(address, {"rule": "total_limit", "way": "freed"}).context["listing"].found) == 1
    assert client.get(address, {"way": "held"}).context["listing"].found == []
    book = load_workbook(BytesIO(client.get(address, {"export": "xlsx"}).content))
    assert "O0" in [cell.value for row in book.active.iter_rows() for cell in row]


def test_an_auditor_reads_but_does_not_begin_one(client: Client, number: int) -> None:
    address = tried(client, number)
    client.force_login(somebody("auditor", "auditor"))
    assert client.get(address).status_code == 200
    assert client.post(reverse("policies:simulate", args=[number])).status_code == 403


def test_what_does_not_exist_is_not_found(client: Client, number: int) -> None:
    assert client.get(reverse("policies:simulation", args=[999])).status_code == 404
    assert client.post(reverse("policies:simulate", args=[999])).status_code == 404


def test_the_page_asks_as_many_queries_for_three_differences_as_for_one(client: Client, number: int) -> None:
    orders("150")
    milder(client, number)
    with_one = questions(client, tried(client, number))
    for at in ("7", "8"):
        buyer = a_customer(f"D{at}")
        grant(buyer, "100", today=today())
        place(buyer, f"P{at}", "150", today=today())
    assert questions(client, tried(client, number)) == with_one


def test_a_fact_the_program_did_not_keep_then_is_named_in_words(client: Client, number: int) -> None:
    orders("150")
    address = tried(client, number)
    Simulation.objects.update(lacking={"fact_grade": 1, "credits_of_others": 2})
    said = client.get(address, headers=EN).content.decode()
    assert "the program did not keep this yet: grade" in said
    assert "the accounts of the group were added up by another rule for credits" in said


def test_every_outcome_has_a_word_and_a_tone_and_only_what_passes_does_not_stop_an_order() -> None:
    tones = {each: outcome_status(each).tone for each in Outcome}
    assert [each for each in Outcome if tones[each] is not Tone.STOPPED] == list(PASSES)
