"""
Named points of an order's way into the database at which whoever comes by waits, so that it can be killed right there.

Nothing in the program knows of them. Three are triggers that wait for a lock the test holds; at the fourth the database has
committed and waits for a standby that does not exist before it tells anybody.
"""

import contextlib
import os
import signal
from collections.abc import Iterator
from typing import Any

from tests.fire.product import Product

POINTS = {
    "before the write": "CREATE TRIGGER fire_1 BEFORE INSERT ON trade_order EXECUTE FUNCTION fire_wait(1)",
    "after the write": "CREATE TRIGGER fire_2 AFTER INSERT ON trade_order EXECUTE FUNCTION fire_wait(2)",
    "at the commit": "CREATE CONSTRAINT TRIGGER fire_3 AFTER INSERT ON trade_order DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION fire_wait(3)",
    "a hold ends": "CREATE TRIGGER fire_4 BEFORE INSERT ON ordercheck_holdend EXECUTE FUNCTION fire_wait(4)",
}
AFTER_THE_COMMIT = "after the commit, before the answer"
WAIT = """
CREATE FUNCTION fire_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint); RETURN NULL; END $$
"""
# Of all commits only those of orders ask the standby; the others are as durable as ever and told at once.
TOLD_LATE = (
    "ALTER SYSTEM SET synchronous_commit = 'local'",
    "SELECT pg_reload_conf()",
    """CREATE FUNCTION fire_late() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM set_config('synchronous_commit', 'on', true); RETURN NULL; END $$""",
    "CREATE TRIGGER fire_0 BEFORE INSERT ON trade_order EXECUTE FUNCTION fire_late()",
)
COMMITTED = """
SELECT pid FROM pg_stat_activity JOIN pg_locks USING (pid)
WHERE wait_event = 'SyncRep' AND relation = 'trade_order'::regclass AND mode = 'RowExclusiveLock'
"""


def lay(product: Product) -> None:
    """Put the triggers into the running product; nobody waits at them yet."""
    for statement in (WAIT, *POINTS.values(), *TOLD_LATE):
        product.rows(statement)


@contextlib.contextmanager
def waiting_at(product: Product, point: str) -> Iterator[int]:
    """Somebody's backend that waits at the point, until the end or until something is killed."""
    if point == AFTER_THE_COMMIT:
        with _never_confirmed(product):
            yield _found(product, COMMITTED)
        return
    with held(product, point) as lock:
        yield waiter(product, lock)


@contextlib.contextmanager
def held(product: Product, point: str) -> Iterator[int]:
    """Let nobody pass the point; gives the number of its lock."""
    lock = 1 + list(POINTS).index(point)
    with contextlib.closing(product.connected()) as holder:
        holder.execute("SELECT pg_advisory_lock(%s)", [lock])
        yield lock


def waiter(product: Product, lock: int) -> int:
    """The backend that waits for a lock, as soon as there is one."""
    return _found(product, f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = {lock}")


def _found(product: Product, query: str) -> int:
    found: list[tuple[Any, ...]] = []
    product.wait_for(lambda: found.extend(product.rows(query)) or found)
    return int(found[0][0])


@contextlib.contextmanager
def _never_confirmed(product: Product) -> Iterator[None]:
    """Commits are durable but told to nobody, until the end."""
    product.rows("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
    product.rows("SELECT pg_reload_conf()")
    yield
    with contextlib.suppress(OSError, ValueError, IndexError):  # it was what was killed: the next one reads them anyway
        os.kill(product.postmaster(), signal.SIGHUP)


def confirm_from_now_on(product: Product) -> None:
    """Write down that commits are told again; it holds once the database reads its settings."""
    product.rows("ALTER SYSTEM RESET synchronous_standby_names")
