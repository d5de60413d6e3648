"""
The order check over HTTP, beside what PostgreSQL itself can do and beside the same check written the usual way.

*Raw* is pgbench with 32 clients calling one prepared function: a guarded UPDATE, the INSERT of the decision, the commit; durable.
*Usual* is the documented operation through all of Django's middleware, one transaction and lock per order: a REST framework with
`select_for_update`. *Ours* has an API key, an idempotency key, the journal, twelve rules and open items on every account. All
are taken in turn on one database; the figures are medians. Beside the rates stands the processor time of one check, which a busy
machine changes little. `--full` takes 10,000 accounts with 200 open items each and sends the orders of 5,000 of them in turn.
`--flush 2` lets every flush of the database's log take two milliseconds longer, for raw and for ours: a disk of another machine.
"""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import measuring, processor
from bench.calling import Measured, call
from bench.ground import database
from bench.raw import HOT, MIXED, TABLES, UNIFORM, raw

QUICK, FULL = (300, 20), (10_000, 200)  # accounts, open items of each
SECONDS = {False: 2, True: 5}
CHECKS = {False: 1500, True: 5000}
BATCHES = 8  # calls of the batch operation
CALLERS = 2  # who send them: as many as are judged at once, where raw has 32
AT_ONCE = 500  # accounts whose items are made in one transaction
ORDERING = 5000  # accounts that order at most: each costs a standing before anything is measured
PORT = 8461
RULES = 12
NUMBERS, NEXT = itertools.count(1), itertools.count()
BESIDE_RAW = {
    "ours": ("check, uniform accounts", 1, "raw", 0.4),
    "ours hot": ("check, one hot customer", 1, "raw hot", 4),
    "batch": ("batch of 1,000, uniform", 1000, "raw", 1.5),
    "batch hot": ("batch of 1,000, hot", 1000, "raw hot", 3),
    "batch mixed": ("batch of 1,000, mixed", 1000, "raw mixed", 3),
}
"""What is taken: its name, its checks, which raw stands beside it, and how many times that it is to reach."""
ITEMS = """
INSERT INTO trade_item (group_id, account_id, customer_id, number, currency, amount, open_amount, kind, document_date, due_date,
    due_date_computed, source)
SELECT a.group_id, a.id, a.customer_id, a.id || '-' || n, 'CNY', 10, 10, 'invoice', %(day)s, %(day)s::date + 30, false, 'bench'
FROM trade_account a JOIN customers_customer c ON c.id = a.customer_id,
    generate_series(1, CASE c.number WHEN 'B00001' THEN 10 WHEN 'B00002' THEN 10000 ELSE %(items)s END) n
WHERE a.id BETWEEN %(first)s AND %(last)s;
INSERT INTO trade_movement (group_id, account_id, stage, amount, document_kind, document_id, cause_kind, cause_id, actor)
SELECT group_id, account_id, 'receivable', 10, 'item', id, 'item', id, 'bench' FROM trade_item
WHERE account_id BETWEEN %(first)s AND %(last)s;
UPDATE trade_account a SET receivable = (SELECT sum(open_amount) FROM trade_item i WHERE i.account_id = a.id)
WHERE a.id BETWEEN %(first)s AND %(last)s;
"""


@contextmanager
def served() -> Iterator[int]:
    """The web server and its process id, as `onaccount run` starts it, on a port of its own."""
    command = [sys.executable, "-m", "onaccount.config.web", "127.0.0.1", str(PORT)]
    environment = os.environ | {"ONACCOUNT_POOL": "1"}
    log = Path(os.environ["ONACCOUNT_HOME"]) / "web.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, env=environment, stdout=out, stderr=out) as web,
    ):
        try:
            _wait(web)
            yield web.pid
        finally:
            web.terminate()
            web.wait(20)


