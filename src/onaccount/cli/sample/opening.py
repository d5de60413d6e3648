"""Opens the sample company 演示公司 once: founded, staffed, given customers and limits, and played up to this morning."""

from datetime import timedelta

from django.db import transaction

from onaccount.cli.sample import cast, morning, stage
from onaccount.cli.sample.history import DAYS, history
from onaccount.lifecycle import company_founded
from onaccount.office.access import queries as access
from onaccount.office.clock import queries as clock
from onaccount.office.company.queries import company

STEPS_SHOWN = 10


def needed() -> bool:
    """Whether this installation is still empty."""
    return company(on=clock.today()) is None and not access.people().exists()


@transaction.atomic
def load() -> None:
    """Play the whole story in one transaction: an interrupted load leaves nothing, and the next start tells it anew."""
    first_morning = clock.today()
    company_stage = stage.open_stage(first_day=first_morning - timedelta(days=DAYS + 1), morning=first_morning)
    events = history(companies=cast.COMPANIES, morning=first_morning)
    for place, event in enumerate(events):
        if place % max(1, len(events) // STEPS_SHOWN) == 0:
            print(f"  {place * 100 // len(events):>3} %  {event.day}", flush=True)
        company_stage.play(event)
    morning.open_morning(company_stage=company_stage)
    print("  100 %", flush=True)


def sign_ins() -> list[tuple[str, str, str]]:
    """Name, password and role of everybody in the sample company, as printed at the start."""
    named = {row.role: f"{row.name_zh} / {row.name_en}" for row in company_founded.default_roles()}
    return [
        (
            person.username,
            cast.PASSWORD,
            f"{person.full_name}  {named[person.roles[0]]}",
        )
        for person in cast.STAFF
    ]
