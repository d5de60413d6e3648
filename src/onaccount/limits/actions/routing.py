"""The route of a request for limits 审批路线: few people for little, three departments and the management for much."""

from onaccount.limits.access import APPROVE, APPROVE_LARGE, OPINE
from onaccount.limits.rules.granting import Authority
from onaccount.office.approval.rules import Mode, Route, Step, one_step

BOARD = 3
CHECKS = ("check.file_read", "check.why_known")


def route_of(*, level: int, authority: Authority) -> Route:
    """This function will give the steps of a level: one person; opinions of finance, sales and legal before; the management too."""
    days = authority.deadline_days
    if level < BOARD - 1:
        return (
            Route((Step("decide", (APPROVE,), Mode.ANY, True, days, APPROVE_LARGE, ()),))
            if level
            else one_step(permission=APPROVE)
        )
    opinions = Step("opinions", OPINE, Mode.ALL, False, days, APPROVE, ())
    deciding = (APPROVE, APPROVE_LARGE) if level >= BOARD else (APPROVE,)
    return Route((opinions, Step("final", deciding, Mode.ALL, True, days, APPROVE_LARGE, CHECKS)))
