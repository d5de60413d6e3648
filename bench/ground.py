"""A database of its own for one measurement, durable as in use, filled with an invented ledger and thrown away afterwards."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SMALL, FULL = (2_000, 50_000), (20_000, 500_000)


@contextlib.contextmanager
def database() -> Iterator[None]:
    """While this lasts Django is set up over an empty database of its own, durable as in use."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="onaccount-bench-")))
        home.chmod(0o711)  # as root the database's own account passes through
        os.environ |= {"ONACCOUNT_HOME": str(home), "ONACCOUNT_MODE": "development", "ONACCOUNT_POOL": "0"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "onaccount.config.settings"
        os.environ.pop("DATABASE_URL", None)
        from onaccount.cli.session import open_session

        stack.enter_context(open_session())
        from django.conf import settings
        from django.core.management import call_command

        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        yield
        from django.db import connections

        connections.close_all()


@contextlib.contextmanager
def ledger(*, full: bool, seed: int) -> Iterator[None]:
    """While this lasts Django is set up over the invented ledger."""
    with database():
        _fill(full=full, seed=seed)
        yield


def _fill(*, full: bool, seed: int) -> None:
    from django.db import connection

    from onaccount.cli.generate.filling import Size, fill
    from onaccount.office.clock.queries import today

    customers, items = FULL if full else SMALL
    for line in fill(size=Size(customers, items, seed, today())):
        print(line, file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
