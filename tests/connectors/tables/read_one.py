"""Read one file as an import would and print what happened, with the memory it took: `python read_one.py FOLDER` for all in it."""

import json
import resource
import sys
import time
from pathlib import Path

from onaccount.connectors.tables.cells import Kind
from onaccount.connectors.tables.columns import TargetField, propose_mapping
from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.connectors.tables.limits import LIMITS
from onaccount.connectors.tables.records import Record, records
from onaccount.connectors.tables.study import study
from onaccount.connectors.tables.workbook import NOTHING_CHOSEN, open_workbook

FIELDS = (
    TargetField("code", Kind.CODE, ("customer_code",), is_required=True),
    TargetField("amount", Kind.AMOUNT, ("amount",), is_required=True),
    TargetField("due", Kind.DATE, ("due_date",), is_required=False),
)


def read(path: Path) -> tuple[Record, ...]:
    with open_workbook(path=path, name=path.name, choices=NOTHING_CHOSEN, limits=LIMITS) as book:
        table = book.table(sheet=book.sheet)
        mapping = propose_mapping(table=table, study=study(table=table, rows=table.rows()), fields=FIELDS)
        return tuple(records(table=table, rows=table.rows(), mapping=mapping, fields=FIELDS))


def outcome(path: Path) -> dict[str, object]:
    began = time.monotonic()
    try:
        found = read(path)
        codes = sorted({error.code for record in found for error in record.errors})
        clean = sum(not record.errors for record in found)
    except UnreadableFile as refusal:
        codes, clean = [refusal.code], 0
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    seconds = time.monotonic() - began
    return {
        "name": path.name,
        "codes": codes,
        "clean": clean,
        "seconds": seconds,
        "own": own_megabytes(),
        "child": child,
    }


def own_megabytes() -> int:
    """The most memory this program ever held. `ru_maxrss` would include what its parent held when it was started."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


if __name__ == "__main__":
    for place in sorted(Path(sys.argv[1]).iterdir()):
        print(json.dumps(outcome(place)), flush=True)  # noqa: T201 it is a program
