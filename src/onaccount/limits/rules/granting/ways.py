"""
The way a request goes at each level of authority 审批路线, as data a manager edits.

Terms: department 会签部门 (finance, sales, legal), countersign 会签 (all), either signs 或签 (one is enough), approver 审批人
(who may approve limits), management 管理层 (who may approve the largest). Added signers 加签 and handing on 转审 need no line
here: whoever may speak may do both. A higher level never asks fewer people than a lower one, or the strictest would not win.
Source: domain rules section 10.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from onaccount.kernel.reasons import Reason

DEPARTMENTS = ("finance", "sales", "legal")


class Signing(StrEnum):
    """How many must sign: all of them 会签, or any one 或签."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Way:
    """
    One level's way: which departments are heard before and how many of them, then who decides and how many of those.

    `approvers` and `management` count the chairs of the deciding step. `days` is the deadline of each step (0: none), after
    which the management may speak too where `escalates`; `checklist` asks for its lines to be ticked before somebody decides.
    """

    finance: bool
    sales: bool
    legal: bool
    hearing: Signing
    approvers: int
    management: int
    deciding: Signing
    days: int
    escalates: bool
    checklist: bool

    @property
    def heard(self) -> tuple[str, ...]:
        """The departments whose opinions are asked for, in the order of `DEPARTMENTS`."""
        return tuple(name for name in DEPARTMENTS if getattr(self, name))

    @property
    def opinions(self) -> int:
        """How many opinions must be there before anybody decides."""
        return len(self.heard) if self.hearing is Signing.ALL else min(1, len(self.heard))

    @property
    def deciders(self) -> int:
        """How many people must agree in the end."""
        chairs = self.approvers + self.management
        return chairs if self.deciding is Signing.ALL else min(1, chairs)

    @property
    def leaders(self) -> int:
        """How many of those must be of the management."""
        if self.deciding is Signing.ALL:
            return self.management
        return 0 if self.approvers else min(1, self.management)


SHIPPED_WAYS = (
    Way(False, False, False, Signing.ALL, 1, 0, Signing.ANY, 3, True, False),
    Way(True, True, True, Signing.ALL, 1, 0, Signing.ALL, 3, True, True),
    Way(True, True, True, Signing.ALL, 1, 1, Signing.ALL, 3, True, True),
)
"""The ways of levels 1 to 3: one other person; three departments before; two deciders, one of them of the management."""


def way_faults(ways: tuple[Way, ...]) -> Iterator[Reason]:
    """Name what makes ways unsound: nobody decides, or a higher level asks fewer people than a lower one."""
    for level, way in enumerate(ways, start=1):
        if not way.deciders:
            yield Reason("granting.nobody_decides", {"level": level})
    for level, (lower, higher) in enumerate(pairwise(ways), start=2):
        pairs = ((lower.opinions, higher.opinions), (lower.deciders, higher.deciders), (lower.leaders, higher.leaders))
        if any(more > less for more, less in pairs):
            yield Reason("granting.way_weaker", {"level": level, "below": level - 1})


def way_from_json(data: Mapping[str, Any]) -> Way:
    """Read a way back."""
    return Way(**{**data, "hearing": Signing(data["hearing"]), "deciding": Signing(data["deciding"])})
