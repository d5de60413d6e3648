"""
What each rule of the catalogue lets a policy decide 规则声明: its numbers with their units, and the unit in which it measures.

The form of a draft, the table of a version and the list of differences are all made from this, so that a new rule appears by
itself. A rule without a declaration has nothing to set but its strength.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct


class Unit(StrEnum):
    """In what a number of a rule is counted; the names a rule gives to what it measures."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"


class Parameter(Struct, frozen=True):
    """One number a policy gives to a rule: the field of `RuleSetting` that holds it, and whether the rule needs it to mean anything."""

    name: str
    unit: Unit
    is_needed: bool
    most: Decimal | None = None


class Keys(StrEnum):
    """What the names in a rule's list of numbers are: items and item groups, or the salespeople's sign-in names."""

    ITEM = "item"
    SALESPERSON = "salesperson"


class Declaration(Struct, frozen=True):
    """
    The numbers of a rule, the unit an exception from it is stated in (None where only all or nothing makes sense), what it
    reads, and what else a policy gives to it: a list of numbers by name, what a batch is, what becomes of whoever has no grade.

    `facts` are the fields of `StandingFacts` it reads, so that a simulation can say which stored checks do not know them;
    `reads` the other fields of `Snapshot`.
    """

    parameters: tuple[Parameter, ...] = ()
    measures: Unit | None = None
    facts: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    parts: Keys | None = None
    has_batch: bool = False
    has_unrated: bool = False

    @property
    def extras(self) -> tuple[str, ...]:
        """Name what a policy gives to the rule beside its numbers."""
        has = {"parts": self.parts is not None, "batch": self.has_batch, "unrated": self.has_unrated}
        return tuple(name for name, is_wanted in has.items() if is_wanted)


def _threshold(unit: Unit, *, is_needed: bool, most: Decimal | None = None) -> Parameter:
    return Parameter("threshold", unit, is_needed, most)


_LIMIT = ("nodes", "exposure", "secured", "order")
DECLARED: Mapping[str, Declaration] = {
    "total_limit": Declaration(measures=Unit.AMOUNT, reads=_LIMIT),
    "limit_missing": Declaration(reads=("nodes",)),
    "order_amount": Declaration(
        (_threshold(Unit.AMOUNT, is_needed=False),), Unit.AMOUNT, facts=("order_amount",), reads=("order",)
    ),
    "quantity": Declaration(
        (_threshold(Unit.QUANTITY, is_needed=False),),
        Unit.QUANTITY,
        facts=("order_quantity",),
        reads=("order",),
        parts=Keys.ITEM,
    ),
    "overdue_days": Declaration((_threshold(Unit.DAYS, is_needed=True),), Unit.DAYS, facts=("overdue",)),
    "account_status": Declaration(
        measures=Unit.AMOUNT, facts=("suspensions", "invoiced_since_prepay"), reads=("exposure", "order")
    ),
    "terms_longer": Declaration(
        (_threshold(Unit.DAYS, is_needed=False),), Unit.DAYS, facts=("credit_days",), reads=("order",)
    ),
    "limit_use_over": Declaration((_threshold(Unit.PERCENT, is_needed=True),), Unit.PERCENT, reads=_LIMIT),
    "salesperson_limit": Declaration(
        (_threshold(Unit.AMOUNT, is_needed=False),), Unit.AMOUNT, reads=("order",), parts=Keys.SALESPERSON
    ),
    "overdue_amount": Declaration(
        (_threshold(Unit.AMOUNT, is_needed=True), Parameter("percent", Unit.PERCENT, True)),
        Unit.AMOUNT,
        facts=("overdue",),
        reads=_LIMIT,
    ),
    "overdue_share": Declaration(
        (_threshold(Unit.PERCENT, is_needed=True), Parameter("days", Unit.DAYS, True)),
        Unit.PERCENT,
        facts=("overdue", "balance", "older"),
    ),
    "dunning_level": Declaration(
        (_threshold(Unit.COUNT, is_needed=True, most=Decimal(9)),), Unit.COUNT, facts=("dunning_level",)
    ),
    "not_invoiced_days": Declaration(
        (_threshold(Unit.DAYS, is_needed=True),), Unit.DAYS, facts=("not_invoiced",), reads=("as_of",)
    ),
    "previous_batch": Declaration(
        (_threshold(Unit.COUNT, is_needed=False), Parameter("percent", Unit.PERCENT, False)),
        Unit.COUNT,
        facts=("batches",),
        reads=("order", "as_of", "checkpoint"),
        has_batch=True,
    ),
    "acceptor_limit": Declaration(measures=Unit.AMOUNT, facts=("acceptors",)),
    "effective_term": Declaration((_threshold(Unit.DAYS, is_needed=True),), Unit.DAYS, facts=("longest_bill",)),
    "unpaid_ahead": Declaration(
        (_threshold(Unit.AMOUNT, is_needed=False),), Unit.AMOUNT, reads=("order", "checkpoint")
    ),
    "payment_index": Declaration(
        (_threshold(Unit.COUNT, is_needed=True, most=Decimal(100)),), facts=("payment_index",)
    ),
    "grade_below": Declaration(
        (_threshold(Unit.COUNT, is_needed=True, most=Decimal(10)),),
        Unit.COUNT,
        facts=("grade", "grade_rank"),
        has_unrated=True,
    ),
    "review_passed": Declaration(
        (_threshold(Unit.DAYS, is_needed=False),), Unit.DAYS, facts=("review_date",), reads=("as_of",)
    ),
    "security_expired": Declaration(
        (_threshold(Unit.DAYS, is_needed=False),), Unit.DAYS, facts=("lapsed",), reads=("as_of",)
    ),
    "negative_list": Declaration(facts=("listings",)),
    "contract_missing": Declaration(facts=("contract",)),
    "concentration": Declaration(
        (_threshold(Unit.PERCENT, is_needed=True, most=Decimal(100)),),
        Unit.PERCENT,
        facts=("around",),
        reads=("exposure", "order"),
    ),
    "details_changed": Declaration(facts=("details",), reads=("order", "passed_at", "waived")),
}


def declared(code: str) -> Declaration:
    """Give what a rule lets a policy decide and what it reads."""
    return DECLARED.get(code, Declaration())
