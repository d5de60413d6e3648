"""An answer of the check as JSON, written as the documented shape `DecisionOut` says, quickly."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, Final

import msgspec
from django.utils import translation

from onaccount.api.shapes_out import DecisionOut, plain_amount
from onaccount.api.words import said
from onaccount.ordercheck.labels import LINES
from onaccount.ordercheck.queries import Told
from onaccount.ordercheck.rules import Finding, Passed

OWN: Final = ("reference", "order", "amount", "free", "findings", "arithmetic", "decided_at")
NAMES: Final = tuple(DecisionOut.model_fields)
"""The fields of an answer in the documented order; `OWN` are those in which the answers to orders that pass on one standing differ."""


def decision_json(told: Told, *, language: str) -> bytes:
    """
    Write an answer in a language, field by field as the documented operation does.

    Findings that were prepared with the standing are written once in each language, and so is whatever else the answers to orders
    that pass on it have in common.
    """
    said = told.said
    if isinstance(said, Passed):
        form = said.form(f"answer {language}", make=lambda: _form(_alike(told, language)))
        return form % _own(told, language)
    own = map(msgspec.Raw, _own(told, language))
    values = _alike(told, language) | dict(zip(OWN, own, strict=True))
    return msgspec.json.encode({name: values[name] for name in NAMES})


def _form(alike: Mapping[str, Any]) -> bytes:
    """An answer with holes for what is its own."""
    known = {name: msgspec.json.encode(value).replace(b"%", b"%%") for name, value in alike.items()}
    return b"{%b}" % b",".join([b'"%b":%b' % (name.encode(), known.get(name, b"%b")) for name in NAMES])


def _alike(told: Told, language: str) -> dict[str, Any]:
    """What the answers to all orders that pass on one standing say alike."""
    return {
        "checkpoint": told.checkpoint,
        "outcome": told.said.outcome,
        "status": told.status,
        "currency": told.currency,
        "reasons": msgspec.Raw(_findings(told.said.standing, told, language)),
        "policy_number": told.policy_number,
        "is_trial": told.is_trial,
        "authorisation": told.authorisation_id,
    }


def _own(told: Told, language: str) -> tuple[bytes, ...]:
    """What an answer says by itself as JSON, in the order of `OWN`."""
    said = told.said
    return (
        msgspec.json.encode(told.reference),
        msgspec.json.encode(told.order_number),
        b'"%b"' % _amount(told.amount),
        b"null" if said.free is None else b'"%b"' % _amount(said.free),
        _all_findings(told, language),
        _lines(tuple([line.code for line in said.arithmetic]), language)
        % tuple([_amount(line.amount) for line in said.arithmetic]),
        b"null" if told.decided_at is None else _moment(told.decided_at),
    )


def _all_findings(told: Told, language: str) -> bytes:
    if isinstance(told.said, Passed):
        return told.said.written(f"told {language}", write=partial(_finding, language=language))
    return _findings(told.said.findings, told, language)


def _findings(findings: Iterable[Finding], told: Told, language: str) -> bytes:
    write = partial(_finding, language=language)
    known = {} if told.prepared is None else told.prepared.texts(f"told {language}", write=write)
    return b"[%b]" % b",".join([known.get(id(each)) or write(each) for each in findings])


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
def _moment(at: datetime) -> bytes:
    """UTC to the millisecond, as Django writes moments."""
    return msgspec.json.encode(at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"))


def _amount(amount: Decimal) -> bytes:
    return plain_amount(amount).encode()


@lru_cache(maxsize=256)
def _lines(codes: tuple[str, ...], language: str) -> bytes:
    """The lines of an arithmetic with holes for their amounts."""
    return b"[%b]" % b",".join([_line(code, language) for code in codes])


def _line(code: str, language: str) -> bytes:
    """A line of the arithmetic with a hole for its amount."""
    with translation.override(language):
        label = str(LINES[code])
    return msgspec.json.encode({"code": code, "label": label}).replace(b"%", b"%%")[:-1] + b',"amount":"%b"}'
