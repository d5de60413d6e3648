"""How far a permission reaches 权限范围, and the tables roles and people are made from.

`Actor` and `Channel` are the journal's words; they are offered here too because whoever asks about rights also acts.
"""

from dataclasses import dataclass
from enum import StrEnum

from onaccount.office.journal.rules import Actor, Channel

__all__ = ["Actor", "Channel", "Grant", "NewPerson", "RoleRow", "Scope", "widest"]


class Scope(StrEnum):
    """How far a granted permission reaches: everything, the person's team, or only what the person owns."""

    ALL = "all"
    TEAM = "team"
    OWN = "own"


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
