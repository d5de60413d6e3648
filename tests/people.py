"""People for tests: somebody with a role, and the actor who acts as that person."""

from datetime import date

from onaccount.lifecycle import company_founded
from onaccount.office.access import actions as access
from onaccount.office.access.models import Person, Role
from onaccount.office.access.rules import Actor, Channel, NewPerson

TODAY = date(2026, 3, 2)
MACHINE = Actor("test", Channel.CLI)


def somebody(username: str, *roles: str, team: str = "") -> Person:
    """A person who holds these roles since TODAY; the default roles are loaded when there are none yet."""
    if not Role.objects.exists():
        company_founded.load_roles(actor=MACHINE)
    person = NewPerson(username, username.title(), f"{username}@example.com", "en", team)
    return access.add_person(person=person, roles=roles, password="", today=TODAY, actor=MACHINE)


def acting(person: Person) -> Actor:
    """The actor of this person at the desk."""
    return Actor(person.username, Channel.DESK, person.pk)
