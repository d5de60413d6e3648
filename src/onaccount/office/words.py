"""
The words of all stages 各环节用语: each keeps what its codes mean in its own `labels`; here they are found, so that none is left out.

A stage says its reasons in `REASONS`, the acts of the journal in `ACTS`, the titles the program gives in `TITLES`, and whatever else
it names in tables of its own.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Final

from django.utils.functional import Promise

ROOT: Final = Path(__file__).parents[1]
CODED: Final = re.compile(r"[a-z_]+(\.[a-z0-9_-]+)+( \S+)+")
"""A title of the program: a code and what follows it."""

Words = Mapping[str, str | Promise]


@cache
def reasons() -> Words:
    """Every code of a reason or a refusal with its sentence."""
    return _joined("REASONS")


@cache
def acts() -> Words:
    """Every act of the journal with what it is called."""
    return _joined("ACTS")


@cache
def titles() -> Words:
    """Every code that begins a title the program gave, with its sentence; {0}, {1} ... stand for what follows the code."""
    return _joined("TITLES")


def titled(title: str) -> str:
    """Put a stored title into the reader's language: "policy.granting 4" is the program's; what a person wrote stays as it is.

    A code without words of its own is said by the one above it: "policy.scorecard.mine 2" as scorecard "mine", version 2.
    """
    if not CODED.fullmatch(title):
        return title
    code, *facts = title.split(" ")
    known = titles().get(code)
    if known is None:
        code, _dot, own = code.rpartition(".")
        known, facts = titles().get(code), [own, *facts]
    needed = sum(field is not None for _text, field, *_ in Formatter().parse(str(known or "")))
    return title if known is None or len(facts) < needed else str(known).format(*facts)


def titles_saying(text: str) -> list[str]:
    """List the codes whose title, in the reader's language, says this text."""
    return [code for code, words in titles().items() if text.casefold() in str(words).casefold()]


@cache
def labels() -> tuple[ModuleType, ...]:
    """The `labels` of every stage, in the order of their paths."""
    paths = sorted(path.relative_to(ROOT.parent).with_suffix("") for path in ROOT.rglob("labels.py"))
    return tuple(import_module(".".join(path.parts)) for path in paths)


def _joined(table: str) -> Words:
    return {code: words for module in labels() for code, words in getattr(module, table, {}).items()}
