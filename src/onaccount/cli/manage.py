"""`onaccount manage ...`: Django's own commands, with the database running."""

import argparse

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` is Django's."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(options: argparse.Namespace) -> int:
    """Pass the words on."""
    from django.core.management import execute_from_command_line

    with open_session():
        execute_from_command_line(["onaccount manage", *options.words])
    return 0
