"""`onaccount journal verify`: is the audit journal as it was written? `onaccount journal seal` seals what is not sealed yet."""

import argparse

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which of the two."""
    parser.add_argument("act", choices=["verify", "seal"])


def run(options: argparse.Namespace) -> int:
    """Say what was found; 1 when an entry is not as it was written."""
    with open_session():
        from django.utils.translation import override

        from onaccount.lifecycle import journal_sealed
        from onaccount.office.journal.labels import REASONS

        if options.act == "seal":
            print(f"{journal_sealed.seal_journal()} entries sealed")
            return 0
        intact, reason = journal_sealed.verify_journal()
        with override("en"):
            print(str(REASONS[reason.code]).format(**reason.facts))
        return 0 if intact else 1
