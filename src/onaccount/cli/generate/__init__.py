"""`onaccount generate`: an empty installation filled with invented customers and items, for trials and measurements.

In: how many, and a seed. Out: a ledger that agrees with itself. Never: a real company, nor a change to existing records.
"""

import argparse
from datetime import date

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """How much to invent."""
    parser.add_argument("--customers", type=int, default=2_000, help="number of customers")
    parser.add_argument("--items", type=int, default=50_000, help="number of invoices, paid and open together")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same ledger")
    parser.add_argument("--as-of", type=date.fromisoformat, help="the day it ends on; today when left out")


def run(options: argparse.Namespace) -> int:
    """Fill the database; refuses when it holds customers already."""
    with open_session():
        from onaccount.cli.generate.filling import Size, fill, holds_customers
        from onaccount.office.clock.queries import today

        if holds_customers():
            print("There are customers already: generate only fills an empty installation.")
            return 1
        size = Size(options.customers, options.items, options.seed, options.as_of or today())
        for line in fill(size=size):
            print(line, flush=True)
    return 0
