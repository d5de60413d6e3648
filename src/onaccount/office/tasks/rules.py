"""Whom a note mentions 提及, as a pure function."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """The two ways a person can be mentioned: by sign-in name or by full name."""

    person_id: int
    username: str
    full_name: str


def mentioned(*, text: str, names: Iterable[Name]) -> tuple[int, ...]:
    """Give the people whose name follows an @ in the text, in the order given.

    Chinese names are written without spaces after them, so a name counts wherever it begins right after the @; where one
    name begins another (王敏, 王敏华), the longest that fits is meant.
    """
    spelled = {s: name.person_id for name in names for s in (name.username.casefold(), name.full_name.casefold()) if s}
    found: dict[int, None] = {}
    for part in text.casefold().split("@")[1:]:
        fits = [spelling for spelling in spelled if part.startswith(spelling)]
        if fits:
            found[spelled[max(fits, key=len)]] = None
    return tuple(found)
