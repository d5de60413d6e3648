"""Processor time of a program and its children: what a rate on a busy machine does not tell."""

import os
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
OWN, WITH_ENDED = slice(11, 13), slice(11, 15)  # utime, stime; and those of children that have ended


def seconds(pid: int) -> float:
    """What a process, its children that run and those that ended have used."""
    running = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return _used(pid, WITH_ENDED) + sum(_used(child, OWN) for child in running)


def _used(pid: int, which: slice) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:  # it ended while we looked
        return 0.0
    return sum(int(field) for field in stat.rpartition(")")[2].split()[which]) * TICK
