"""Run as a program inside the home of a product under fire: `python -m tests.fire.raising 200` grants `TIGHT` that limit."""

import sys

from onaccount.cli.session import open_session

if __name__ == "__main__":
    with open_session():
        from tests.credit import grant

        from onaccount.customers.models import Customer
        from onaccount.office.clock import queries as clock

        grant(Customer.objects.get(number="TIGHT"), sys.argv[1], today=clock.today())
