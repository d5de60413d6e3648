"""A real Chromium against the live server. `visit` opens a page as somebody and, at the end, holds it to silence."""

import os
import shutil
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.browser.watched import Watched

from onaccount.office.access.models import Person

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps a loop in this thread
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE_SECONDS = 60  # a crowded machine is slow; only what never comes is a fault
Visit = Callable[..., Watched]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: install the package chromium or name one in CHROMIUM")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def patience() -> None:
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)


@pytest.fixture
def server_at_rest() -> Iterator[None]:
    """At the end nothing is asked of the server any more: the tables are emptied next, and no answer may be half written."""
    under_way: list[int] = []

    def begun(**_facts: object) -> None:
        under_way.append(1)

    def ended(**_facts: object) -> None:
        under_way.pop()

    request_started.connect(begun)
    request_finished.connect(ended)
    yield
    until = time.monotonic() + PATIENCE_SECONDS
    while under_way:
        assert time.monotonic() < until, "a request is never answered"
        time.sleep(0.01)
    request_started.disconnect(begun)
    request_finished.disconnect(ended)


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer, patience: None, server_at_rest: None) -> Iterator[Visit]:
    """`visit(person, language="en", theme="dark", width=360)` gives a watched page; person None is a stranger."""
    opened: list[Watched] = []

    def start(
        person: Person | None, *, language: str = "en", theme: str = "light", width: int = 1280, height: int = 900
    ) -> Watched:
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        cookies = {settings.LANGUAGE_COOKIE_NAME: language, "theme": theme}
        if person is not None:
            client = Client()
            client.force_login(person)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": n, "value": v, "url": live_server.url} for n, v in cookies.items()])
        opened.append(Watched(context.new_page(), live_server.url).listen())
        return opened[-1]

    yield start
    for watched in opened:
        watched.rest()
        said = {"violations": watched.violations(), "complaints": watched.complaints, "foreign": watched.foreign}
        watched.page.context.close()
        assert said == {"violations": [], "complaints": [], "foreign": []}
