"""`onaccount import statements FOLDER|FILE`: financial statements of many customers, each set kept whole or not at all.

Exit code 0: everything was kept or known already; 1: some sets are faulty and were left out; 2: nothing to read.
"""

import argparse

from onaccount.cli.acting import actor_of
from onaccount.cli.session import open_session


def run(options: argparse.Namespace) -> int:
    """Read every workbook, keep what ties, tell every fault with file, sheet, row and line."""
    with open_session():
        return _imported(options)


def _imported(options: argparse.Namespace) -> int:
    from onaccount.connectors.statements.translate import Told, arrived, files_in
    from onaccount.customers.access import everybody
    from onaccount.desk.components.faults import fault_text
    from onaccount.lifecycle.statements_imported import import_statements
    from onaccount.office.clock.queries import today

    day, actor = today(), actor_of(options.person)
    files = files_in(path=options.file)
    if not files or not options.file.exists():
        print("There is no workbook to read.")
        return 2
    told = Told(received_on=day, reason=options.reason)
    sets = (one for file in files for one in arrived(path=file, name=file.name, told=told))
    kept = unchanged = faulty = 0
    for outcome in import_statements(sets=sets, reach=everybody(), actor=actor, today=day):
        kept, unchanged, faulty = kept + outcome.kept, unchanged + outcome.unchanged, faulty + bool(outcome.faults)
        for fault in outcome.faults:
            print(f"{outcome.file} [{outcome.company}] {fault_text(fault=fault)}")
    print(f"Files {len(files)}: {kept} periods kept, {unchanged} known already, {faulty} sets left out.")
    return 1 if faulty else 0
