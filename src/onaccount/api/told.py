"""An answer of the check as plain JSON values, written as the documented shape `DecisionOut` says, quickly."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from onaccount.api.shapes_out import plain_amount
from onaccount.api.words import said
from onaccount.ordercheck.labels import LINES
from onaccount.ordercheck.queries import Told
from onaccount.ordercheck.rules import Finding


def told_json(told: Told) -> dict[str, Any]:
    """This function will write an answer in the language that is active, field by field as the documented operation does."""
    verdict, language = told.verdict, get_language() or ""
    return {
        "reference": told.reference,
        "order": told.order_number,
        "checkpoint": told.checkpoint,
        "outcome": verdict.outcome.value,
        "status": told.status.value,
        "amount": plain_amount(told.amount),
        "currency": told.currency,
        "free": None if verdict.free is None else plain_amount(verdict.free),
        "reasons": _reasons(verdict.standing),
        "findings": _reasons(verdict.findings),
        "arithmetic": [
            {"code": line.code, "label": _label(line.code, language), "amount": plain_amount(line.amount)}
            for line in verdict.arithmetic
        ],
        "policy_number": told.policy_number,
        "is_trial": told.is_trial,
        "decided_at": None if told.decided_at is None else _moment(told.decided_at),
        "authorisation": told.authorisation_id,
    }


def _reasons(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": finding.rule,
            "code": finding.reason.code,
            "message": said(code=finding.reason.code, facts=finding.reason.facts),
            "strength": finding.strength.value,
            "effect": finding.effect.value,
            "facts": dict(finding.reason.facts),
        }
        for finding in findings
    ]


def _moment(at: datetime) -> str:
    """UTC to the millisecond, as Django writes moments."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=256)
def _label(code: str, _language: str) -> str:
    return str(LINES[code])
