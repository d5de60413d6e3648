"""
How a check is kept 留存: without what the standing it cites says already, and without the names of fields a thousand times over.

A snapshot in short holds only what the moment and the order brought: the order, the totals, and what differs from the standing.
A verdict in short is the same verdict as lists instead of names. Both come back to the last digit: `whole_snapshot` and
`whole_verdict` give what `as_json` of the value gives. What was written whole is read as it stands.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, Final

from msgspec import Raw, convert

from onaccount.ordercheck.rules.facts import NodeFacts, OrderFacts, Snapshot
from onaccount.ordercheck.rules.passing import Passed
from onaccount.ordercheck.rules.standing import Standing, StandingNode
from onaccount.ordercheck.rules.storage import as_bytes, as_json, snapshot_from_json
from onaccount.ordercheck.rules.verdict import Finding, Verdict

Short = dict[str, Any]
USUAL: Final = {each.name: each.default for each in fields(OrderFacts)}
NAMES: Final = tuple(each.name for each in fields(Snapshot))
FACTS: Final = {each.name: each.default for each in fields(Snapshot) if each.default is not MISSING}
SHARED: Final = ("as_of", "currency", "customer", "rates", "failures")
FINDING: Final = ("rule", "unit", "measure", "allowed", "strength", "effect", "is_hard")


def short_snapshot(snapshot: Snapshot, standing: Standing | None) -> Short:
    """
    Give what a snapshot holds beyond the standing it was made from; without one, the whole of it.

    A part counts as the standing's only where it is the very same value, so that nothing equal but written otherwise is lost.
    """
    if standing is None:
        return {name: getattr(snapshot, name) for name in NAMES}
    known = FACTS | {name: getattr(standing, name) for name in SHARED} | {"standing": standing.facts}
    short = {name: value for name in NAMES if (value := getattr(snapshot, name)) is not known.get(name, MISSING)}
    short["order"] = {
        name: value for name, usual in USUAL.items() if (value := getattr(snapshot.order, name)) is not usual
    }
    if len(snapshot.nodes) == len(standing.nodes) and all(map(_is_filled, snapshot.nodes, standing.nodes)):
        short["nodes"] = [node.others for node in snapshot.nodes]
    return short


def whole_snapshot(short: Mapping[str, Any], standing: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give the whole snapshot, as `as_json` writes it, from its short form and the standing's JSON."""
    if standing is None:
        return as_json(snapshot_from_json(short))
    found = {name: standing[name] for name in SHARED} | {"standing": standing["facts"], "nodes": []} | dict(short)
    if found["nodes"] and all(isinstance(node, str) for node in found["nodes"]):
        found["nodes"] = [
            {name: node[name] for name in ("number", "name", "is_group", "limit", "segment", "security")}
            | {"others": others}
            for node, others in zip(standing["nodes"], found["nodes"], strict=True)
        ]
    return as_json(snapshot_from_json(found))


def whole_of(short: Mapping[str, Any]) -> Decimal:
    """Say what the whole order came to, which the short form tells without the standing."""
    return convert(short["order"], OrderFacts).whole


def short_verdict(verdict: Verdict | Passed) -> Short:
    """Write a verdict with lists in the place of names; a finding is its reason's code and facts, then `FINDING`."""
    return {
        "outcome": verdict.outcome,
        "free": verdict.free,
        "is_authorised": verdict.is_authorised,
        "findings": _findings(verdict),
        "arithmetic": [(line.code, line.amount) for line in verdict.arithmetic],
    }


def whole_verdict(short: Mapping[str, Any]) -> dict[str, Any]:
    """Give the verdict as `as_json` writes it from its short form."""
    findings = [each if isinstance(each, dict) else _named(*each) for each in short["findings"]]
    lines = [each if isinstance(each, dict) else {"code": each[0], "amount": each[1]} for each in short["arithmetic"]]
    return dict(short) | {"findings": findings, "arithmetic": lines}


def _findings(verdict: Verdict | Passed) -> Any:
    if isinstance(verdict, Passed):
        return Raw(verdict.written("short", write=_as_written))
    return [_finding(each) for each in verdict.findings]


def _as_written(each: Finding) -> bytes:
    return as_bytes(_finding(each))


def _finding(each: Finding) -> tuple[Any, ...]:
    return (
        each.reason.code,
        each.reason.facts,
        each.rule,
        each.unit,
        each.measure,
        each.allowed,
        each.strength,
        each.effect,
        each.is_hard,
    )


def _named(code: str, facts: Mapping[str, Any], *values: Any) -> dict[str, Any]:
    return {"reason": {"code": code, "facts": facts}} | dict(zip(FINDING, values, strict=True))


def _is_filled(node: NodeFacts, of: StandingNode) -> bool:
    """Whether the node is the standing's own, filled with what others occupy."""
    same = node.limit is of.limit and node.number is of.number and node.name is of.name and node.segment is of.segment
    return same and node.is_group is of.is_group and node.security == of.security
