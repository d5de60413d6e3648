"""`onaccount import KIND FILE`: a ledger from a CSV or Excel file, checked and written, with everything found told.

Exit code 0: written (or, with --dry-run, it could be); 1: rows are faulty and nothing was written; 2: the file is refused.
"""

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onaccount.cli.acting import actor_of
from onaccount.cli.session import open_session

if TYPE_CHECKING:
    from onaccount.office.trays.intake.models import IntakeRun

STATEMENTS = "statements"
KINDS = {
    "open-items": "open_items",
    "customers": "customers",
    "payments": "payments",
    "orders": "orders",
    "rebates": "rebates",
}
SHOWN = 5


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is imported, and the answers that are asked once per source."""
    parser.add_argument("kind", choices=[*KINDS, STATEMENTS], help="what the rows of the file are")
    parser.add_argument("file", type=Path, help="CSV or Excel file; for statements a folder of them too")
    parser.add_argument("--source", default="", help="the system it comes from; its columns and answers are remembered")
    parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
    parser.add_argument(
        "--as", dest="person", default="", help="user name of the maker; limits are asked for by a person"
    )
    parser.add_argument("--keep-zeros", action="store_true", help="001 and 1 are two customers")
    parser.add_argument("--full", action="store_true", help="what is missing from the file is proposed as settled")
    parser.add_argument("--good-rows-only", action="store_true", help="write the good rows although others are faulty")
    parser.add_argument(
        "--balance-date", type=date.fromisoformat, help="the day the balances are of; today if left out"
    )
    parser.add_argument("--currency", help="where the file names none")
    parser.add_argument("--reason", default="", help="why statements that are on file already are restated")
    parser.add_argument("--credit-days", type=int, help="where neither file nor customer has any")


def run(options: argparse.Namespace) -> int:
    """Take the file in, tell what was found, check it and write it."""
    if options.kind == STATEMENTS:
        from onaccount.cli import statements

        return statements.run(options)
    with open_session():
        from onaccount.kernel.reasons import Refusal

        try:
            return _imported(options)
        except OSError as error:
            print(f"The file cannot be read: {error}")
        except Refusal as refusal:
            print(f"Refused: {_words(refusal.code, refusal.facts)}")
        return 2


def _imported(options: argparse.Namespace) -> int:
    from onaccount.connectors.ledger_files import translate
    from onaccount.kernel.reasons import Refusal
    from onaccount.lifecycle import file_taken_in
    from onaccount.office.clock.queries import today
    from onaccount.office.trays.intake.actions import Arrival

    day, actor = today(), actor_of(options.person)
    source = options.source or options.file.stem[:40]
    with options.file.open("rb") as file:
        arrival = Arrival(KINDS[options.kind], source, options.file.name, file)
        taken = file_taken_in.take_in(arrival=arrival, actor=actor)
    run = translate.prepare(run=taken, today=day)
    run = file_taken_in.map_columns(run_id=run.pk, mapping=run.mapping, options=run.options | _answers(options))
    _tell_reading(run)
    run = translate.check(run=run, report=_silent, today=day)
    _tell_check(run)
    blocked = run.summary["blocking"] and not run.options["good_rows_only"]
    if options.dry_run or blocked:
        print("Dry run: nothing was written." if options.dry_run else "Nothing was written.")
        return 1 if blocked else 0
    try:
        run = translate.import_run(run=run, report=_silent, actor=actor, today=day)
    except Refusal as refusal:
        print(f"Nothing was written: {_words(refusal.code, refusal.facts)}")
        return 1
    print(f"Imported as run {run.pk}.")
    return 0


def _answers(options: argparse.Namespace) -> dict[str, object]:
    given: dict[str, object] = {}
    if options.keep_zeros:
        given["drops_zeros"] = False
    if options.full:
        given["is_full"] = True
    if options.good_rows_only:
        given["good_rows_only"] = True
    if options.balance_date:
        given["balance_date"] = options.balance_date.isoformat()
    if options.currency:
        given["currency"] = options.currency.upper()
    if options.credit_days is not None:
        given["credit_days"] = options.credit_days
    return given


def _tell_reading(run: "IntakeRun") -> None:
    found = run.detected
    print(f"File      {run.file_name}, source {run.source}")
    text = f", {found['encoding']}, delimiter {found['delimiter']!r}" if found["encoding"] else ""
    print(f"Read as   {found['format']}{text}, sheet {found['sheet']}, header in row {found['header_row']}")
    for given in run.mapping:
        print(f"Column    {given['title'] or given['index'] + 1} -> {given['field']} ({given['confidence']:.0%})")
    for copy in found["repeated"]:
        print(f"Left out  column {copy['title']} repeats {copy['of']}")
    for name in ("drops_zeros", "is_full", "balance_date", "currency", "credit_days"):
        print(f"Answer    {name} = {run.options[name]}")


def _tell_check(run: "IntakeRun") -> None:
    from onaccount.office.trays.intake.queries import groups_of

    fates = ("created", "updated", "unchanged", "rejected", "left_out")
    print(f"Rows in   {run.rows_in} = " + " + ".join(f"{getattr(run, fate)} {fate}" for fate in fates))
    for currency, amount in run.summary["sums"].items():
        print(f"Total     {amount} {currency}, accepted {run.summary['accepted'].get(currency, '0')}")
    for note, number in run.summary["notes"].items():
        print(f"Note      {number} {note}")
    for group in groups_of(run=run):
        level = "Error" if group.is_blocking else "Warning"
        print(
            f"{level:<9} {group.count} rows, column {group.title or '-'}: {_words(group.code, group.examples[0].facts)}"
        )
        for fault in group.examples[:SHOWN]:
            print(f"          {fault.sheet} row {fault.row} {fault.column} {fault.value!r}")


def _words(code: str, facts: Mapping[str, Any]) -> str:
    from django.utils.translation import get_language

    from onaccount.desk.components.figures import Manner, Unit
    from onaccount.desk.components.sentences import sentence

    return sentence(code=code, facts=facts, manner=Manner(language=get_language() or "en", unit=Unit.ONE))


def _silent(_done: int) -> None:
    """A command line has no bar."""
