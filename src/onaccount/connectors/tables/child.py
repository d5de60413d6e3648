"""A child process that reads a stranger's file: one of our own modules, with nothing of ours in its environment."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import onaccount

PATIENCE = 5  # times the seconds of processor the child may use: a busy machine is no fault of the file


def run_apart(*, module: str, arguments: Sequence[str], seconds: int) -> bool:
    """
    Run the module with these arguments and wait; says whether it ended by itself within its `seconds` of processor, with patience.

    What it found it leaves in files: nothing it prints is read, and how it ended is not asked.
    """
    source = str(Path(onaccount.__file__).absolute().parent.parent)
    try:
        subprocess.run(  # noqa: S603 our own module, no shell; the environment is empty so that no secret reaches the parser
            [sys.executable, "-m", module, *arguments],
            env={"PYTHONPATH": source, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds * PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return True
