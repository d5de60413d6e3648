"""Taking ours and the reference in turn, and the one JSON object that a script prints."""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured figure; `ratio` is ours to the reference, `goal` what `ratio` must reach (or `ours`, without reference)."""

    name: str
    ours: float
    reference: float | None
    ratio: float | None
    goal: float | None
    met: bool | None
    unit: str
    rounds: int


def arguments(purpose: str, *more: tuple[str, type, Any, str]) -> argparse.Namespace:
    """The words every script understands, and `more` of one script alone: the word, its type, its default, what it does."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument(
        "--full", action="store_true", help="20,000 customers and 500,000 items instead of a tenth of that"
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1)
    for word, kind, default, purpose_of_it in more:
        parser.add_argument(word, type=kind, default=default, help=purpose_of_it)
    return parser.parse_args()


def side_by_side(
    name: str, ours: Callable[[], Any], reference: Callable[[], Any], *, at_most: float, rounds: int
) -> Figure:
    """Milliseconds of both, taken in turn, by the median; each ran once before. `at_most` bounds ours by the reference."""
    ours(), reference()
    times = [(milliseconds(ours), milliseconds(reference)) for _ in range(rounds)]
    mine, theirs = (median(column) for column in zip(*times, strict=True))
    ratio = mine / theirs
    return Figure(name, round(mine, 2), round(theirs, 2), round(ratio, 3), at_most, ratio <= at_most, "ms", rounds)


def alone(name: str, value: float, *, at_most: float, unit: str, rounds: int) -> Figure:
    """A figure with a bound and no reference, such as a number of queries."""
    return Figure(name, round(value, 2), None, None, at_most, value <= at_most, unit, rounds)


def milliseconds(act: Callable[[], Any]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def tell(bench: str, seed: int, figures: list[Figure]) -> None:
    """Print the object."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    told = {"bench": bench, "seed": seed, "machine": machine, "figures": [asdict(figure) for figure in figures]}
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    print()
