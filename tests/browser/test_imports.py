"""The import wizard in a real browser: legible in both languages and themes, and a file from the field to the undo."""

import os
from pathlib import Path

import pytest
from tests.browser.conftest import Visit
from tests.intake import checked, csv, imported, taken
from tests.ledger import ME
from tests.people import somebody

from onaccount.jobs import imports
from onaccount.lifecycle import file_taken_in
from onaccount.office.access.models import Person
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.work.models import Work
from onaccount.trade.models import Item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS")
GOOD = "0042,云汀精工,A1,2026-01-05,2026-02-04,CNY,1000.00"
SPELT = "42,云汀精工有限公司,A2,2026-01-05,2026-02-04,USD,20.00"
BAD = "42,云汀精工,A3,2026-01-05,2026-02-30,CNY,1O"
ODD = "42,云汀精工,A4,2026-01-05,2026-01-01,CNY,5"


@pytest.fixture
def manager() -> Person:
    return somebody("wang", "credit_manager")


def pages() -> dict[str, str]:
    """Every page of the workplace, each with something on it."""
    imported(taken(csv(GOOD, SPELT, ODD)))
    done = imported(taken(csv(SPELT), is_full=True))
    faulty = checked(taken(csv(GOOD, BAD, ODD)))
    return {
        "history": "/imports/",
        "choose": "/imports/new",
        "reading": f"/imports/{faulty.pk}/reading",
        "columns": f"/imports/{faulty.pk}/columns",
        "check": f"/imports/{faulty.pk}/check",
        "done": f"/imports/{done.pk}/",
        "spellings": "/imports/spellings/",
    }


@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "light"), ("en", "dark")])
def test_every_page_is_legible_and_fits(visit: Visit, manager: Person, language: str, theme: str) -> None:
    found = {}
    watched = visit(manager, language=language, theme=theme)
    for name, path in pages().items():
        page = watched.open(path)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"imports-{name}-{language}.png", full_page=True)
        found[name] = (watched.axe(), watched.sideways())
    assert found == dict.fromkeys(found, ([], 0))


def test_a_bar_asks_again_for_an_answer_that_never_came(visit: Visit, manager: Person) -> None:
    run = checked(taken(csv(GOOD)))
    file_taken_in.start(run_id=run.pk, job=file_taken_in.IMPORT, actor=ME)
    watched = visit(manager)
    silent = iter([True, True, False])
    watched.page.route("**/progress", lambda way: way.fulfill(status=204) if next(silent, False) else way.continue_())
    page = watched.open(f"/imports/{run.pk}/")
    imports.import_file(work_id=Work.objects.get().pk)
    page.get_by_role("link", name="See the result").wait_for()


def test_a_file_goes_from_the_field_to_the_ledger_and_back(visit: Visit, manager: Person, tmp_path: Path) -> None:
    file = tmp_path / "items.csv"
    file.write_bytes(csv(GOOD, BAD))
    page = visit(manager).open("/imports/new")
    page.get_by_label("Source").fill("ERP")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Go on to the columns").click()
    page.get_by_role("button", name="Check, write nothing").click()
    page.get_by_label("Open amount, Row 3").fill("10")
    page.get_by_label("Due date, Row 3").fill("2026-02-28")
    page.get_by_role("button", name="Check again").click()
    page.get_by_role("button", name="Import now").click()
    page.get_by_text("Waiting for the background worker").wait_for()
    imports.import_file(work_id=Work.objects.get().pk)
    page.get_by_role("link", name="See the result").click()
    page.get_by_role("button", name="Take back").wait_for()
    page.wait_for_load_state("load")  # a button that opens a dialog has a meaning once the scripts have run
    page.get_by_role("button", name="Take back").click()
    page.get_by_label("Reason").fill("wrong month")
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    page.get_by_text("The import was taken back.").wait_for()
    assert IntakeRun.objects.get().state == "undone"
    assert [item.open_amount for item in Item.objects.all()] == [0, 0]
