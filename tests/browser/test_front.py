"""Before and around the work: signing in, one's own account, and the pages that stand where a page cannot."""

import pytest
from django.urls import reverse
from tests.browser.conftest import Visit
from tests.ledger import a_customer
from tests.people import somebody

from onaccount.office.access.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOT_FOUND = ("404",)
PASSWORD = "a long enough one"
OWN = ("account_change_password", "usersessions_list", "mfa_index")


def founded() -> Person:
    """Somebody who can sign in; until there is one, every way leads to the page that founds the company."""
    person = Person.objects.filter(username="lihui").first() or somebody("lihui", "credit_manager")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "light"), ("en", "dark")])
def test_axe_finds_nothing_before_signing_in(visit: Visit, language: str, theme: str) -> None:
    watched = visit(None, language=language, theme=theme, width=360)
    watched.expected = NOT_FOUND
    found = {}
    for path in (reverse("settings:welcome"), reverse("account_login"), "/no-such-page"):
        watched.open(path)
        found[path] = (watched.axe(), watched.sideways())
        founded()
    assert set(map(str, found.values())) == {"([], 0)"}, found


@pytest.mark.parametrize(("language", "theme"), [("zh-hans", "dark"), ("en", "light")])
def test_axe_finds_nothing_in_ones_own_account(visit: Visit, language: str, theme: str) -> None:
    person = founded()
    watched = visit(person, language=language, theme=theme)
    found = {}
    for name in OWN:
        watched.open(reverse(name))
        found[name] = (watched.axe(), watched.sideways())
    assert set(map(str, found.values())) == {"([], 0)"}, found


def test_a_wrong_password_is_answered_in_words_and_the_name_stays(visit: Visit) -> None:
    founded()
    page = visit(None, language="zh-hans").open(reverse("account_login"))
    page.fill("#id_login", "nobody")
    page.fill("#id_password", "wrong")
    page.keyboard.press("Enter")
    page.locator("[role=alert]").wait_for()
    assert page.input_value("#id_login") == "nobody"


def test_from_signing_in_to_a_customer_and_along_a_list_without_a_mouse(visit: Visit) -> None:
    founded()
    for number, name in (("C1", "云汀精工"), ("C2", "砚石新材料")):
        a_customer(number, name=name)
    page = visit(None, language="zh-hans").open("/customers/")
    page.locator("#id_login:focus").wait_for()
    page.keyboard.type("lihui")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("tr[data-href]").first.wait_for()
    page.wait_for_load_state("load")  # keys have a meaning once the scripts have run
    page.keyboard.press("Control+k")
    with page.expect_response("**/palette?q=ytjg"):
        page.keyboard.type("ytjg")
    page.locator("#palette-list [role=option]:first-child", has_text="云汀精工").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/C1/")
    page.go_back()
    rows = page.locator("tbody tr[data-href]").evaluate_all("rows => rows.map(row => row.dataset.href)")
    for key in ("j", "j", "k", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(f"**{rows[1]}")
