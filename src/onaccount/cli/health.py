"""`onaccount health [PART ...]`: the checks of the machine room; 1 when one of them is bad."""

import argparse

from onaccount.cli.session import open_session
from onaccount.office.health.rules import Check, Condition, checks


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which checks."""
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help="database, tables, worker, jobs, backup, room; all unless told"
    )


def run(options: argparse.Namespace) -> int:
    """Say each check in one line."""
    with open_session():
        from django.utils.translation import override

        from onaccount.office.health import labels, queries

        found = checks(queries.facts_for_health())
        chosen = [check for check in found if not options.parts or _part(check) in options.parts]
        with override("en"):
            for check in chosen:
                print(f"{check.condition:<6}{str(labels.REASONS[check.reason.code]).format(**check.reason.facts)}")
        return int(any(check.condition == Condition.BAD for check in chosen))


def _part(check: Check) -> str:
    """The first word behind `health.`: health.worker_silent is about the worker."""
    return check.reason.code.removeprefix("health.").split("_")[0]
