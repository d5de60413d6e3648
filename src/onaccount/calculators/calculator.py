"""
One calculator: a public rule, what it asks for and what it answers, all read off the rule's own signature.

Terms: calculator 计算器, input 输入项, spelling 别名, unit 单位, source 公式来源. A parameter that is a dataclass is laid out flat, so that a reader fills in
figures and never a structure; a rule's parameters without a default here must be given.
"""

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

from django.utils.functional import Promise

from onaccount.calculators.words.also import ALSO

Words = str | Promise


@dataclasses.dataclass(frozen=True, slots=True)
class Input:
    """One figure a calculator asks for: its name, its type, and what stands in for it when it is not given."""

    name: str
    type: Any
    default: Any = dataclasses.MISSING

    @property
    def is_required(self) -> bool:
        """Whether it must be given."""
        return self.default is dataclasses.MISSING

    @property
    def also(self) -> tuple[str, ...]:
        """The other spellings under which it may be given."""
        return ALSO.get(self.name, ())


@dataclasses.dataclass(frozen=True, slots=True)
class Calculator:
    """
    A rule under a name: `defaults` stand in for figures not given, `fixed` are never asked for.

    `unit` is the unit of a result that is a single value; the fields of other results have theirs in `words`.
    """

    name: str
    title: Words
    function: Callable[..., Any]
    source: str
    unit: str = ""
    defaults: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    fixed: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Everything it asks for, the flat fields of its dataclasses in their place."""
        return tuple(one for name, kind in self._parameters().items() for one in self._asked(name, kind))

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names in its answer; `value` for a single one."""
        kind = get_type_hints(self.function)["return"]
        return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ("value",)

    def apply(self, given: Mapping[str, Any]) -> Any:
        """Call the rule with figures of the right types, one for each input. Refuses what the rule refuses."""
        arguments: dict[str, Any] = {}
        for name, kind in self._parameters().items():
            laid_in = dataclasses.is_dataclass(kind)
            arguments[name] = self._laid_in(kind, given) if laid_in else {**given, **self.fixed}[name]
        positional = [arguments.pop(name) for name in self._positional() if name in arguments]
        return self.function(*positional, **arguments)

    def _parameters(self) -> dict[str, Any]:
        hints = get_type_hints(self.function)
        return {name: hints[name] for name in inspect.signature(self.function).parameters}

    def _positional(self) -> list[str]:
        found = inspect.signature(self.function).parameters.values()
        return [one.name for one in found if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]

    def _asked(self, name: str, kind: Any) -> list[Input]:
        if name in self.fixed:
            return []
        if not dataclasses.is_dataclass(kind):
            return [Input(name, kind, self.defaults.get(name, dataclasses.MISSING))]
        hints = get_type_hints(kind)
        fields = [one for one in dataclasses.fields(kind) if one.name not in self.fixed]
        return [Input(one.name, hints[one.name], self.defaults.get(one.name, one.default)) for one in fields]

    def _laid_in(self, kind: Any, given: Mapping[str, Any]) -> Any:
        known = {**given, **self.fixed}
        return kind(**{one.name: known[one.name] for one in dataclasses.fields(kind)})
