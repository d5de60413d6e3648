"""`onaccount replay`: judge every decision ever made again on what it saw; 1 when one comes out differently."""

import argparse

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 it takes no options
    """Say how many were judged again and how many differ."""
    with open_session():
        from django.utils.translation import override

        from onaccount.lifecycle import history_replayed
        from onaccount.ordercheck.labels import REASONS

        found = history_replayed.replay_now()
        with override("en"):
            print(str(REASONS[found.finding.code]).format(**found.finding.facts))
        return int(found.different > 0)
