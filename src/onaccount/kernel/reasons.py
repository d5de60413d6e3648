"""
Why something is so, and the business saying no.

Terms: reason 理由 (a code with the numbers it saw), refusal 拒绝 (an exception that carries a reason).
A reason is stored as JSON and read back years later, so its facts are plain JSON values from the very first moment:
decimals are written as strings, dates as ISO 8601. A reason computed now equals the same reason read from the database.
Words for people are made from the code by each stage's `labels`, never here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol, cast
from uuid import UUID

CODE_SHAPE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")

JsonScalar = str | int | bool | None


class SpeaksForItself(Protocol):
    """A value that knows how it is written as a fact, as Money does ("1234.50 CNY")."""

    def as_fact(self) -> JsonScalar: ...


def fact(value: Any) -> JsonScalar:
    """
    The JSON scalar that stands for one value in a stored reason.

    Decimal becomes a plain string without exponent, date and datetime ISO 8601, an enum its value, a UUID its text, Money
    "1234.50 CNY". Anything else, float above all, is a programming error (TypeError).
    """
    written = _WRITTEN.get(type(value))
    if written is not None:
        return written(value)
    if isinstance(value, Enum):
        return fact(value.value)
    if isinstance(value, str):  # text marked as safe for a page, and the like
        return str(value)
    if hasattr(value, "as_fact"):  # asked by hand: a check against the protocol takes ten times as long
        return cast("SpeaksForItself", value).as_fact()
    raise TypeError(f"not a fact: {value!r}")


def _as_it_is(value: JsonScalar) -> JsonScalar:
    return value


_PLAIN: frozenset[type] = frozenset((str, int, bool, type(None)))
_WRITTEN: Mapping[type, Callable[[Any], JsonScalar]] = {
    **dict.fromkeys(_PLAIN, _as_it_is),
    Decimal: "{:f}".format,
    date: date.isoformat,
    datetime: datetime.isoformat,
    UUID: str,
}


def as_json_value(value: Any) -> Any:
    """The same for whole structures, as the journal stores them: mappings and sequences of facts, however deep."""
    written = _WRITTEN.get(type(value))
    if written is not None:
        return written(value)
    if isinstance(value, Mapping):
        return {str(fact(name)): as_json_value(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json_value(inner) for inner in value]
    return fact(value)


@lru_cache(maxsize=10_000)
def _is_code(code: str) -> bool:
    return CODE_SHAPE.fullmatch(code) is not None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a dotted lower-case code such as `order.over_limit`, and the facts it rests on."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not _is_code(self.code):
            raise ValueError(f"a reason's code is lower-case words joined by dots: {self.code!r}")
        plain = {
            name: value if type(value := self.facts[name]) in _PLAIN else fact(value) for name in sorted(self.facts)
        }
        object.__setattr__(self, "facts", MappingProxyType(plain))

    def __reduce__(self) -> tuple[type["Reason"], tuple[str, dict[str, JsonScalar]]]:
        return type(self), (self.code, dict(self.facts))

    def as_json(self) -> dict[str, Any]:
        """The stable form that is stored and sealed: the code, then the facts sorted by name."""
        return {"code": self.code, "facts": dict(self.facts)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reason":
        """The reason that `as_json` wrote."""
        return cls(data["code"], data["facts"])


class Refusal(Exception):  # noqa: N818 a refusal is an answer, not an error
    """
    The business says no: `Refusal("currency.unknown", code="XYZ")`.

    Stages subclass it beside the action that raises it. The edge answers 409 or 422 with the reason in words.
    """

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code)
        self.reason = Reason(code, facts)

    @property
    def code(self) -> str:
        """The code of the reason."""
        return self.reason.code

    @property
    def facts(self) -> Mapping[str, JsonScalar]:
        """The facts of the reason, as plain JSON values."""
        return self.reason.facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({told})" if told else self.code
