"""Runs every script of this folder and draws one table of what they measured."""

import json
import subprocess
import sys
from pathlib import Path

NOT_SCRIPTS = {"__init__", "__main__", "calling", "company", "ground", "measuring", "processor", "raw"}
COLUMNS = ("bench", "name", "ours", "reference", "ratio", "goal", "met", "unit")


def main() -> int:
    """The words given are passed on to each script; the answer is 1 where a goal was missed."""
    rows = []
    for script in sorted({path.stem for path in Path(__file__).parent.glob("*.py")} - NOT_SCRIPTS):
        command = [sys.executable, "-m", f"bench.{script}", *sys.argv[1:]]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        rows += [{"bench": told["bench"], **figure} for figure in told["figures"]]
    table = [COLUMNS, *(tuple(_cell(row[column]) for column in COLUMNS) for row in rows)]
    widths = [max(len(line[n]) for line in table) for n in range(len(COLUMNS))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    return int(any(row["met"] is False for row in rows))


def _cell(value: object) -> str:
    return (
        {None: "-", True: "yes", False: "NO"}.get(value, str(value)) if not isinstance(value, float) else f"{value:g}"
    )


if __name__ == "__main__":
    sys.exit(main())
