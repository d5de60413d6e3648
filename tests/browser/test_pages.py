"""Every page of the desk in a real browser, found by its address: one that is added tomorrow is walked without a word here."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import ViewportSize
from tests.browser.conftest import Visit
from tests.browser.sample import a_desk
from tests.browser.watched import Watched

from onaccount.office.access.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
WALKED_ELSEWHERE = ("components",)
OPENS, LEADS_ON, ONLY_POST = 200, 302, 405
FEWEST = 40  # pages there were when this was written: fewer means that the walk goes astray
DESK, TELEPHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=800)


def routes(parts: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, list[str]]]:
    """The full name and the arguments of every route in a name space: the pages of the desk."""
    for part in parts:
        if isinstance(part, URLResolver):
            yield from routes(part.url_patterns, part.namespace or "")
        elif space and space not in WALKED_ELSEWHERE and "desk" in part.lookup_str:
            yield f"{space}:{part.name}", list(part.pattern.converters)


def known(name: str, argument: str, facts: dict[str, object]) -> object:
    """What stands in the address; an argument nobody gave a value leads to 404, and the walk says so."""
    space = name.partition(":")[0]
    return facts.get(f"{space}:{argument}", facts.get(argument, 1))


def pages(reader: Person, facts: dict[str, object]) -> list[str]:
    """The addresses that answer GET with a whole page; every other one must be a form's target or lead on."""
    client = Client()
    client.force_login(reader)
    found, broken = [], {}
    for name, arguments in routes(get_resolver().url_patterns):
        address = reverse(name, kwargs={each: known(name, each, facts) for each in arguments})
        answer = client.get(address)
        if answer.status_code == OPENS and b"</html>" in getattr(answer, "content", b""):
            found.append(address)
        elif answer.status_code not in {OPENS, LEADS_ON, ONLY_POST}:
            broken[address] = answer.status_code
    assert broken == {}
    return found


def faults(watched: Watched, address: str) -> list[str]:
    """
    What is wrong with one page: readable in both themes, silent, no wider than a desk or a telephone.

    The page is loaded once: contrast is all that a theme can change.
    """
    watched.page.set_viewport_size(DESK)
    watched.open(address)
    said = watched.axe()
    watched.page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    said += [f"dark: {fault}" for fault in watched.axe("color-contrast")]
    said += [f"too wide by {wide} at a desk"] if (wide := watched.sideways()) else []
    watched.page.set_viewport_size(TELEPHONE)
    said += [f"too wide by {wide} on a telephone"] if (wide := watched.sideways()) else []
    said += [*watched.violations(), *watched.complaints]
    watched.complaints.clear()
    return said


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_readable_in_both_themes_silent_and_fits_a_telephone(visit: Visit, language: str) -> None:
    reader, facts = a_desk()
    watched = visit(reader, language=language)
    found = {address: faults(watched, address) for address in pages(reader, facts)}
    assert len(found) > FEWEST
    assert {address: said for address, said in found.items() if said} == {}
