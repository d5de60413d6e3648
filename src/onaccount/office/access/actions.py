"""Writing people 人员, teams 团队 and roles 角色."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person, Role, RoleGrant, RoleHolding, Team
from onaccount.office.access.rules import Actor, NewPerson, RoleRow
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject


@transaction.atomic
def load_roles(*, rows: Iterable[RoleRow], actor: Actor) -> None:
    """This function will create the roles of a table that do not exist yet, with their permissions."""
    known = set(Role.objects.values_list("code", flat=True))
    new: dict[str, Role] = {}
    for row in rows:
        if row.role in known:
            continue
        if row.role not in new:
            new[row.role] = Role.objects.create(code=row.role, name_en=row.name_en, name_zh=row.name_zh)
        if row.permission:
            RoleGrant.objects.create(role=new[row.role], permission=row.permission, scope=row.scope)
    _record(act="roles_loaded", subject=Subject("role", "all"), after={"roles": sorted(new)}, actor=actor)


@transaction.atomic
def add_person(*, person: NewPerson, roles: Sequence[str], password: str, today: date, actor: Actor) -> Person:
    """This function will give somebody a way in with a password (empty: none yet, an invitation sets it) and roles from today.

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
        team=Team.objects.get_or_create(name=person.team)[0] if person.team else None,
        is_sample=person.is_sample,
        password_changed_at=timezone.now() if password else None,
    )
    made.set_password(password or None)
    made.save()
    for role in Role.objects.filter(code__in=roles):
        RoleHolding.objects.create(person=made, role=role, valid_from=today)
    after = {"username": made.username, "full_name": made.full_name, "roles": sorted(roles)}
    _record(act="person_added", subject=Subject("person", made.pk), after=after, actor=actor)
    return made


def _record(*, act: str, subject: Subject, after: Mapping[str, object], actor: Actor) -> None:
    journal.record(act=f"access.{act}", actor=actor, subject=subject, reason="", before=None, after=after)
