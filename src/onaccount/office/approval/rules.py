"""Maker and checker 经办与复核 as pure functions: what an opinion needs, and the hash that binds it to its content.

Outcomes of an opinion 意见: approved 同意, returned 退回 (the maker may ask anew), rejected 拒绝. A request may also be
withdrawn 撤回 by its maker.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onaccount.kernel.reasons import Refusal


class Outcome(StrEnum):
    """How a request ends."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPINIONS = (Outcome.APPROVED, Outcome.RETURNED, Outcome.REJECTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a request when somebody wants to give an opinion."""

    maker_id: int
    outcome: str
    content_hash: str
    already_spoke: bool


@dataclass(frozen=True, slots=True)
class Given:
    """The opinion somebody wants to give; `may_decide` says whether the person holds the request's permission."""

    person_id: int
    outcome: str
    remark: str
    content_hash: str
    may_decide: bool


def content_hash(content: Mapping[str, Any]) -> str:
    """This function will give the SHA-256 of the content in its canonical JSON form."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def objection(*, asked: Asked, given: Given) -> Refusal | None:
    """This function will say why this opinion is not accepted, or None when it is.

    In the order in which a person can act on it: closed, own request, no right, spoken already, other content, no remark.
    """
    checks = (
        (asked.outcome != "", "approval.closed"),
        (not given.may_decide, "approval.no_permission"),
        (given.person_id == asked.maker_id, "approval.maker_is_checker"),
        (asked.already_spoke, "approval.already_spoke"),
        (given.content_hash != asked.content_hash, "approval.content_changed"),
        (given.outcome not in OPINIONS, "approval.unknown_outcome"),
        (given.outcome != Outcome.APPROVED and not given.remark.strip(), "approval.remark_required"),
    )
    code = next((code for wrong, code in checks if wrong), None)
    return Refusal(code) if code else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where new content differs from old: the path of names to it, and the two values (None = absent)."""

    path: tuple[str, ...]
    old: Any
    new: Any


def differences(*, old: Any, new: Any) -> tuple[Difference, ...]:
    """This function will compare two contents name by name; entries of a list are told apart by their `code`, else by place."""
    before, after = dict(_leaves(old, ())), dict(_leaves(new, ()))
    paths = [*before, *(path for path in after if path not in before)]
    found = (Difference(path, before.get(path), after.get(path)) for path in paths)
    return tuple(each for each in found if each.old != each.new)


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner: Iterable[tuple[str, Any]]
    if isinstance(value, Mapping):
        inner = value.items()
    elif isinstance(value, list | tuple):
        inner = ((_place(each, number), each) for number, each in enumerate(value, start=1))
    else:
        yield path, value
        return
    for name, each in inner:
        yield from _leaves(each, (*path, str(name)))


def _place(value: Any, number: int) -> str:
    code = value.get("code") if isinstance(value, Mapping) else None
    return str(code or number)
