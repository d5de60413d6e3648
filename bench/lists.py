"""The pages a credit manager opens all day, over a large ledger: how long each takes and how many queries it asks."""

from datetime import timedelta
from statistics import median

from bench import measuring
from bench.ground import ledger

MILLISECONDS, QUERIES = 500, 40
PAGES = {
    "customers": "/customers/",
    "customers, most overdue first": "/customers/?sort=-overdue",
    "customers, searched by initials": "/customers/?q=YT",
    "largest customer": "/customers/{largest}/",
    "aging": "/receivables/",
    "aging of a past day": "/receivables/?as_of={past}",
    "open items": "/receivables/items",
    "limits": "/limits/",
    "today": "/",
}


def measured(*, rounds: int) -> list[measuring.Figure]:
    """Each page as a signed-in credit manager gets it, through every layer but the network."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"accept-language": "en"}, SERVER_NAME="localhost")
    client.force_login(_manager())
    figures = []
    for name, address in PAGES.items():
        path = address.format(largest=_largest(), past=_past())

        def page(path: str = path) -> None:
            assert client.get(path).status_code == 200

        page()
        taken = median(measuring.milliseconds(page) for _ in range(rounds))
        with CaptureQueriesContext(connection) as asked:
            page()
        figures.append(measuring.alone(name, taken, at_most=MILLISECONDS, unit="ms", rounds=rounds))
        figures.append(measuring.alone(f"{name}: queries", len(asked), at_most=QUERIES, unit="queries", rounds=1))
    return figures


def _manager() -> object:
    from onaccount.lifecycle import company_founded
    from onaccount.office.access import actions as access
    from onaccount.office.access.rules import NewPerson
    from onaccount.office.clock.queries import today
    from onaccount.office.journal.rules import Actor, Channel

    machine = Actor("bench", Channel.CLI)
    company_founded.load_roles(actor=machine)
    person = NewPerson("manager", "Manager", "manager@example.com", "en", "")
    return access.add_person(person=person, roles=("credit_manager",), password="", today=today(), actor=machine)


def _past() -> str:
    from onaccount.office.clock.queries import today

    return (today() - timedelta(days=120)).isoformat()


def _largest() -> str:
    from onaccount.trade.models import Account

    return Account.objects.order_by("-receivable")[0].customer.number


if __name__ == "__main__":
    options = measuring.arguments(__doc__)
    with ledger(full=options.full, seed=options.seed):
        measuring.tell("lists", options.seed, measured(rounds=options.rounds))
