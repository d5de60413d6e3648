"""Who acts, and how far a permission reaches 权限范围.

An *actor* 操作者 is a person or a machine with a name; every write names one, so that nothing is ever done by "SYSTEM".
"""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """The way an act came in."""

    DESK = "desk"
    PORTAL = "portal"
    API = "api"
    JOB = "job"
    IMPORT = "import"
    CLI = "cli"


class Scope(StrEnum):
    """How far a granted permission reaches: everything, the person's team, or only what the person owns."""

    ALL = "all"
    TEAM = "team"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person by id, or a named machine such as `job:day_closed` with no person."""

    name: str
    channel: Channel
    person_id: int | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission with its reach, as a role gives it."""

    permission: str
    scope: Scope


def widest(*, grants: tuple[Grant, ...], permission: str) -> Scope | None:
    """This function will say how far these grants let the permission reach, or None where they do not give it at all."""
    order = (Scope.ALL, Scope.TEAM, Scope.OWN)
    held = {grant.scope for grant in grants if grant.permission == permission}
    return next((scope for scope in order if scope in held), None)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One line of a table of roles: a permission a role gives, and how far. A role without permissions has an empty one."""

    role: str
    name_en: str
    name_zh: str
    permission: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be given a way in."""

    username: str
    full_name: str
    email: str
    language: str
    team: str = ""
    is_sample: bool = False
