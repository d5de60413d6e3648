"""The database of the tests: an embedded server started when the first test asks for records, or DATABASE_URL."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as laws
from tests import emptying, homes

from onaccount.cli import places
from onaccount.cli.postgres import Server

laws.register_profile("unhurried", deadline=None)  # no test is timed: a busy machine breaks no law
laws.register_profile("mutants", deadline=None, max_examples=20, derandomize=True, database=None)
laws.load_profile("unhurried")
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "64MB"}


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.HOME, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests first: at the end one of two processes would be left alone with them."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    if os.environ.get("DATABASE_URL"):
        yield
        return
    homes.furnish(settings.HOME)
    with Server(settings=FAST):
        connection.settings_dict["PASSWORD"] = places.secret("database.password")
        connection.settings_dict["TEST"] |= {"TEMPLATE": homes.put_aside(), "MIGRATE": False}
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Let the tables that a test wrote be emptied our way: Django's takes as long as the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: emptying.set_back())
        yield