def _database() -> int:
    from onaccount.cli import places

    return int((places.cluster() / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


def _wait(web: subprocess.Popen[bytes]) -> None:
    import http.client

    for _ in range(300):
        assert web.poll() is None, "the web server ended"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/health/live")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return


class Company:
    """Accounts with limits nobody reaches, open items, a policy with every rule, and a machine with a key."""

    def __init__(self, *, accounts: int, items: int) -> None:
        self._found(accounts, items)
        self.accounts = min(accounts, ORDERING)

    def order(self, account: int, **more: Any) -> dict[str, Any]:
        """An order of one account; the first is the hot one."""
        day = self.today.isoformat()
        standard = {"customer": f"B{account:05}", "number": f"SO-{next(NUMBERS)}", "amount": "10.50", "dry_run": False}
        return standard | {"order_date": day, "ship_date": day, "credit_days": 30} | more

    def checks(self, count: int, *, hot: bool, dry_run: bool = False) -> list[dict[str, Any]]:
        """Calls of the check, one order each."""
        orders = [self.order(0 if hot else n % self.accounts, dry_run=dry_run) for n in range(count)]
        return [
            {"path": "/api/v1/orders/check", "body": json.dumps(o), "headers": {"Idempotency-Key": o["number"]}}
            for o in orders
        ]

    def batches(self, count: int, *, account: int | None, mixed: bool = False) -> list[dict[str, Any]]:
        """Calls of the batch operation with 1,000 orders each: all of one account, over all of them, or of each every other."""
        found = []
        for _ in range(count):
            places = [next(NEXT) % self.accounts if account is None else account for _ in range(1000)]
            orders = [self.order(0 if mixed and n % 2 else place) for n, place in enumerate(places)]
            for each in orders:
                each["key"] = each["number"]
                del each["dry_run"]
            found.append(
                {"path": "/api/v1/orders/check/batch", "body": json.dumps({"orders": orders, "dry_run": False})}
            )
        return found

    def _found(self, accounts: int, items: int) -> None:
        from django.db import connection

        from bench import company

        _tell(f"{accounts} accounts, each with a limit")
        self.secret, self.today = company.found(accounts=accounts, rules=RULES)
        with connection.cursor() as cursor:
            cursor.execute("SELECT min(id), max(id) FROM trade_account")
            lowest, highest = cursor.fetchone()
            for first in range(lowest, highest + 1, AT_ONCE):
                self._open_items(first, items)
            cursor.execute(TABLES)
            _tell("vacuum")
            cursor.execute("VACUUM ANALYZE")

    def _open_items(self, first: int, items: int) -> None:
        from django.db import connection, transaction

        _tell(f"{items} open items each from account {first}")
        span = {"items": items, "day": self.today, "first": first, "last": first + AT_ONCE - 1}
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in filter(str.strip, ITEMS.split(";")):
                cursor.execute(statement, span)


def slow_flush(milliseconds: float) -> None:
    """Let the log's flush take longer for every session; who commits meanwhile shares it, as on a slow disk."""
    from onaccount.cli import places

    with (places.cluster() / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"commit_delay = {int(milliseconds * 1000)}\ncommit_siblings = 0\n")
    os.kill(_database(), signal.SIGHUP)


@dataclass(frozen=True)
class Machine:
    """Where the processor time of the web server and the database is read."""

    web: int
    database: int

    def used(self) -> tuple[float, float]:
        """Seconds of both so far."""
        return processor.seconds(self.web), processor.seconds(self.database)


def measured(company: Company, machine: Machine, *, full: bool, rounds: int) -> list[measuring.Figure]:
    """Every figure, taken in turn."""
    headers, count = {"Authorization": f"Bearer {company.secret}"}, CHECKS[full]
    spent: dict[str, list[tuple[float, float]]] = {}

    def weighed(name: str, checks: int, act: Callable[[], Measured]) -> Measured:
        """Note what one check cost web server and database, in milliseconds."""
        before = machine.used()
        found = act()
        both = ((after - was) / checks * 1000 for after, was in zip(machine.used(), before, strict=True))
        spent.setdefault(name, []).append((next(both), next(both)))
        return found

    def ours(calls: list[dict[str, Any]], connections: int = 32, **more: Any) -> Measured:
        found = call(port=PORT, calls=calls, headers=headers, connections=connections, **more)
        assert found.failed == 0, f"{found.failed} calls failed"
        return found

    def usual() -> Measured:
        # a cookie sends the same call through all of Django's middleware and the documented operation
        calls = company.checks(max(60, count // 25), hot=False)
        return call(port=PORT, calls=calls, headers=headers | {"Cookie": "a=b"}, connections=32)

    _tell("the first check of every account")
    ours(company.checks(max(company.accounts, 500), hot=False))  # what accounts stand on is known from here on
    taken: dict[str, list[Measured]] = {}
    for number in range(rounds):
        _tell(f"round {number + 1} of {rounds}")
        turn = {
            "raw": raw(UNIFORM, seconds=SECONDS[full]),
            "ours": weighed("check", count, lambda: ours(company.checks(count, hot=False))),
            "usual": usual(),
            "raw hot": raw(HOT, seconds=SECONDS[full]),
            "ours hot": weighed("check, one hot customer", count, lambda: ours(company.checks(count, hot=True))),
            "dry": weighed("dry run", count, lambda: ours(company.checks(count, hot=False, dry_run=True))),
            "raw mixed": raw(MIXED, seconds=SECONDS[full]),
            "batch": weighed(
                "check in a batch", 1000 * BATCHES, lambda: ours(company.batches(BATCHES, account=None), CALLERS)
            ),
            "batch hot": weighed(
                "check in a hot batch", 1000 * BATCHES, lambda: ours(company.batches(BATCHES, account=0), CALLERS)
            ),
            "batch mixed": weighed(
                "check in a mixed batch",
                1000 * BATCHES,
                lambda: ours(company.batches(BATCHES, account=None, mixed=True), CALLERS),
            ),
            "10 items": ours(company.batches(2, account=1), 1),
            "10,000 items": ours(company.batches(2, account=2), 1),
            "raw one": raw(UNIFORM, seconds=1, clients=1),
        }
        tenth = turn["raw"].rate / 10
        turn["open"] = ours(company.checks(int(tenth * 2), hot=False), 64, per_second=tenth)
        for name, found in turn.items():
            taken.setdefault(name, []).append(found)
    return [*_figures(taken, rounds), *_costs(spent, rounds), *_left(taken, rounds)]


def _costs(spent: dict[str, list[tuple[float, float]]], rounds: int) -> Iterator[measuring.Figure]:
    """The processor time of one check, without a goal: a quiet machine's rate is its cores divided by this."""
    for name, both in spent.items():
        for part, values in zip(("web server", "database"), zip(*both, strict=True), strict=True):
            cost = round(median(values), 3)
            yield measuring.Figure(f"processor of a {name}: {part}", cost, None, None, None, None, "ms", rounds)


def _left(taken: dict[str, list[Measured]], rounds: int) -> Iterator[measuring.Figure]:
    """What a check may cost web server, database and caller together at its goal, if none of them ever waited."""
    for name, _, reference, goal in BESIDE_RAW.values():
        rate = goal * median(each.rate for each in taken[reference])
        left = round((os.cpu_count() or 1) * 1000 / rate, 3)
        yield measuring.Figure(f"processor its goal leaves: {name}", left, None, None, None, None, "ms", rounds)


def _tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


def _figures(taken: dict[str, list[Measured]], rounds: int) -> Iterator[measuring.Figure]:
    def rate(name: str, factor: int = 1) -> float:
        return median(each.rate for each in taken[name]) * factor

    def p99(name: str) -> float:
        return median(each.p99 for each in taken[name])

    def figure(
        name: str, ours: float, reference: float, goal: float, unit: str = "checks/s", *, most: bool = False
    ) -> measuring.Figure:
        ratio = ours / reference
        met = ratio <= goal if most else ratio >= goal
        return measuring.Figure(name, round(ours, 2), round(reference, 2), round(ratio, 3), goal, met, unit, rounds)

    for ours, (name, checks, reference, goal) in BESIDE_RAW.items():
        yield figure(f"{name}, to raw", rate(ours, checks), rate(reference), goal)
    yield figure("check, uniform accounts, to the usual way", rate("ours"), rate("usual"), 12)
    yield figure("check, one hot customer, p99 to raw", p99("ours hot"), p99("raw hot"), 0.5, "ms", most=True)
    yield figure(
        "open loop at a tenth of raw, p99 to raw with one client", p99("open"), p99("raw one"), 5, "ms", most=True
    )
    few, many = 1000 / rate("10 items", 1000), 1000 / rate("10,000 items", 1000)
    yield figure("one check, 10,000 open items to 10", many, few, 1.2, "ms", most=True)
    yield figure("dry run to binding", rate("dry"), rate("ours"), 1.5)


if __name__ == "__main__":
    options = measuring.arguments(__doc__ or "", ("--flush", float, 0, "milliseconds each flush takes longer"))
    print(f"load before: {os.getloadavg()}", file=sys.stderr)
    with database():
        accounts, items = FULL if options.full else QUICK
        company = Company(accounts=accounts, items=items)
        if options.flush:
            slow_flush(options.flush)
        with served() as web:
            machine = Machine(web, _database())
            figures = measured(company, machine, full=options.full, rounds=options.rounds)
    print(f"load after: {os.getloadavg()}", file=sys.stderr)
    measuring.tell("order_check", options.seed, figures)
