"""`onaccount replay`: judge every decision and score every customer ever scored again on what was seen; 1 when one comes out differently."""

import argparse

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 it takes no options
    """Say how many were judged and scored again, and how many differ."""
    with open_session():
        from django.utils.translation import override

        from onaccount.assessment.labels import REASONS as OF_SCORINGS
        from onaccount.lifecycle import history_replayed
        from onaccount.ordercheck.labels import REASONS as OF_DECISIONS

        decisions, scorings = history_replayed.replay_now(), history_replayed.score_again_now()
        with override("en"):
            print(str(OF_DECISIONS[decisions.finding.code]).format(**decisions.finding.facts))
            print(str(OF_SCORINGS[scorings.code]).format(**scorings.facts))
        return int(decisions.different > 0 or int(scorings.facts["different"]) > 0)
