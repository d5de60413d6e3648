"""
How a check is kept 留存: without what the standing it cites says already, and without the names of fields a thousand times over.

A snapshot in short holds only what the moment and the order brought: the order, the totals, and what differs from the standing.
A verdict in short is the same verdict as lists instead of names. Both come back to the last digit: `whole_snapshot` and
`whole_verdict` give what `as_json` of the value gives. What was written whole is read as it stands.

Of an order that passes nearly every word is the standing's too: its row holds the findings once, with marks in the place of an
order's figures, and the verdict names them by their places and fills in the figures.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, cast

from msgspec import NODEFAULT, Raw, convert
from msgspec.json import decode, encode
from msgspec.structs import astuple, fields

from onaccount.ordercheck.rules.facts import NodeFacts, OrderFacts, Snapshot
from onaccount.ordercheck.rules.passing import MARKS, Passed
from onaccount.ordercheck.rules.standing import Standing, StandingNode
from onaccount.ordercheck.rules.storage import as_bytes, as_json, snapshot_from_json
from onaccount.ordercheck.rules.verdict import Finding, Verdict

Short = dict[str, Any]
Kept = list[Any]  # a finding: its reason's code and facts, then `FINDING`; in a verdict also a place and figures
NAMES: Final = Snapshot.__struct_fields__
FACTS: Final = {each.name: each.default for each in fields(Snapshot) if each.default is not NODEFAULT}
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
    said = zip(NAMES, astuple(snapshot), strict=True)
    short = {name: value for name, value in said if value is not known.get(name, NODEFAULT)}
    short["order"] = short_order(snapshot.order)
    if len(snapshot.nodes) == len(standing.nodes) and all(map(_is_filled, snapshot.nodes, standing.nodes)):
        short["nodes"] = [node.others for node in snapshot.nodes]
    return short


class ShortOrder(OrderFacts, frozen=True, omit_defaults=True):
    """An order of which only that is written which orders do not usually say."""


def short_order(order: OrderFacts) -> ShortOrder:
    """Give what an order says that orders do not usually say, to be written."""
    return ShortOrder(*astuple(order))


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


def short_verdict(verdict: Verdict | Passed, *, cites: bool = False) -> Short:
    """
    Write a verdict with lists in the place of names; a finding is its reason's code and facts, then `FINDING`.

    Where it `cites`, the row of the standing holds `kept_findings` of what the order was judged with, and they are named by place.
    """
    return {
        "outcome": verdict.outcome,
        "free": verdict.free,
        "is_authorised": verdict.is_authorised,
        "findings": _findings(verdict, cites=cites),
        "arithmetic": [(line.code, line.amount) for line in verdict.arithmetic],
    }


def kept_findings(findings: Sequence[Finding]) -> list[Kept]:
    """Write findings as the row of a standing holds them for the verdicts that cite them."""
    kept: list[Kept] = as_json({"findings": [_finding(each) for each in findings]})["findings"]
    return kept


def whole_verdict(short: Mapping[str, Any], known: Callable[[], Sequence[Kept]]) -> dict[str, Any]:
    """Give the verdict as `as_json` writes it from its short form; `known` reads the findings it may cite."""
    findings = [each if isinstance(each, dict) else _named(*_words(each, known)) for each in short["findings"]]
    lines = [each if isinstance(each, dict) else {"code": each[0], "amount": each[1]} for each in short["arithmetic"]]
    return dict(short) | {"findings": findings, "arithmetic": lines}


def _findings(verdict: Verdict | Passed, *, cites: bool) -> Any:
    if not isinstance(verdict, Passed):
        return [_finding(each) for each in verdict.findings]
    return Raw(verdict.cited if cites else verdict.written("short", write=_as_written))


def _words(kept: int | Kept, known: Callable[[], Sequence[Kept]]) -> Kept:
    """What a verdict says of a finding: itself, or what stands at a place, alone or with figures."""
    place, figures = (kept, {}) if isinstance(kept, int) else kept[:2]
    if not isinstance(place, int):
        return cast("Kept", kept)
    found = encode(known()[place])
    return cast("Kept", decode(MARKS.sub(lambda mark: _figure(mark, figures), found)))


def _figure(mark: re.Match[bytes], figures: Mapping[str, Any]) -> bytes:
    figure = figures[(mark[1] or mark[2]).decode()]
    return encode(figure) if mark[1] else str(figure).encode()


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
    return same and node.is_group is of.is_group and node.security == of.security and not node.secured
