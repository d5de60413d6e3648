"""
What the company decided about checking orders 信用政策: rules with their strength at each checkpoint, scopes and exclusions.

Terms: rule 规则, strength 强度, scope 适用范围, exclusion 例外, trial mode 试运行, equality 等额处理. A policy is a value: it is stored
as one version of kind `ordercheck` and never changes afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from onaccount.ordercheck.rules.discipline import ReleaseDiscipline
from onaccount.ordercheck.rules.facts import Checkpoint, CustomerFacts


class Strength(StrEnum):
    """What a rule that fires does at a checkpoint."""

    OFF = "off"
    WARN = "warn"
    HOLD = "hold"
    REFUSE = "refuse"


class Mode(StrEnum):
    """`trial`: decide and record, hold nothing; `live`: the verdict counts."""

    TRIAL = "trial"
    LIVE = "live"


class Equality(StrEnum):
    """Whether an exposure exactly equal to the limit is inside it."""

    ALLOWED = "allowed"
    EXCEEDS = "exceeds"


class Logic(StrEnum):
    """Whether one exceeded allowance per order holds, or only all of them together. Never relaxes the total limit."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom: one customer, a class of customers, or everybody."""

    customer: str | None = None
    customer_class: str | None = None

    def nearness(self, customer: CustomerFacts) -> int | None:
        """How near this scope is to the customer: 2 itself, 1 its class, 0 everybody; None if it does not apply."""
        if self.customer is not None:
            return 2 if self.customer == customer.number else None
        if self.customer_class is not None:
            return 1 if self.customer_class in customer.classes else None
        return 0


EVERYBODY = Scope()


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """One rule of the catalogue, switched on: its threshold where it has one, and its strength per checkpoint."""

    code: str
    threshold: Decimal | None = None
    strengths: Mapping[Checkpoint, Strength] = field(default_factory=dict)
    scope: Scope = EVERYBODY

    def strength_at(self, checkpoint: Checkpoint) -> Strength:
        """The strength at a checkpoint; a checkpoint that is not named is off."""
        return self.strengths.get(checkpoint, Strength.OFF)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """
    Leaves customers in its scope out of a broader rule while the measure stays below a value of the same unit.

    `releases_all` skips every rule a machine may skip; a hard hold is never skipped.
    """

    scope: Scope
    code: str = ""
    unit: str = ""
    below: Decimal | None = None
    releases_all: bool = False


@dataclass(frozen=True, slots=True)
class OverdueSwitches:
    """What counts when days overdue are measured. `tiny_below` is an amount in the account's currency."""

    disputed: bool = False
    promised: bool = True
    credits: bool = False
    tiny_below: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of how orders are checked. `grace_days`: how long a passed check spares the next one at a checkpoint."""

    number: int
    mode: Mode
    rules: tuple[RuleSetting, ...]
    exclusions: tuple[Exclusion, ...] = ()
    equality: Equality = Equality.ALLOWED
    logic: Logic = Logic.ANY
    counts_credits: bool = True
    releases_when_clear: bool = True
    overdue: OverdueSwitches = field(default_factory=OverdueSwitches)
    release: ReleaseDiscipline = field(default_factory=ReleaseDiscipline)
    grace_days: Mapping[Checkpoint, int] = field(default_factory=dict)


_WARN_THEN_HOLD = {
    Checkpoint.ORDER: Strength.WARN,
    Checkpoint.CHANGE: Strength.WARN,
    Checkpoint.PICK: Strength.WARN,
    Checkpoint.SHIP: Strength.HOLD,
}
_HOLD = dict.fromkeys((Checkpoint.ORDER, Checkpoint.CHANGE, Checkpoint.SHIP), Strength.HOLD)

STARTING_POLICY = Policy(
    number=0,
    mode=Mode.LIVE,
    rules=(
        RuleSetting("total_limit", strengths=_WARN_THEN_HOLD),
        RuleSetting("limit_missing", strengths=_WARN_THEN_HOLD),
        RuleSetting("overdue_days", threshold=Decimal(30), strengths=_WARN_THEN_HOLD),
        RuleSetting("account_status", strengths=_HOLD),
    ),
)
"""What a new installation starts with: four rules, a warning at the order, a hold at shipment, the real gate."""
