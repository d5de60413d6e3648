"""`onaccount run` as a person uses it: started, asked, hurt, stopped."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import crowd, homes
from tests.architecture import shape

pytestmark = pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="starts a database of its own")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """The program as a child of the test, in a home of its own."""

    def __init__(self, home: Path, *, sample: str = "0") -> None:
        self.port = free_port()
        self.output = home / "output.txt"
        mine = {
            "ONACCOUNT_HOME": str(home),
            "ONACCOUNT_SAMPLE": sample,
            "ONACCOUNT_MODE": "sample",
            "ONACCOUNT_POOL": "1",
        }
        environment = (
            os.environ
            | mine
            | {"PYTHONPATH": str(shape.ROOT / "src"), "DJANGO_SETTINGS_MODULE": "onaccount.config.settings"}
        )
        command = [sys.executable, "-u", "-m", "onaccount.cli.main", "run", f"--port={self.port}"]
        with self.output.open("w") as output:
            self.process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)

    def says(self, words: str, *, seconds: float = 120) -> bool:
        give_up = time.monotonic() + seconds
        while words not in self.output.read_text() and time.monotonic() < give_up and self.process.poll() is None:
            time.sleep(0.1)
        return words in self.output.read_text()

    def is_ready(self, *, seconds: float = 120) -> bool:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            with contextlib.suppress(OSError):
                if self.ready() == 200:
                    return True
            time.sleep(0.1)
        return False

    def ready(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", "/health/ready")
        status = connection.getresponse().status
        connection.close()
        return status

    def child(self, word: str) -> int:
        """The child whose command names the word, once it has got so far."""
        while True:
            told = subprocess.run(
                ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)], capture_output=True, text=True
            )
            if found := [int(line.split()[0]) for line in told.stdout.splitlines() if word in line]:
                return found[0]
            time.sleep(0.1)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(120)


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="onaccount-run-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def test_it_serves_survives_the_loss_of_any_part_and_stops_cleanly(home: Path) -> None:
    program = Program(home)
    try:
        assert program.says("Ctrl-C stops everything", seconds=240), program.output.read_text()
        assert program.is_ready()
        for part, word in (("web", "config.web"), ("worker", "procrastinate"), ("database", "postgres")):
            os.kill(program.child(word), signal.SIGKILL)
            assert program.says(f"The {part} ")
        assert program.is_ready()
    finally:
        code = program.stop()
    assert (code, program.output.read_text().endswith("OnAccount has stopped.\n")) == (0, True)
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()


def test_ctrl_c_while_the_sample_company_loads_stops_at_once(home: Path) -> None:
    homes.furnish(home)
    program = Program(home, sample="1")
    try:
        assert program.says("  0 %", seconds=240), program.output.read_text()
        asked = time.monotonic()
        assert (program.stop(), program.output.read_text().endswith("OnAccount has stopped.\n")) == (0, True)
        assert time.monotonic() - asked < 20 * crowd.stretch()
    finally:
        program.process.kill()
        program.process.wait()


def test_a_taken_port_is_told_in_a_sentence(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "onaccount.cli.main", "run", f"--port={port}"]
        environment = os.environ | {"ONACCOUNT_HOME": str(home), "PYTHONPATH": str(shape.ROOT / "src")}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split(".")[0]) == (1, f"Port {port} is taken by another program")


def test_a_database_that_is_not_there_is_told_in_a_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://clerk:secret@127.0.0.1:{free_port()}/ledger")
    program = Program(home)
    assert program.process.wait(120) == 1
    said = program.output.read_text()
    assert ("The database does not answer." in said, "Traceback" in said, "secret" in said) == (True, False, False)
