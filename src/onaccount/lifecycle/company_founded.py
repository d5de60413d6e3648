"""A company begins to use the program: its name and money, the roles, the first segment, the first administrator."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from django.db import transaction
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import checking_began
from onaccount.office.access import actions as access
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor, NewPerson, RoleRow, Scope
from onaccount.office.company.queries import KIND, company
from onaccount.office.company.rules import Company
from onaccount.office.policy import actions as policy
from onaccount.ordercheck.rules import STARTING_POLICY, Mode
from onaccount.trade.models import Segment

MAIN_SEGMENT = "main"
EVERYTHING_TO_BEGIN = ("administrator", "credit_manager")


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first page asks for."""

    company: Company
    administrator: NewPerson
    password: str


@transaction.atomic
def found_company(*, founding: Founding, actor: Actor, today: date) -> Person:
    """Set the company up and give its administrator, who also begins as credit manager.

    Refuses company.founded_already. Nothing is left behind by a refusal.
    """
    if company(on=today) is not None:
        raise Refusal("company.founded_already")
    load_roles(actor=actor)
    policy.settle(kind=KIND, content=founding.company.as_json(), note="", active_from=today, actor=actor)
    Segment.objects.get_or_create(code=MAIN_SEGMENT, defaults={"name": founding.company.name})
    return access.add_person(
        person=founding.administrator, roles=EVERYTHING_TO_BEGIN, password=founding.password, today=today, actor=actor
    )


@transaction.atomic
def open_company(*, founding: Founding, actor: Actor, today: date) -> Person:
    """Set up the company and let it begin with a trial run 试运行: orders are checked, none is held."""
    person = found_company(founding=founding, actor=actor, today=today)
    trial = replace(STARTING_POLICY, mode=Mode.TRIAL)
    checking_began.begin_checking(policy=trial, active_from=today, actor=actor)
    return person


def load_roles(*, actor: Actor) -> None:
    """Write the default roles of data/roles.csv; roles that exist already are left as they are."""
    access.load_roles(rows=tuple(default_roles()), actor=actor)


def default_roles() -> Iterator[RoleRow]:
    """Read the default roles, a row for each permission of each role."""
    with (files("onaccount.lifecycle") / "data" / "roles.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield RoleRow(row["role"], row["name_en"], row["name_zh"], row["permission"], Scope(row["scope"]))
