"""The policy of the credit file 档案要求: what a file must hold, and how long it keeps what is about people; one version holds both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from onaccount.customers.rules.completeness import SHIPPED_NEEDS, Need, checked_needs, needs_as_json, needs_from_json
from onaccount.customers.rules.retention import (
    SHIPPED_RETENTION,
    Retention,
    checked_retention,
    retention_as_json,
    retention_from_json,
)


@dataclass(frozen=True, slots=True)
class FilePolicy:
    """One version: the needs in the order people read them, and the retention."""

    needs: tuple[Need, ...]
    retention: Retention


SHIPPED_POLICY: Final = FilePolicy(SHIPPED_NEEDS, SHIPPED_RETENTION)


def checked_policy(*, needs: Collection[Need], retention: Retention) -> FilePolicy:
    """Give a policy of the file. Refuses what `checked_needs` and `checked_retention` refuse."""
    return FilePolicy(checked_needs(needs), checked_retention(retention))


def policy_as_json(policy: FilePolicy) -> dict[str, Any]:
    """Give the plain form in which a version keeps it."""
    return {"needs": needs_as_json(policy.needs), "retention": retention_as_json(policy.retention)}


def policy_from_json(content: Mapping[str, Any]) -> FilePolicy:
    """Read what `policy_as_json` wrote. Refuses what `checked_needs` refuses."""
    return FilePolicy(needs_from_json(content["needs"]), retention_from_json(content.get("retention")))
