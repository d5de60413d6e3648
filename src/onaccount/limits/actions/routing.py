"""The route of a request for limits 审批路线: the way its level goes in the policy, as steps with chairs."""

from collections.abc import Iterator

from onaccount.limits.access import APPROVE, APPROVE_LARGE, OPINING
from onaccount.limits.rules.granting import Authority, Way
from onaccount.office.approval.rules import Mode, Route, Step, one_step

CHECKS = ("check.file_read", "check.why_known")


def route_of(*, level: int, authority: Authority) -> Route:
    """Give the steps of a level; level 0 has one, which the policy itself takes."""
    return Route(tuple(_steps(authority.ways[level - 1]))) if level else one_step(permission=APPROVE)


def _steps(way: Way) -> Iterator[Step]:
    opinions = tuple(OPINING[name] for name in way.heard)
    deciding = (APPROVE,) * way.approvers + (APPROVE_LARGE,) * way.management
    if opinions:
        yield Step("opinions", opinions, Mode(way.hearing), False, way.days, APPROVE if way.escalates else "", ())
    last = APPROVE_LARGE if way.escalates else ""
    code, checks = ("final" if opinions else "decide"), (CHECKS if way.checklist else ())
    yield Step(code, deciding, Mode(way.deciding), True, way.days, last, checks)
