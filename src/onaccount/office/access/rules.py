"""How far a permission reaches 权限范围, and the tables roles and people are made from.

`Actor` and `Channel` are the journal's words; they are offered here too because whoever asks about rights also acts.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onaccount.office.journal.rules import Actor, Channel

__all__ = [
    "Actor",
    "Channel",
    "Grant",
    "KeyFacts",
    "NewKey",
    "NewPerson",
    "PersonDetails",
    "RoleRow",
    "Scope",
    "Tenure",
    "key_parts",
    "widest",
]


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
    """Say how far these grants let the permission reach, or None where they do not give it at all."""
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


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What may be changed about a person; an empty team means none."""

    full_name: str
    email: str
    language: str
    team: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long a session lasts: seconds without use, and seconds in all."""

    idle_seconds: int
    absolute_seconds: int

    def is_over(self, *, began: float, seen: float, now: float) -> bool:
        """Whether a session that began and was last used at these moments has ended by now (seconds of one clock)."""
        return now - seen >= self.idle_seconds or now - began >= self.absolute_seconds


KEY_MARK = "oa"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be made: for which integration, with whose rights, narrowed to which permissions, how often, until when (exclusive)."""

    name: str
    person_id: int
    scopes: tuple[str, ...]
    calls_per_minute: int
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What a valid key allows today: the person it acts as, that person's grants inside the key's scopes, calls per minute."""

    key_id: int
    name: str
    person_id: int
    username: str
    grants: tuple[Grant, ...]
    scopes: frozenset[str]
    calls_per_minute: int

    def scope_of(self, permission: str) -> Scope | None:
        """How far the permission reaches for this key; None when it is not held."""
        return widest(grants=self.grants, permission=permission)


@dataclass(slots=True)
class Meter:
    """
    The calls of one key in one minute: `told` by the table for all processes, `own` since it was asked.

    Not frozen: it is what one process counts between two looks at the table.
    """

    minute: int
    told: int
    own: int

    def count(self, *, minute: int) -> int:
        """Count one more call and give the calls of that minute as far as they are known here."""
        if minute != self.minute:
            self.minute, self.told, self.own = minute, 0, 0
        self.own += 1
        return self.told + self.own

    def give_back(self) -> None:
        """Take back one call that was counted here since the last look; what the table has been told stays told."""
        self.own = max(self.own - 1, 0)


def key_parts(*, secret: str) -> tuple[str, str] | None:
    """Split a machine's key `oa_PREFIX_REST` into its prefix and the digest that is kept; None if it is none."""
    parts = secret.split("_")
    if len(parts) != 3 or parts[0] != KEY_MARK:
        return None
    return parts[1], hashlib.sha256(secret.encode()).hexdigest()
