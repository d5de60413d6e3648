"""
Run as a program inside the home of a product under fire: a policy, customers with limits, a key, somebody who listens.

`python -m tests.fire.opening CUSTOMERS LIMIT PORT` prints the key and the address of the database's administrator. The last
customer, `TIGHT`, has a limit of 100. PORT 0: nobody listens.
"""

import sys

from onaccount.cli import postgres
from onaccount.cli.session import open_session


def main(customers: int, limit: str, port: int) -> str:
    from tests.credit import a_policy, grant
    from tests.ledger import a_customer
    from tests.people import MACHINE, somebody

    from onaccount.cli.migrate import bring_up_to_date
    from onaccount.lifecycle import webhooks_changed
    from onaccount.office.access import keys
    from onaccount.office.access.labels import KEY_SCOPES
    from onaccount.office.access.rules import NewKey
    from onaccount.office.clock import queries as clock
    from onaccount.office.trays.webhooks.rules import EVENTS, NewEndpoint
    from onaccount.trade import actions as trade

    bring_up_to_date(verbosity=0)
    a_policy()
    trade.default_segment()
    for number in range(customers):
        grant(a_customer(f"C{number}", name=f"Customer {number}"), limit, today=clock.today())
    grant(a_customer("TIGHT", name="Customer with little credit"), "100", today=clock.today())
    if port:
        webhooks_changed.allow_host(host=f"127.0.0.1:{port}", reason="test", actor=MACHINE)
        new = NewEndpoint("ERP", f"http://127.0.0.1:{port}/in", EVENTS)
        webhooks_changed.add_endpoint(new=new, actor=MACHINE)
    caller = somebody("erp", "integration")
    new_key = NewKey("fire", caller.pk, tuple(KEY_SCOPES), 1_000_000, None)
    return keys.issue(new=new_key, actor=MACHINE)[1]


if __name__ == "__main__":
    with open_session():
        print(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))  # noqa: T201 a program
        print(postgres.address(role="postgres"))  # noqa: T201
