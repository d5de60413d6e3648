"""A product under fire: callers who never stop, parts that are killed, how long it takes, and what is wrong afterwards."""

import contextlib
import itertools
import os
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from tests import crowd
from tests.fire.callers import Caller, order
from tests.fire.product import Product, running

PARTS = ("web", "worker", "backend", "database")
CALLERS, CUSTOMERS = 4, 3
WITHIN_SECONDS = 10
ROUNDS = int(os.environ.get("FIRE_ROUNDS", "1"))


@dataclass
class Fire:
    """The product, who calls it, and the seconds from each kill until it worked again."""

    product: Product
    callers: list[Caller]
    recoveries: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})

    def everybody_is_answered(self) -> None:
        """Wait until each caller has an answer to a question that was asked after this moment."""
        now = time.monotonic()
        self.product.wait_for(self.product.is_ready)
        self.product.wait_for(lambda: all(caller.latest_asked_at > now for caller in self.callers))

    def kill(self, part: str) -> None:
        """Kill -9 one part and wait until the product works again."""
        with self.recovering(part):
            self.product.wait_for(lambda: self._struck(part))

    def strike(self, pid: int) -> None:
        """Kill -9 a process and see that it is really gone."""
        os.kill(pid, signal.SIGKILL)
        self.product.wait_for(lambda: is_gone(pid))

    def _struck(self, part: str) -> bool:
        """Whether what was chosen was still there to be killed: a backend may end by itself meanwhile."""
        with contextlib.suppress(ProcessLookupError):
            self.strike(self.product.victim(part))
            return True
        return False

    @contextlib.contextmanager
    def recovering(self, part: str) -> Iterator[None]:
        """Note how long it takes from a strike until everybody is answered again and, where it fell, a new worker works."""
        workers = self._workers() if part == "worker" else 0
        begun = time.monotonic()
        yield
        self.everybody_is_answered()
        if part == "worker":
            self.product.wait_for(lambda: self._workers() > workers)
        self.recoveries[part].append(time.monotonic() - begun)

    def _workers(self) -> int:
        """The number of the worker that came last."""
        return int(self.product.rows("SELECT coalesce(max(id), 0) FROM procrastinate_workers")[0][0])

    def cease(self) -> None:
        """Let every caller have its last answer."""
        for caller in self.callers:
            caller.is_done.set()
        self.product.wait_for(lambda: not any(caller.is_alive() for caller in self.callers))

    def slow(self) -> dict[str, float]:
        """The parts that typically took longer to come back than they may."""
        typical = {part: median(taken) for part, taken in self.recoveries.items() if taken}
        return {part: seconds for part, seconds in typical.items() if seconds > bound()}

    def answered(self) -> dict[str, dict[str, object]]:
        """Every answer that any caller was given, by the name of its order."""
        return {name: answer for caller in self.callers for name, answer in caller.answers.items()}

    def wrongs(self) -> list[str]:
        """Every answer that was lost, changed or given to nothing, every order that is there twice, every cent too many."""
        answers, rows = self.answered(), self.product.rows
        reused = [name for name in self._last_of_each() if self._is_good_again(name)]
        told = {(name, str(answer["reference"])) for name, answer in answers.items()}
        kept = rows("SELECT key, reference::text FROM ordercheck_decision WHERE order_id IS NOT NULL")
        orders = rows("SELECT number FROM trade_order")
        occupied = rows("SELECT coalesce(sum(amount), 0) FROM trade_movement")[0][0]
        totals = rows('SELECT coalesce(sum("order"), 0) FROM trade_account')[0][0]
        found = [f"refused: {each}" for caller in self.callers for each in caller.refused]
        found += [f"lost: {name}" for name, _ in told - set(kept)]
        found += [f"nobody was told: {name}" for name, _ in set(kept) - told]
        found += [f"twice: {key}" for key in twice(key for key, _ in kept)]
        found += [f"order twice: {number}" for number in twice(number for (number,) in orders)]
        found += [f"key good for two customers: {name}" for name in reused]
        if not occupied == totals == len(answers) == len(orders):
            found.append(f"{len(answers)} answers, {len(orders)} orders, {occupied} in movements, {totals} in totals")
        return found

    def _last_of_each(self) -> list[str]:
        return [list(caller.answers)[-1] for caller in self.callers]

    def _is_good_again(self, name: str) -> bool:
        """Whether a key that was answered serves for another customer's order as well."""
        body = order(f"{name}-again", customer="TIGHT", amount="1.00")
        return self.product.post("/orders", body, key=name)[0] < 400


@contextlib.contextmanager
def under_fire(*, callers: int = CALLERS, ear: int = 0, careless: bool = False) -> Iterator[Fire]:
    """A product with callers at work, each of whom has been answered; they cease at the end."""
    with running(customers=CUSTOMERS, limit="1000000", ear=ear, careless=careless) as product:
        fire = Fire(product, [Caller(product, number, customers=CUSTOMERS) for number in range(callers)])
        for caller in fire.callers:
            caller.start()
        try:
            fire.everybody_is_answered()
            yield fire
        finally:
            fire.cease()


def bound() -> float:
    """The seconds a recovery may take: ten, and more only in so far as the machine is asked for more than it has."""
    return WITHIN_SECONDS * crowd.stretch()


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def twice(names: Iterable[str]) -> list[str]:
    ordered = sorted(names)
    return [name for name, following in itertools.pairwise(ordered) if name == following]
