"""The `onaccount` command: a table of subcommands, each a module that is imported only when it is asked for.

A subcommand's module offers `arguments(parser)` and `run(options) -> int`; a command that needs records calls
`onaccount.cli.session.open_session()` first, which starts the database and sets Django up.
"""

import argparse
import importlib
import os
import sys

from django.core.exceptions import ImproperlyConfigured

COMMANDS = {
    "run": ("onaccount.cli.run", "start the database, the web server and the background worker"),
    "migrate": ("onaccount.cli.migrate", "bring the tables of the database up to date"),
    "manage": ("onaccount.cli.manage", "pass a command on to Django: onaccount manage shell"),
    "messages": ("onaccount.cli.messages", "compile the translations; --check names what is missing"),
    "import": ("onaccount.cli.ledger", "bring in a ledger from a CSV or Excel file"),
    "calc": ("onaccount.cli.calc", "run a public rule of the trade: figures in as JSON, the answer out as JSON"),
    "generate": ("onaccount.cli.generate", "fill an empty installation with invented customers and items"),
    "journal": ("onaccount.cli.journal", "verify the seals of the audit journal"),
    "replay": (
        "onaccount.cli.replay",
        "judge every decision and every score again; fails when one comes out differently",
    ),
    "health": ("onaccount.cli.health", "check the machine room; fails when something needs somebody now"),
    "backup": ("onaccount.cli.backup", "write an encrypted copy of the database to a folder"),
    "restore": ("onaccount.cli.restore", "read an encrypted copy into an empty database"),
    "version": ("onaccount.cli.version", "tell the versions of the program and its database"),
}


def main(words: list[str] | None = None) -> int:
    """Run one subcommand; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onaccount.config.settings")
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(prog="onaccount", description="OnAccount 赊信: trade credit under control.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, purpose) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=purpose, description=purpose)
        if words[:1] == [name]:
            importlib.import_module(module).arguments(subparser)
    options = parser.parse_args(words)
    try:
        return int(importlib.import_module(COMMANDS[options.command][0]).run(options))
    except ImproperlyConfigured as fault:
        print(f"onaccount: {fault}", file=sys.stderr)  # a setting is wrong: its name is said, not where we noticed
        return 2


if __name__ == "__main__":
    sys.exit(main())
