"""An import of open items, from the file's bytes to the commit, beside a bare COPY of the same rows into a table like ours.

Ours reads the file in any encoding, finds customers, judges every row against what stands, and writes item, movement, totals,
search keys and journal in one transaction; the reference writes ready rows of the items alone, with the same indexes. Memory is
that of the process at its highest; `--full` adds 200,000 rows as CSV and as a workbook.
"""

import random
import resource
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from statistics import median

import xlsxwriter

from bench import measuring
from bench.ground import ledger

SMALL_ROWS, FULL_ROWS, CUSTOMERS = 10_000, 200_000, 1_000
SHARE_OF_COPY = 0.05  # rows a second, ours to a bare COPY
MEGABYTES = 300  # of the process, with Django and the customers of the ledger in it
ROUNDS = {SMALL_ROWS: 3, FULL_ROWS: 1}
HEADER = "customer_number,customer_name,document_number,document_date,due_date,currency,open_amount\n"
CREATE = "CREATE TABLE bench_item (LIKE trade_item INCLUDING ALL)"
COLUMNS = "group_id account_id customer_id number currency amount open_amount kind document_date due_date due_date_computed source"


def measured(*, rows: int, rounds: int, seed: int) -> list[measuring.Figure]:
    """Rows a second of an import and of a COPY, taken in turn, and the memory the process came to."""
    times = []
    for turn in range(rounds):
        name = f"{rows}-{turn}"
        content = (HEADER + "\n".join(_lines(rows, name, random.Random(seed))) + "\n").encode()
        ours = measuring.milliseconds(lambda content=content, name=name: _import(content, f"{name}.csv", rows))
        lines = _lines(rows, name, random.Random(seed))
        times.append((rows / ours * 1000, rows / measuring.milliseconds(lambda lines=lines: _copy(lines)) * 1000))
    mine, theirs = (median(column) for column in zip(*times, strict=True))
    ratio = mine / theirs
    return [
        measuring.Figure(
            f"import of {rows} open items",
            round(mine),
            round(theirs),
            round(ratio, 4),
            SHARE_OF_COPY,
            ratio >= SHARE_OF_COPY,
            "rows/s",
            rounds,
        ),
        _memory(f"memory after {rows} rows of CSV"),
    ]


def from_workbook(*, rows: int, seed: int) -> list[measuring.Figure]:
    """The same from a workbook: rows a second, and the memory this process came to."""
    content = _workbook(_lines(rows, "workbook", random.Random(seed + 1)))
    taken = measuring.milliseconds(lambda: _import(content, "workbook.xlsx", rows))
    speed = measuring.Figure(
        f"import of {rows} open items from Excel", round(rows / taken * 1000), None, None, None, None, "rows/s", 1
    )
    return [
        speed,
        _memory(f"memory after {rows} rows of Excel"),
    ]


def _memory(name: str) -> measuring.Figure:
    """The most this process held so far; the child that unpacks a workbook has a limit of its own."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return measuring.alone(name, most, at_most=MEGABYTES, unit="MB", rounds=1)


def _workbook(lines: Iterator[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.xlsx"
        book = xlsxwriter.Workbook(path, {"constant_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.strip().split(","))
        for number, line in enumerate(lines, start=1):
            *words, amount = line.split(",")
            sheet.write_row(number, 0, [*words, float(amount)])
        book.close()
        return path.read_bytes()


def _lines(rows: int, turn: object, chance: random.Random) -> Iterator[str]:
    for number in range(rows):
        customer = chance.randrange(CUSTOMERS)
        amount = chance.randrange(100, 10_000_000) / 100
        yield f"B{customer:05},Bench {customer},{turn}-{number},2026-01-05,2026-02-04,CNY,{amount:.2f}"


def _import(content: bytes, name: str, rows: int) -> None:
    from onaccount.connectors.ledger_files import translate
    from onaccount.lifecycle import file_taken_in
    from onaccount.office.clock.queries import today
    from onaccount.office.journal.rules import Actor, Channel
    from onaccount.office.trays.intake.actions import Arrival

    actor = Actor("bench", Channel.CLI)
    arrival = Arrival("open_items", "bench", name, BytesIO(content))
    run = translate.prepare(run=file_taken_in.take_in(arrival=arrival, actor=actor), today=today())
    run = translate.import_run(run=run, report=lambda _done: None, actor=actor, today=today())
    assert run.created == rows


def _copy(lines: Iterator[str]) -> None:
    """The same rows, ready made, into a table with the same indexes; thrown away again."""
    from django.db import connection, transaction

    names = ", ".join(COLUMNS.split())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP SEQUENCE IF NOT EXISTS bench_key")
        cursor.execute("DROP TABLE IF EXISTS bench_item")
        cursor.execute(CREATE)
        cursor.execute("ALTER TABLE bench_item ALTER id DROP IDENTITY IF EXISTS")
        cursor.execute("ALTER TABLE bench_item ALTER id SET DEFAULT nextval('bench_key')")
        with cursor.copy(f"COPY bench_item ({names}) FROM STDIN") as copy:
            for place, line in enumerate(lines):
                _number, _name, number, dated, due, currency, amount = line.split(",")
                owner = place % CUSTOMERS
                copy.write_row(
                    (owner, owner, owner, number, currency, amount, amount, "invoice", dated, due, False, "b")
                )


if __name__ == "__main__":
    options = measuring.arguments(__doc__ or "")
    with ledger(full=False, seed=options.seed):
        sizes = (SMALL_ROWS, FULL_ROWS) if options.full else (SMALL_ROWS,)
        figures = []
        for size in sizes:
            figures += measured(rows=size, rounds=min(options.rounds, ROUNDS[size]), seed=options.seed)
        figures += from_workbook(rows=sizes[-1], seed=options.seed)
        measuring.tell("import_rows", options.seed, figures)
