"""`onaccount migrate`: the tables, the cache table; safe to repeat."""

import argparse

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments beyond the session's own."""
    parser.add_argument("--quiet", action="store_true", help="tell only what went wrong")


def run(options: argparse.Namespace) -> int:
    """Bring the database up to date."""
    with open_session():
        bring_up_to_date(verbosity=0 if options.quiet else 1)
    return 0


def bring_up_to_date(*, verbosity: int) -> None:
    """Migrate every package and make the cache table; Django must be set up."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)
    call_command("createcachetable", verbosity=verbosity)
