"""
Run as a program inside the home of a product under fire: a policy, customers with limits, a key; prints the key.

`python -m tests.fire.opening CUSTOMERS LIMIT`.
"""

import sys

from onaccount.cli.session import open_session


def main(customers: int, limit: str) -> str:
    from tests.credit import a_policy, grant
    from tests.ledger import a_customer
    from tests.people import MACHINE, somebody

    from onaccount.cli.migrate import bring_up_to_date
    from onaccount.office.access import keys
    from onaccount.office.access.labels import KEY_SCOPES
    from onaccount.office.access.rules import NewKey
    from onaccount.office.clock import queries as clock
    from onaccount.trade import actions as trade

    bring_up_to_date(verbosity=0)
    a_policy()
    trade.default_segment()
    for number in range(customers):
        grant(a_customer(f"C{number}", name=f"Customer {number}"), limit, today=clock.today())
    caller = somebody("erp", "integration")
    new = NewKey("fire", caller.pk, tuple(KEY_SCOPES), 1_000_000, None)
    return keys.issue(new=new, actor=MACHINE)[1]


if __name__ == "__main__":
    with open_session():
        print(main(int(sys.argv[1]), sys.argv[2]))  # noqa: T201 a program
