"""What binds an approval to its content 内容指纹: the hash of what was asked, and where new content differs from old."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


def content_hash(content: Mapping[str, Any]) -> str:
    """Give the SHA-256 of the content in its canonical JSON form."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where new content differs from old: the path of names to it, and the two values (None = absent)."""

    path: tuple[str, ...]
    old: Any
    new: Any


def differences(*, old: Any, new: Any) -> tuple[Difference, ...]:
    """Compare two contents name by name; entries of a list are told apart by their `code`, else by place."""
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
