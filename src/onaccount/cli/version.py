"""`onaccount version`: what runs here."""

import argparse
import importlib.metadata

from onaccount.cli import postgres


def arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(_options: argparse.Namespace) -> int:
    """Print the versions of the program and of the embedded database."""
    print("OnAccount", importlib.metadata.version("onaccount"))
    print("PostgreSQL", postgres.version(postgres.programs()))
    return 0
