"""Writing people 人员, teams 团队 and roles 角色. Whoever loses or gains a right signs in again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.access import gate, sessions
from onaccount.office.access.models import Person, Role, RoleGrant, RoleHolding, Team
from onaccount.office.access.queries import roles_of
from onaccount.office.access.rules import Actor, Grant, NewPerson, PersonDetails, RoleRow
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject


@transaction.atomic
def load_roles(*, rows: Iterable[RoleRow], actor: Actor) -> None:
    """Create the roles of a table that do not exist yet, with their permissions."""
    known = set(Role.objects.values_list("code", flat=True))
    fresh = [row for row in rows if row.role not in known]
    new: dict[str, Role] = {}
    for row in fresh:
        new.setdefault(row.role, Role(code=row.role, name_en=row.name_en, name_zh=row.name_zh))
    Role.objects.bulk_create(new.values())
    RoleGrant.objects.bulk_create(
        RoleGrant(role=new[row.role], permission=row.permission, scope=row.scope) for row in fresh if row.permission
    )
    _record(act="roles_loaded", subject=Subject("role", "all"), before=None, after={"roles": sorted(new)}, actor=actor)


@transaction.atomic
def add_person(*, person: NewPerson, roles: Sequence[str], password: str, today: date, actor: Actor) -> Person:
    """Give somebody a way in with a password (empty: none yet, an invitation sets it) and roles from today.

    Refuses access.username_taken and access.email_taken.
    """
    if Person.objects.filter(username__iexact=person.username).exists():
        raise Refusal("access.username_taken", username=person.username)
    if Person.objects.filter(email__iexact=person.email).exists():
        raise Refusal("access.email_taken", email=person.email)
    made = Person(
        username=person.username,
        full_name=person.full_name,
        email=person.email,
        language=person.language,
        team=_team(person.team),
        is_sample=person.is_sample,
    )
    made.set_password(password or None)
    made.save()
    for role in Role.objects.filter(code__in=roles):
        RoleHolding.objects.create(person=made, role=role, valid_from=today)
    after = {"username": made.username, "full_name": made.full_name, "roles": sorted(roles)}
    _record(act="person_added", subject=_subject(made), before=None, after=after, actor=actor)
    return made


@transaction.atomic
def automaton(*, username: str, full_name: str, actor: Actor) -> Person:
    """Give the name under which a rule decides: somebody nobody can sign in as, without any role."""
    found = Person.objects.filter(username=username).first()
    if found is not None:
        return found
    made = Person(username=username, full_name=full_name, email=f"{username}@onaccount.invalid", is_active=False)
    made.set_password(None)
    made.save()
    _record(act="person_added", subject=_subject(made), before=None, after={"username": username}, actor=actor)
    return made


@transaction.atomic
def change_person(*, person_id: int, details: PersonDetails, actor: Actor) -> Person:
    """Change what is known of a person. Refuses access.email_taken."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if Person.objects.filter(email__iexact=details.email).exclude(pk=person_id).exists():
        raise Refusal("access.email_taken", email=details.email)
    before = _details_of(person)
    person.full_name, person.email, person.language = details.full_name, details.email, details.language
    person.team = _team(details.team)
    person.save(update_fields=["full_name", "email", "language", "team"])
    _record(act="person_changed", subject=_subject(person), before=before, after=_details_of(person), actor=actor)
    return person


@transaction.atomic
def set_roles(*, person_id: int, roles: Sequence[str], today: date, actor: Actor) -> None:
    """Let a person hold exactly these roles from today on and sign the person out everywhere.

    Refuses access.own_roles: nobody raises the own rights.
    """
    if actor.person_id == person_id:
        raise Refusal("access.own_roles")
    person = Person.objects.select_for_update().get(pk=person_id)
    held = {role.code: role for role in roles_of(person=person, today=today)}
    lost = [role for code, role in held.items() if code not in roles]
    RoleHolding.objects.filter(person=person, role__in=lost, valid_to=None).update(valid_to=today)
    for role in Role.objects.filter(code__in=set(roles) - held.keys()):
        RoleHolding.objects.create(person=person, role=role, valid_from=today)
    sessions.end_all(person=person)
    gate.forget()
    after = {"roles": sorted(roles)}
    _record(act="roles_set", subject=_subject(person), before={"roles": sorted(held)}, after=after, actor=actor)


