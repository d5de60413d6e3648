"""The product as it runs for people, in a home of its own, with a way to kill its parts."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from tests.architecture import shape

PATIENCE = 90.0
# The planted fault: the database acknowledges what it has not written, so a suite that passes then proves nothing.
CARELESS = "synchronous_commit = off\nwal_writer_delay = 10s\nwal_writer_flush_after = 1GB\n"


@dataclass
class Product:
    """A running product: where it answers, the key that opens it, its process and its home."""

    home: Path
    port: int
    secret: str
    process: subprocess.Popen[bytes]
    recoveries: list[float] = field(default_factory=list)

    def post(self, path: str, body: dict[str, str], *, key: str) -> tuple[int, dict[str, object]]:
        """One call on a connection of its own; OSError or HTTPException when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            headers = {
                "Authorization": f"Bearer {self.secret}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            }
            connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text.startswith(b"{") else {}

    def is_ready(self) -> bool:
        """Whether it would take a call: the web server answers and reaches the database."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        return False

    def wait_until_ready(self) -> float:
        """The seconds it took; fails after a minute and a half."""
        begun = time.monotonic()
        while not self.is_ready():
            assert time.monotonic() - begun < PATIENCE, log_of(self.home)
            time.sleep(0.1)
        return time.monotonic() - begun

    def kill(self, part: str) -> None:
        """Kill -9 one part (web, worker, backend, database) and wait until the product takes calls again."""
        victims = {"web": self._commands("uvicorn"), "worker": self._commands("procrastinate")}
        found = victims.get(part) or (self._backends() if part == "backend" else [self._postmaster()])
        for pid in found[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.6)  # the parent looks every half second
        self.recoveries.append(self.wait_until_ready())

    def _children(self) -> list[int]:
        told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in told.stdout.split()]

    def _commands(self, word: str) -> list[int]:
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in self._children()}
        return [pid for pid, command in commands.items() if word.encode() in command]

    def _postmaster(self) -> int:
        (pid_file,) = self.home.rglob("postmaster.pid")
        return int(pid_file.read_text().split()[0])

    def _backends(self) -> list[int]:
        told = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self._postmaster())], capture_output=True, text=True
        )
        lines = [line.split(maxsplit=1) for line in told.stdout.splitlines()]
        return [int(pid) for pid, words in lines if "[local]" in words]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database holds, asked from outside the product."""
        script = "from onaccount.cli import postgres; print(postgres.address())"
        env = environment(self.home)
        address = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=env, check=True)
        with psycopg.connect(address.stdout.strip()) as connection:
            return connection.execute(query).fetchall()  # type: ignore[call-overload]


def environment(home: Path) -> dict[str, str]:
    """Ours without the settings of these tests, with the home, and both the source and the tests to import from."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ONACCOUNT_"))}
    path = f"{shape.ROOT / 'src'}:{shape.ROOT}"
    return ours | {"ONACCOUNT_HOME": str(home), "ONACCOUNT_SAMPLE": "0", "PYTHONPATH": path}


@contextlib.contextmanager
def running(*, customers: int, limit: str, careless: bool = False) -> Iterator[Product]:
    """A product with customers and a key, stopped and gone at the end."""
    with tempfile.TemporaryDirectory(prefix="onaccount-fire-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o711)
        env = environment(home)
        opening = [sys.executable, "-m", "tests.fire.opening", str(customers), limit]
        opened = subprocess.run(opening, capture_output=True, text=True, env=env, cwd=shape.ROOT)
        assert opened.returncode == 0, opened.stderr[-2000:]
        if careless:
            (settings,) = home.rglob("postgresql.auto.conf")
            settings.write_text(CARELESS)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "onaccount.cli.main", "run", "--port", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        try:
            product = Product(home, port, opened.stdout.split()[-1], process)
            product.wait_until_ready()
            yield product
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def log_of(home: Path) -> str:
    """The end of every log, for whoever reads the failure."""
    return "\n".join(f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in home.rglob("logs/*"))


class Caller(threading.Thread):
    """An ERP that places one order after another and never gives one up: the same key until somebody answers."""

    def __init__(self, product: Product, number: int, *, customers: int) -> None:
        super().__init__()
        self.product, self.number, self.customers = product, number, customers
        self.answers: dict[str, dict[str, object]] = {}
        self.refused: list[tuple[str, int, object]] = []
        self.is_done = threading.Event()
        self.never_again = False

    def run(self) -> None:
        for count in range(1_000_000):
            if self.is_done.is_set():
                return
            self._place(f"{self.number}-{count}", customer=f"C{count % self.customers}")

    def _place(self, name: str, *, customer: str) -> None:
        today = time.strftime("%Y-%m-%d")
        body = {"customer": customer, "number": name, "amount": "1.00", "order_date": today, "ship_date": today}
        while not (self.never_again and self.is_done.is_set()):
            try:
                status, answer = self.product.post("/orders", body, key=name)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if status in {200, 201}:
                self.answers[name] = answer
                return
            if status < 500:
                self.refused.append((name, status, answer))
                return
            time.sleep(0.05)
