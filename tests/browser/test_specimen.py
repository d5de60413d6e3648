"""The parts of the desk in a real browser: readable to everybody, silent, nothing from elsewhere, no sideways scroll."""

from pathlib import Path

import pytest
from tests.browser.conftest import Visit

from onaccount.office.access.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("/specimen", "/specimen?faults=1", "/specimen/list", "/specimen/list?q=nobody")


@pytest.fixture
def reader() -> Person:
    return Person.objects.create(username="reader", full_name="李慧", email="reader@example.org")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_in_both_languages_and_themes(
    visit: Visit, reader: Person, language: str, theme: str
) -> None:
    watched = visit(reader, language=language, theme=theme)
    found = {}
    for path in PAGES:
        watched.open(path)
        found[path] = watched.axe()
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(visit: Visit, reader: Person, width: int) -> None:
    watched = visit(reader, width=width)
    scrolled = {}
    for path in PAGES:
        watched.open(path)
        scrolled[path] = watched.sideways()
    assert scrolled == dict.fromkeys(PAGES, 0)


def test_a_drawing_that_is_not_redrawn_yet_does_not_widen_the_page(visit: Visit, reader: Person) -> None:
    watched = visit(reader, width=360)
    watched.open("/specimen").evaluate("document.querySelector('.plot-area > div').style.width = '1000px'")
    assert watched.sideways() == 0


def test_a_list_is_walked_selected_and_opened_by_keys(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen/list")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    bar = page.locator("[data-batch-bar]")
    assert (bar.is_visible(), page.locator("tr[data-current]").count()) == (True, 1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/specimen")


def test_one_letter_keys_can_be_switched_off(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen/list")
    page.keyboard.press("?")
    with page.expect_navigation():
        page.locator("#keys button[name=keys]").click()
    page.keyboard.press("j")
    assert page.locator("tr[data-current]").count() == 0


def test_the_palette_opens_by_key_and_finds_a_page(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    page.keyboard.press("Control+k")
    with page.expect_response("**/palette?q=Approv") as answer:
        page.keyboard.type("Approv")
    assert answer.value.ok
    page.locator("#palette-list [role=option]:first-child:last-child", has_text="Approvals").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#palette").is_visible()


def test_the_unit_switch_changes_figures_and_headers(visit: Visit, reader: Person) -> None:
    page = visit(reader, language="zh-hans").open("/specimen")
    tile = page.locator(".tile .figure").last
    before = tile.inner_text()
    with page.expect_navigation():
        page.locator(".topbar button[value=wan]").click()
    assert (before, tile.inner_text(), tile.locator(".figure").or_(tile).last.get_attribute("title")) == (
        "1,284,000.00",
        "128.40",
        "1,284,000.00 CNY",
    )


def test_a_dialog_asks_for_a_reason_and_gives_the_focus_back(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    page.keyboard.press("a")
    page.locator("#release textarea").fill("paid today")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.openDialog") == "release"


def test_input_is_not_lost_without_a_question(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_limit").fill("12")
    page.goto(page.url.replace("/specimen", "/specimen/list"))
    assert asked == ["beforeunload"]


@pytest.mark.parametrize(
    "switch", ["[name=language][value=zh-hans]", "[name=theme][value=dark]", "[name=unit][value=wan]"]
)
def test_what_was_typed_stays_when_language_appearance_or_unit_are_switched(
    visit: Visit, reader: Person, switch: str
) -> None:
    page = visit(reader).open("/specimen")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_limit").fill("12")
    with page.expect_navigation():
        page.locator(f".topbar {switch}").click()
    assert (asked, page.locator("#id_limit").input_value()) == ([], "12")
    page.goto(page.url.replace("/specimen", "/specimen/list"))
    assert asked == ["beforeunload"]
    page.goto(page.url.replace("/specimen/list", "/specimen"))
    assert page.locator("#id_limit").input_value() != "12"


def test_both_plots_are_drawn(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    assert page.locator(".plot-area svg").count() == 2


def test_the_workbook_is_offered_for_what_is_shown(visit: Visit, reader: Person, tmp_path: Path) -> None:
    page = visit(reader).open("/specimen/list?state=late")
    with page.expect_download() as waiting:
        page.keyboard.press("e")
    assert waiting.value.suggested_filename.startswith("sample-")


def test_a_row_opens_beside_the_list_and_closing_gives_the_focus_back(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#drawer h2").wait_for()
    page.keyboard.press("Escape")
    assert (page.locator("#drawer").is_visible(), page.evaluate("'current' in document.activeElement.dataset")) == (
        False,
        True,
    )


def test_why_is_run_again_in_place(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    page.get_by_role("button", name="Run again").click()
    page.get_by_text("The same facts give the same answer.").wait_for()


def test_a_form_is_sent_once_however_often_it_is_pressed(visit: Visit, reader: Person) -> None:
    page = visit(reader).open("/specimen")
    sent: list[str] = []
    page.route("**/specimen/again", lambda route: (sent.append(route.request.method), route.fulfill(status=204)))
    press = """() => { const form = document.querySelector("#release form[data-once]"); form.action = "/specimen/again";
        form.reason.value = "paid"; form.requestSubmit(); }"""
    with page.expect_request("**/specimen/again"):
        page.evaluate(press)
    page.evaluate(press)
    page.evaluate(press)
    page.evaluate("() => fetch('/specimen/again', { method: 'PUT' })")  # heard after whatever was sent before it
    assert sent == ["POST", "PUT"]
