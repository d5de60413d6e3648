"""Opens the sample company 演示公司 once: founded, staffed, given customers and limits, and played up to this morning."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import connection, transaction

from onaccount.cli.sample import agreed, assessed, cast, files, granted, known, listed, morning, stage, watched
from onaccount.cli.sample.history import DAYS, history
from onaccount.lifecycle import company_founded
from onaccount.office.access import queries as access
from onaccount.office.clock import queries as clock
from onaccount.office.company.queries import company

STEPS_SHOWN = 10
REVIEWS_DAYS_AGO = (400, 150)
"""Everybody was scored then, so that what became of the scores can be looked at."""


def needed() -> bool:
    """Whether this installation is still empty."""
    return company(on=clock.today()) is None and not access.people().exists()


class _Stopped(Exception):  # noqa: N818 somebody asked for it
    """The load was told to stop; raised inside its transaction, which rolls back."""


def load(*, stopped: Callable[[], bool]) -> bool:
    """
    Play the whole story in one transaction, unless `stopped` says so between two events; whether it was played to its end.

    An interrupted load, however it ends, leaves nothing behind, and the next start tells it anew.
    """
    try:
        with transaction.atomic(), _without_savepoints():
            _play(stopped)
    except _Stopped:
        return False
    return True


@contextlib.contextmanager
def _without_savepoints() -> Iterator[None]:
    """Every action of the story is a part of one transaction: a third of the statements would only open and close savepoints."""
    connection.features.uses_savepoints = False
    try:
        yield
    finally:
        connection.features.uses_savepoints = True


def _play(stopped: Callable[[], bool]) -> None:
    first_morning = clock.today()
    company_stage = stage.open_stage(first_day=first_morning - timedelta(days=DAYS + 1), morning=first_morning)
    events = history(companies=cast.COMPANIES, morning=first_morning)
    reviews = [first_morning - timedelta(days=ago) for ago in REVIEWS_DAYS_AGO]
    for place, event in enumerate(events):
        if stopped():
            raise _Stopped
        if place % max(1, len(events) // STEPS_SHOWN) == 0:
            print(f"  {place * 100 // len(events):>3} %  {event.day}", flush=True)
        while reviews and reviews[0] <= event.day:
            assessed.review_everybody(stage=company_stage, day=reviews.pop(0))
        company_stage.play(event)
    known.make_known(stage=company_stage)
    assessed.make_assessed(stage=company_stage)
    files.make_files(stage=company_stage)
    agreed.make_agreed(stage=company_stage)
    listed.make_listed(stage=company_stage)
    morning.open_morning(company_stage=company_stage)
    granted.make_granted(stage=company_stage)
    watched.make_watched(stage=company_stage)
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
