"""The people and customers of the access matrix: one person per role, and customers each of them owns or does not."""

from dataclasses import dataclass

from tests.people import MACHINE, TODAY, somebody

from onaccount.customers.models import Customer, Group
from onaccount.lifecycle import company_founded
from onaccount.lifecycle.company_founded import Founding, default_roles
from onaccount.office.access.models import Person
from onaccount.office.access.rules import NewPerson
from onaccount.office.clock.queries import today
from onaccount.office.company.rules import Company

TEAM = "East"
OWNERSHIPS = ("own", "team", "other", "absent")


@dataclass(frozen=True, slots=True)
class World:
    """Persons by role; customers by what they are to the salesperson: own, of the team, of others, and one that is not."""

    people: dict[str, Person]
    customers: dict[str, tuple[int, str]]


def founding() -> Founding:
    """A small company with an administrator."""
    return Founding(Company("Yanshi", "en", "CNY"), NewPerson("root", "Root", "root@example.com", "en"), "x")


def build() -> World:
    """Everybody is in the same team but the colleague of the West, who owns the customer of others."""
    company_founded.open_company(founding=founding(), actor=MACHINE, today=today())
    roles = dict.fromkeys(row.role for row in default_roles())
    people = {role: somebody(f"r-{role}", role, team=TEAM) for role in roles}
    for person in people.values():
        person.set_password("correct horse battery")
        person.save()
    owners = {
        "own": people["salesperson"],
        "team": somebody("colleague", "salesperson", team=TEAM),
        "other": somebody("west", "salesperson", team="West"),
    }
    customers = {relation: _customer(relation, owner) for relation, owner in owners.items()}
    return World(people, customers | {"absent": (10**9, "C-absent")})


def _customer(relation: str, owner: Person) -> tuple[int, str]:
    group = Group.objects.create(name=relation)
    made = Customer.objects.create(
        group=group, number=f"C-{relation}", name=relation, salesperson=owner, opened_on=TODAY, currency="CNY"
    )
    return made.pk, made.number