@transaction.atomic
def set_grants(*, role_id: int, grants: Sequence[Grant], today: date, actor: Actor) -> None:
    """Let a role give exactly these permissions and sign everybody out who holds it.

    Refuses access.own_roles for a role the actor holds.
    """
    role = Role.objects.select_for_update().get(pk=role_id)
    holders = list(Person.objects.filter(holdings__role=role).distinct())
    if any(person.pk == actor.person_id and role in roles_of(person=person, today=today) for person in holders):
        raise Refusal("access.own_roles")
    before = {grant.permission: grant.scope for grant in role.grants.all()}
    role.grants.all().delete()
    RoleGrant.objects.bulk_create(RoleGrant(role=role, permission=g.permission, scope=g.scope) for g in grants)
    for person in holders:
        sessions.end_all(person=person)
    gate.forget()
    after = {grant.permission: grant.scope for grant in grants}
    _record(act="grants_set", subject=Subject("role", role.code), before=before, after=after, actor=actor)


@transaction.atomic
def require_second_factor(*, role_id: int, is_required: bool, actor: Actor) -> None:
    """Let a role ask for a second factor, or no longer; whoever lacks one sets it up at the next page."""
    role = Role.objects.select_for_update().get(pk=role_id)
    if role.needs_second_factor == is_required:
        return
    role.needs_second_factor = is_required
    role.save(update_fields=["needs_second_factor"])
    before, after = {"needs_second_factor": not is_required}, {"needs_second_factor": is_required}
    _record(act="factor_required", subject=Subject("role", role.code), before=before, after=after, actor=actor)


@transaction.atomic
def shut_out(*, person_id: int, actor: Actor) -> None:
    """End a person's way in at once, sessions and keys included. Refuses access.not_oneself."""
    if actor.person_id == person_id:
        raise Refusal("access.not_oneself")
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active = False
    person.save(update_fields=["is_active"])
    sessions.end_all(person=person)
    gate.forget()
    _record(act="shut_out", subject=_subject(person), before=None, after=None, actor=actor)


@transaction.atomic
def let_in(*, person_id: int, actor: Actor) -> None:
    """Let a person who was shut out sign in again."""
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(act="let_in", subject=_subject(person), before=None, after=None, actor=actor)


@transaction.atomic
def set_password(*, person: Person, password: str, actor: Actor) -> None:
    """Set a new password; every other session of the person ends with the old one."""
    person.set_password(password)
    person.save(update_fields=["password", "password_changed_at"])
    _record(act="password_set", subject=_subject(person), before=None, after=None, actor=actor)


@transaction.atomic
def remove_second_factor(*, person_id: int, actor: Actor) -> None:
    """Take away the authenticator app and recovery codes of somebody who lost both.

    Refuses access.not_oneself: one's own factor is removed on the page of sign-in security, which asks for it.
    """
    if actor.person_id == person_id:
        raise Refusal("access.not_oneself")
    person = Person.objects.select_for_update().get(pk=person_id)
    Authenticator.objects.filter(user=person).delete()
    sessions.end_all(person=person)
    _record(act="factor_removed", subject=_subject(person), before=None, after=None, actor=actor)


def note_sign_in(*, person: Person, actor: Actor) -> None:
    """Journal that somebody signed in."""
    _record(act="signed_in", subject=_subject(person), before=None, after=None, actor=actor)


@transaction.atomic
def add_team(*, name: str, actor: Actor) -> Team:
    """Add a team. Refuses access.team_exists."""
    team, made = Team.objects.get_or_create(name=name.strip())
    if not made:
        raise Refusal("access.team_exists", name=team.name)
    _record(act="team_added", subject=Subject("team", team.pk), before=None, after={"name": team.name}, actor=actor)
    return team


def sign_out_everywhere(*, person: Person, actor: Actor) -> None:
    """End every session of a person."""
    ended = sessions.end_all(person=person)
    _record(act="signed_out", subject=_subject(person), before=None, after={"sessions": ended}, actor=actor)


def _team(name: str) -> Team | None:
    return Team.objects.get_or_create(name=name)[0] if name else None


def _details_of(person: Person) -> dict[str, str]:
    team = person.team.name if person.team else ""
    return {"full_name": person.full_name, "email": person.email, "language": person.language, "team": team}


def _subject(person: Person) -> Subject:
    return Subject("person", person.pk)


def _record(
    *,
    act: str,
    subject: Subject,
    before: Mapping[str, object] | None,
    after: Mapping[str, object] | None,
    actor: Actor,
) -> None:
    journal.record(act=f"access.{act}", actor=actor, subject=subject, reason="", before=before, after=after)
