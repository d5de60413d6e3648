"""The product as it runs for people, in a home of its own, with a way to kill its parts and to ask its database."""

import atexit
import contextlib
import functools
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from tests import homes
from tests.architecture import shape

PATIENCE = 90.0
LATEST_BACKEND = "SELECT pid FROM pg_stat_activity WHERE usename = 'onaccount' ORDER BY state_change DESC"
# The planted fault: the database acknowledges what it has not written, so a suite that passes then proves nothing.
CARELESS = "synchronous_commit = off\nwal_writer_delay = 10s\nwal_writer_flush_after = 1GB\n"


@dataclass
class Product:
    """A running product: where it answers, the key that opens it, its process, its home and how its database is reached."""

    home: Path
    port: int
    secret: str
    process: subprocess.Popen[bytes]
    address: str

    def post(self, path: str, body: dict[str, object], *, key: str) -> tuple[int, dict[str, object]]:
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

    def wait_for(self, done: Callable[[], object]) -> None:
        """Look every few milliseconds until it is so; fails after a minute and a half with what the product said."""
        begun = time.monotonic()
        while not done():
            assert time.monotonic() - begun < PATIENCE, self.log()
            time.sleep(0.01)

    def victim(self, part: str) -> int:
        """The process to kill: the web server, the worker, the backend that worked last, or the postmaster."""
        match part:
            case "web":
                return self._child("config.web")
            case "worker":
                return self._child("procrastinate")
            case "backend":
                return int(str(self.rows(LATEST_BACKEND)[0][0]))
        return self.postmaster()

    def _child(self, word: str) -> int:
        """The child whose command names the word, as soon as there is one: it may just be started again."""
        found: list[int] = []
        self.wait_for(lambda: found.extend(self._children(word)) or found)
        return found[0]

    def _children(self, word: str) -> list[int]:
        told = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
        )
        return [int(line.split()[0]) for line in told.stdout.splitlines() if word in line]

    def postmaster(self) -> int:
        (pid_file,) = self.home.rglob("postmaster.pid")
        return int(pid_file.read_text().split()[0])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the database says to a statement from outside the product."""
        with self.connected() as connection:
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description else []

    def connected(self) -> psycopg.Connection:
        """A connection of the database's own administrator."""
        return psycopg.connect(self.address, autocommit=True)

    def run(self, module: str, *words: str) -> None:
        """Run a program of these tests inside the home, beside the product."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(self.home), cwd=shape.ROOT)
        assert done.returncode == 0, done.stderr[-2000:]

    def log(self) -> str:
        """The end of every log, for whoever reads the failure."""
        logs = [*self.home.rglob("logs/*"), *self.home.rglob("server.log")]
        return "\n".join(f"{log.name}: {log.read_text(errors='replace')[-1500:]}" for log in logs)


@contextlib.contextmanager
def running(*, customers: int, limit: str, ear: int = 0, careless: bool = False) -> Iterator[Product]:
    """A product with customers and a key that tells port `ear` what happens; stopped and gone at the end."""
    opened, secret, address = _opened(customers, limit, ear)
    with tempfile.TemporaryDirectory(prefix="onaccount-fire-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        subprocess.run(["cp", "-a", f"{opened}/.", folder], check=True)
        if careless:
            (settings,) = home.rglob("postgresql.auto.conf")
            settings.write_text(CARELESS)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "onaccount.cli.main", "run", "--port", str(port)]
        with (home / "parent.log").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said, env=environment(home))
        try:
            product = Product(home, port, secret, process, address.replace(str(opened), folder))
            product.wait_for(product.is_ready)
            yield product
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


@functools.cache
def _opened(customers: int, limit: str, ear: int) -> tuple[Path, str, str]:
    """A home as the first start leaves it, made once and copied for each product; the key and the database's address."""
    home = Path(tempfile.mkdtemp(prefix="onaccount-opened-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    home.chmod(0o711)
    homes.furnish(home)
    words = [sys.executable, "-m", "tests.fire.opening", str(customers), limit, str(ear)]
    done = subprocess.run(words, capture_output=True, text=True, env=environment(home), cwd=shape.ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    secret, address = done.stdout.strip().splitlines()[-2:]
    return home, secret, address


def environment(home: Path) -> dict[str, str]:
    """Ours without the settings of these tests, with the home, and both the source and the tests to import from."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ONACCOUNT_"))}
    path = f"{shape.ROOT / 'src'}:{shape.ROOT}"
    return ours | {"ONACCOUNT_HOME": str(home), "ONACCOUNT_SAMPLE": "0", "PYTHONPATH": path}
