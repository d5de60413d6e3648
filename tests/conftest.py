"""The database of the tests: an embedded server started when the first test asks for records, or DATABASE_URL."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate
from hypothesis import settings as laws
from pytest_django.plugin import DjangoDbBlocker
from tests import homes

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
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Let Django empty the tables between tests: only the guards against TRUNCATE rest, every other guard stays.

    What it would write into them each time is left out, half of the work: nothing here reads its content types and permissions.
    """
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE %s", ["%_no_truncate"])
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
