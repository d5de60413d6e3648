"""
The words of all stages 各环节用语: each keeps what its codes mean in its own `labels`; here they are found, so that none is left out.

A stage says its reasons in `REASONS`, the acts of the journal in `ACTS`, and whatever else it names in tables of its own.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from django.utils.functional import Promise

ROOT: Final = Path(__file__).parents[1]

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
def labels() -> tuple[ModuleType, ...]:
    """The `labels` of every stage, in the order of their paths."""
    paths = sorted(path.relative_to(ROOT.parent).with_suffix("") for path in ROOT.rglob("labels.py"))
    return tuple(import_module(".".join(path.parts)) for path in paths)


def _joined(table: str) -> Words:
    return {code: words for module in labels() for code, words in getattr(module, table, {}).items()}
