"""Processes of ours that live and die with their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from onaccount.cli import places

FALLS_FORGIVEN = 5
WITHIN_SECONDS = 60
PATIENCE_SECONDS = 30
LOG_BYTES = 20 * 1024 * 1024


class Child:
    """One process of the program: its command, its log, its falls."""

    def __init__(self, *, name: str, command: list[str]) -> None:
        self.name = name
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.falls: list[float] = []

    def start(self) -> None:
        """Start the process; what it prints goes to its log, or straight out in production."""
        log = None
        if os.environ.get("ONACCOUNT_MODE") != "production":
            log = _kept_short(self.log_path()).open("ab")
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C reaches the parent alone, which stops its children in order
            preexec_fn=lambda: end_with_parent(signal.SIGTERM),  # noqa: PLW1509
        )
        if log:
            log.close()

    def start_again(self) -> bool:
        """Start after a fall; False when it has fallen too often of late."""
        now = time.monotonic()
        self.falls = [fall for fall in self.falls if fall > now - WITHIN_SECONDS] + [now]
        if len(self.falls) > FALLS_FORGIVEN:
            return False
        self.start()
        return True

    def forgive(self) -> None:
        """Count no fall of before against the process."""
        self.falls.clear()

    def fallen(self) -> bool:
        """Whether the process has ended; asking reaps it."""
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Ask the process to finish what it does and leave."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self) -> None:
        """Wait until it has left; end it when it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def log_path(self) -> Path:
        """The file its output goes to."""
        folder = places.home() / "logs"
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder / f"{self.name}.log"


def end_with_parent(number: signal.Signals) -> None:
    """In a new child on Linux: have the kernel send this signal when the parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, number)


def _kept_short(log: Path) -> Path:
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".1.log"))
    return log
