"""An answer of the check as plain JSON values, written as the documented shape `DecisionOut` says, quickly."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

import msgspec
from django.utils import translation

from onaccount.api.shapes_out import plain_amount
from onaccount.api.words import said
from onaccount.ordercheck.labels import LINES
from onaccount.ordercheck.queries import Told
from onaccount.ordercheck.rules import Finding, Passed, Verdict


def decision_json(told: Told, *, language: str) -> dict[str, Any]:
    """
    Write an answer in a language, field by field as the documented operation does.

    Findings that were prepared with the standing are written once in each language.
    """
    verdict, write = told.said, partial(_finding, language=language)
    known = {} if told.prepared is None else told.prepared.texts(f"told {language}", write=write)
    return {
        "reference": told.reference,
        "order": told.order_number,
        "checkpoint": told.checkpoint,
        "outcome": verdict.outcome,
        "status": told.status,
        "amount": plain_amount(told.amount),
        "currency": told.currency,
        "free": None if verdict.free is None else plain_amount(verdict.free),
        "reasons": _findings(verdict.standing, known, write),
        "findings": _all_findings(verdict, known, write, language),
        "arithmetic": [
            {"code": line.code, "label": _label(line.code, language), "amount": plain_amount(line.amount)}
            for line in verdict.arithmetic
        ],
        "policy_number": told.policy_number,
        "is_trial": told.is_trial,
        "decided_at": None if told.decided_at is None else _moment(told.decided_at),
        "authorisation": told.authorisation_id,
    }


def _all_findings(
    verdict: Verdict | Passed, known: Mapping[int, bytes], write: Callable[[Finding], bytes], language: str
) -> msgspec.Raw:
    if isinstance(verdict, Passed):
        return msgspec.Raw(verdict.written(f"told {language}", write=write))
    return _findings(verdict.findings, known, write)


def _findings(
    findings: Iterable[Finding], known: Mapping[int, bytes], write: Callable[[Finding], bytes]
) -> msgspec.Raw:
    return msgspec.Raw(b"[%b]" % b",".join([known.get(id(each)) or write(each) for each in findings]))


def _finding(finding: Finding, *, language: str) -> bytes:
    reason = finding.reason
    return msgspec.json.encode(
        {
            "rule": finding.rule,
            "code": reason.code,
            "message": said(code=reason.code, facts=reason.facts, language=language),
            "strength": finding.strength,
            "effect": finding.effect,
            "facts": dict(reason.facts),
        }
    )


@lru_cache(maxsize=64)
def _moment(at: datetime) -> str:
    """UTC to the millisecond, as Django writes moments."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@lru_cache(maxsize=256)
def _label(code: str, language: str) -> str:
    with translation.override(language):
        return str(LINES[code])
