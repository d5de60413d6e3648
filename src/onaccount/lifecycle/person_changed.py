"""Something changed about somebody who works here: invited, other rights, a new password, shut out, let in again."""

from collections.abc import Sequence
from datetime import date

from onaccount.office.access import actions as access
from onaccount.office.access import keys
from onaccount.office.access.models import ApiKey, Person, Team
from onaccount.office.access.rules import Actor, Grant, NewKey, NewPerson, PersonDetails


def invite(*, person: NewPerson, roles: Sequence[str], today: date, actor: Actor) -> Person:
    """Make a person with roles and without a password; a one-time link lets the person choose one."""
    return access.add_person(person=person, roles=roles, password="", today=today, actor=actor)


def change(*, person_id: int, details: PersonDetails, actor: Actor) -> Person:
    """Change name, address, language and team of a person."""
    return access.change_person(person_id=person_id, details=details, actor=actor)


def set_roles(*, person_id: int, roles: Sequence[str], today: date, actor: Actor) -> None:
    """Give a person exactly these roles; all sessions of the person end."""
    access.set_roles(person_id=person_id, roles=roles, today=today, actor=actor)


def set_grants(*, role_id: int, grants: Sequence[Grant], today: date, actor: Actor) -> None:
    """Let a role give exactly these permissions; everybody who holds it signs in again."""
    access.set_grants(role_id=role_id, grants=grants, today=today, actor=actor)


def require_second_factor(*, role_id: int, is_required: bool, actor: Actor) -> None:
    """Let a role ask for a second factor, or no longer."""
    access.require_second_factor(role_id=role_id, is_required=is_required, actor=actor)


def shut_out(*, person_id: int, actor: Actor) -> None:
    """End a person's way in at once."""
    access.shut_out(person_id=person_id, actor=actor)


def let_in(*, person_id: int, actor: Actor) -> None:
    """Open a person's way in again."""
    access.let_in(person_id=person_id, actor=actor)


def remove_second_factor(*, person_id: int, actor: Actor) -> None:
    """Take away the second factor of somebody who lost it."""
    access.remove_second_factor(person_id=person_id, actor=actor)


def sign_in(*, person: Person, actor: Actor) -> None:
    """Note that somebody signed in."""
    access.note_sign_in(person=person, actor=actor)


def choose_password(*, person: Person, password: str, actor: Actor) -> None:
    """Set the password a person chose."""
    access.set_password(person=person, password=password, actor=actor)


def sign_out_everywhere(*, person: Person, actor: Actor) -> None:
    """End every session of a person."""
    access.sign_out_everywhere(person=person, actor=actor)


def add_team(*, name: str, actor: Actor) -> Team:
    """Add a team."""
    return access.add_team(name=name, actor=actor)


def issue_key(*, new: NewKey, actor: Actor) -> tuple[ApiKey, str]:
    """Make a machine's key and give its secret this one time."""
    return keys.issue(new=new, actor=actor)


def revoke_key(*, key_id: int, actor: Actor) -> None:
    """End a machine's key."""
    keys.revoke(key_id=key_id, actor=actor)
