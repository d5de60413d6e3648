"""
The route of a request 审批流程: steps in order, and in each the chairs that must or may speak.

Terms: step 环节, chair 席位 (filled by any holder of a right, or by one named person), countersign 会签 (all chairs), either
signs 或签 (one chair is enough), checklist 核对清单. An advising step collects opinions 意见 and goes on whatever they say; a
deciding step 终审 ends the request with the first rejection. A route is data: the stage that asks chooses it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Mode(StrEnum):
    """How many chairs of a step must agree: all of them 会签, or any one 或签."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Chair:
    """
    A place at which one person speaks: a holder of `permission`, or of `also` after a deadline; or only `person_id`.

    `must` chairs (added signers 加签) are heard whatever the mode of the step.
    """

    number: int
    permission: str
    person_id: int | None
    must: bool
    also: str


@dataclass(frozen=True, slots=True)
class Step:
    """
    One step: a right for each chair, how many must agree, and whether it decides or advises.

    `days` is the deadline in calendar days (0: none), `escalates_to` the right that may speak too once it has passed.
    `checklist` names what must be ticked before anybody of this step agrees.
    """

    code: str
    chairs: tuple[str, ...]
    mode: Mode
    decides: bool
    days: int
    escalates_to: str
    checklist: tuple[str, ...]

    def seats(self) -> tuple[Chair, ...]:
        """The chairs as they stand when the step begins."""
        return tuple(Chair(number, right, None, False, "") for number, right in enumerate(self.chairs, start=1))


@dataclass(frozen=True, slots=True)
class Route:
    """Steps in order; the last one decides."""

    steps: tuple[Step, ...]


def one_step(*, permission: str) -> Route:
    """Make the shortest route: one other person who holds the right decides, without a deadline."""
    return Route((Step("decide", (permission,), Mode.ANY, True, 0, "", ()),))


def route_as_json(route: Route) -> dict[str, Any]:
    """Write a route as it is kept with its request."""
    return asdict(route)


def route_from_json(data: Mapping[str, Any]) -> Route:
    """Read a route back."""
    return Route(tuple(_step(each) for each in data["steps"]))


def _step(data: Mapping[str, Any]) -> Step:
    return Step(
        code=data["code"],
        chairs=tuple(data["chairs"]),
        mode=Mode(data["mode"]),
        decides=data["decides"],
        days=data["days"],
        escalates_to=data["escalates_to"],
        checklist=tuple(data["checklist"]),
    )
