"""Who may do what 权限, asked of the database: the scope of a permission comes from the roles a person holds on a day."""

import secrets
from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from onaccount.office.access.models import ApiKey, Person, Role, RoleGrant, RoleHolding, Team
from onaccount.office.access.rules import Grant, KeyFacts, Scope, key_parts, widest


def grants_of(*, person: Person, today: date) -> tuple[Grant, ...]:
    """Give what the person's roles allow today; nothing for somebody who may not sign in.

    The answer is kept on the object for as long as it lives (one request), because every part of a page asks again.
    """
    kept: dict[date, tuple[Grant, ...]] = person.__dict__.setdefault("_grants", {})
    if today not in kept:
        kept[today] = _read_grants(person=person, today=today)
    return kept[today]


def scope_of(*, person: Person, permission: str, today: date) -> Scope | None:
    """Say how far the permission reaches for this person today; None when it is not held."""
    return widest(grants=grants_of(person=person, today=today), permission=permission)


def may(*, person: Person, permission: str, today: date) -> bool:
    """Say whether the person holds the permission today, whatever its reach."""
    return scope_of(person=person, permission=permission, today=today) is not None


def holders_of(*, permission: str, today: date) -> QuerySet[Person]:
    """Find everybody who holds the permission today, by name."""
    held = _current(today).filter(role__grants__permission=permission).values("person_id")
    return Person.objects.filter(is_active=True, id__in=held).order_by("full_name")


def employed(*, today: date) -> QuerySet[Person]:
    """Find everybody who holds a role today, by name."""
    held = _current(today).values("person_id")
    return Person.objects.filter(is_active=True, id__in=held).order_by("full_name", "id")


def roles_of(*, person: Person, today: date) -> list[Role]:
    """List the roles a person holds today."""
    return list(Role.objects.filter(id__in=_current(today).filter(person=person).values("role_id")).order_by("id"))


def roles_by_person(*, person_ids: Iterable[int], today: date) -> dict[int, list[Role]]:
    """List the roles of several people at once; whoever holds none is not in it."""
    found: dict[int, list[Role]] = {}
    for holding in _current(today).filter(person_id__in=person_ids).select_related("role").order_by("role_id"):
        found.setdefault(holding.person_id, []).append(holding.role)
    return found


def roles() -> list[Role]:
    """List every role with its grants, in the order they were made."""
    return list(Role.objects.prefetch_related("grants").order_by("id"))


def role_of(*, code: str) -> Role | None:
    """Find a role by its code."""
    return Role.objects.prefetch_related("grants").filter(code=code).first()


def person_by_id(*, person_id: int) -> Person | None:
    """Find somebody by key."""
    return Person.objects.select_related("team").filter(pk=person_id).first()


def people() -> QuerySet[Person]:
    """List everybody, by name."""
    return Person.objects.select_related("team").order_by("full_name", "id")


def full_names(*, usernames: Iterable[str]) -> dict[str, str]:
    """Give the full names behind sign-in names; machines are not among them."""
    return dict(Person.objects.filter(username__in=set(usernames)).values_list("username", "full_name"))


def person_of(*, username: str) -> Person | None:
    """Find somebody by sign-in name, whatever its case."""
    return Person.objects.filter(username__iexact=username).first()


def key_of(*, secret: str, today: date) -> KeyFacts | None:
    """
    Say what a machine's key allows today, in two short statements.

    None for what is no key, a key that was revoked or has ended, or one of somebody shut out. `gate.admitted` remembers the
    answer for two seconds and counts the calls; a path that is called often asks there.
    """
    parts = key_parts(secret=secret)
    if parts is None:
        return None
    found = ApiKey.objects.select_related("person").filter(prefix=parts[0], revoked_at=None, person__is_active=True)
    key = found.filter(Q(valid_to=None) | Q(valid_to__gt=today)).first()
    if key is None or not secrets.compare_digest(key.digest, parts[1]):
        return None
    narrow(person=key.person, scopes=frozenset(key.scopes))
    return KeyFacts(
        key_id=key.pk,
        name=key.name,
        person_id=key.person_id,
        username=key.person.username,
        grants=grants_of(person=key.person, today=today),
        scopes=frozenset(key.scopes),
        calls_per_minute=key.calls_per_minute,
    )


def narrow(*, person: Person, scopes: frozenset[str]) -> None:
    """Let the person act with these permissions only, for as long as the object lives (one request)."""
    vars(person).update(_narrowed_to=scopes, _grants={})


def lacks_second_factor(*, person: Person, today: date) -> bool:
    """Say whether a role the person holds today asks for a second factor that is not set up yet."""
    asked = _current(today).filter(person=person, role__needs_second_factor=True).exists()
    return asked and not Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def api_keys() -> QuerySet[ApiKey]:
    """List the keys of machines, newest first."""
    return ApiKey.objects.select_related("person").order_by("-id")


def teams() -> QuerySet[Team]:
    """List the teams, by name."""
    return Team.objects.select_related("parent").order_by("name")


def _read_grants(*, person: Person, today: date) -> tuple[Grant, ...]:
    if not person.is_active:
        return ()
    roles = _current(today).filter(person=person).values("role_id")
    rows = RoleGrant.objects.filter(role_id__in=roles).values_list("permission", "scope")
    narrowed: frozenset[str] | None = vars(person).get("_narrowed_to")
    return tuple(
        Grant(permission, Scope(scope)) for permission, scope in rows if narrowed is None or permission in narrowed
    )


def _current(today: date) -> QuerySet[RoleHolding]:
    return RoleHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today)
