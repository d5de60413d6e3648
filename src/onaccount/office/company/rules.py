"""What we know of our own company 本公司.

Simple mode 简单模式: dimensions 维度 (segments 信用范围, quantity limits 数量额度, currencies 多币种, groups 集团) that a company
does not use stay out of every form and list until they are switched on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onaccount.kernel.reasons import Refusal

DIMENSIONS = ("segments", "quantity", "currencies", "groups")
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Company:
    """Our own company: `currency` is the one its books are kept in, `dimensions` what is switched on."""

    name: str
    language: str
    currency: str
    dimensions: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Refusal("company.name_missing")
        if self.language not in LANGUAGES:
            raise Refusal("company.language_unknown", language=self.language)
        if unknown := sorted(self.dimensions.difference(DIMENSIONS)):
            raise Refusal("company.dimension_unknown", dimension=unknown[0])

    def uses(self, dimension: str) -> bool:
        """Whether a dimension is switched on."""
        return dimension in self.dimensions

    def as_json(self) -> dict[str, Any]:
        """The form that is stored."""
        return {
            "name": self.name,
            "language": self.language,
            "currency": self.currency,
            "dimensions": sorted(self.dimensions),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Company":
        """The company that `as_json` wrote."""
        return cls(data["name"], data["language"], data["currency"], frozenset(data["dimensions"]))
