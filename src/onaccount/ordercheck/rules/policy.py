"""
What the company decided about checking orders 信用政策: rules with their strength at each checkpoint, scopes and exclusions.

Terms: rule 规则, strength 强度, scope 适用范围, exclusion 例外, trial mode 试运行, equality 等额处理. A policy is a value: it is stored
as one version of kind `ordercheck` and never changes afterwards.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from onaccount.ordercheck.rules.discipline import ReleaseDiscipline
from onaccount.ordercheck.rules.facts import Batch, Checkpoint, CustomerFacts


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


class Unrated(StrEnum):
    """What a rule on grades makes of a customer that has none, or whose grade has lapsed 无等级或等级已失效."""

    PASSES = "passes"
    BREAKS = "breaks"


class Logic(StrEnum):
    """Whether one exceeded allowance per order holds, or only all of them together. Never relaxes the total limit."""

    ANY = "any"
    ALL = "all"


class Scope(Struct, frozen=True):
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


class RuleSetting(Struct, frozen=True):
    """
    One rule of the catalogue, switched on: its threshold where it has one, and its strength per checkpoint.

    `percent` and `days` are second numbers of rules that have two; `parts` allowances by item code, item group (`PAINT*`) or
    salesperson; `batch` says what "the previous batch" is, `unrated` whether a customer without a grade in force breaks the rule.
    """

    code: str
    threshold: Decimal | None = None
    strengths: Mapping[Checkpoint, Strength] = field(default_factory=dict)
    scope: Scope = EVERYBODY
    percent: Decimal | None = None
    days: Decimal | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    batch: Batch = Batch.DELIVERY
    unrated: Unrated = Unrated.PASSES

    def strength_at(self, checkpoint: Checkpoint) -> Strength:
        """The strength at a checkpoint; a checkpoint that is not named is off."""
        return self.strengths.get(checkpoint, Strength.OFF)


class Exclusion(Struct, frozen=True):
    """
    Leaves customers in its scope out of a broader rule while the measure stays below a value of the same unit.

    `releases_all` skips every rule a machine may skip; a hard hold is never skipped.
    """

    scope: Scope
    code: str = ""
    unit: str = ""
    below: Decimal | None = None
    releases_all: bool = False


class OverdueSwitches(Struct, frozen=True):
    """
    What counts when overdue is measured. `tiny_below` is an amount in the account's currency.

    `credits` (credit notes) and `unapplied` (cash) in: they are taken off the oldest overdue items first. A promise whose day
    has passed no longer takes its item out.
    """

    disputed: bool = False
    promised: bool = True
    credits: bool = False
    tiny_below: Decimal = Decimal(0)
    unapplied: bool = False


class Exemption(Struct, frozen=True):
    """
    Orders the credit rules leave alone 豁免, under a code of its own that the finding names: order types, classes of
    customers (intercompany), or both together. What a person stopped and the sanctions list still hold them.
    """

    code: str
    order_types: tuple[str, ...] = ()
    customer_classes: tuple[str, ...] = ()

    def covers(self, customer: CustomerFacts, *, order_type: str) -> bool:
        """Whether it is written for this customer and type of order; one that names nothing is for nobody."""
        of_type = not self.order_types or order_type in self.order_types
        of_class = not self.customer_classes or not set(self.customer_classes).isdisjoint(customer.classes)
        return bool(self.order_types or self.customer_classes) and of_type and of_class


class FailOpen(Struct, frozen=True):
    """For whom an order passes up to an amount (the account's currency) although a source of facts is stale or unreachable."""

    scope: Scope
    up_to: Decimal


class Policy(Struct, frozen=True):
    """
    One version of how orders are checked. `grace_days`: how long a passed check spares the next one at a checkpoint.

    `positive_list_passes`: the credit rules leave customers on the positive list alone. `stale_after_days`: so many days after
    the last ledger file its facts are stale (0: no file is expected); where `fail_open` says nothing, the order then waits.
    `consignment_percent`: with how much of their value goods on consignment count while they stand at the customer.
    """

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
    exemptions: tuple[Exemption, ...] = ()
    positive_list_passes: bool = False
    stale_after_days: int = 0
    fail_open: tuple[FailOpen, ...] = ()
    consignment_percent: Decimal = Decimal(100)

    def exemption_for(self, customer: CustomerFacts, *, order_type: str) -> Exemption | None:
        """The first exemption written for this customer and type of order."""
        if not self.exemptions:
            return None
        return next((each for each in self.exemptions if each.covers(customer, order_type=order_type)), None)


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
    overdue=OverdueSwitches(tiny_below=Decimal(10)),
)
"""
What a new installation starts with: four rules, a warning at the order, a hold at shipment, the real gate; remnants below 10 of
the account's currency make nobody late.
"""
