"""A session of a command: the database runs and Django is set up while it lasts."""

import contextlib
import os
from collections.abc import Iterator

import django

from onaccount.cli.postgres import Server


@contextlib.contextmanager
def open_session() -> Iterator[None]:
    """Start (or join) the embedded database unless DATABASE_URL names another, then set Django up."""
    with contextlib.ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            stack.enter_context(Server(settings={}))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onaccount.config.settings")
        django.setup()
        yield
