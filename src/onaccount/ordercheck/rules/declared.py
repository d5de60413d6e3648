"""
What each rule of the catalogue lets a policy decide 规则声明: its numbers with their units, and the unit in which it measures.

The form of a draft, the table of a version and the list of differences are all made from this, so that a new rule appears by
itself. A rule without a declaration has nothing to set but its strength.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """In what a number of a rule is counted; the names a rule gives to what it measures."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number a policy gives to a rule: the field of `RuleSetting` that holds it, and whether the rule needs it to mean anything."""

    name: str
    unit: Unit
    is_needed: bool
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """
    The numbers of a rule, the unit an exception from it is stated in (None where only all or nothing makes sense), and the
    fields of `StandingFacts` it reads, so that a simulation can say which stored checks do not know them.
    """

    parameters: tuple[Parameter, ...] = ()
    measures: Unit | None = None
    facts: tuple[str, ...] = ()


DECLARED: Mapping[str, Declaration] = {
    "total_limit": Declaration(measures=Unit.AMOUNT),
    "order_amount": Declaration((Parameter("threshold", Unit.AMOUNT, False),), Unit.AMOUNT),
    "quantity": Declaration((Parameter("threshold", Unit.QUANTITY, False),), Unit.QUANTITY),
    "overdue_days": Declaration((Parameter("threshold", Unit.DAYS, True),), Unit.DAYS, ("overdue",)),
    "account_status": Declaration(measures=Unit.AMOUNT),
    "terms_longer": Declaration((Parameter("threshold", Unit.DAYS, False),), Unit.DAYS),
    "limit_use_over": Declaration((Parameter("threshold", Unit.PERCENT, True),), Unit.PERCENT),
    "salesperson_limit": Declaration((Parameter("threshold", Unit.AMOUNT, False),), Unit.AMOUNT),
    "overdue_amount": Declaration(
        (Parameter("threshold", Unit.AMOUNT, True), Parameter("percent", Unit.PERCENT, True)), Unit.AMOUNT
    ),
    "overdue_share": Declaration(
        (Parameter("threshold", Unit.PERCENT, True), Parameter("days", Unit.DAYS, True)), Unit.PERCENT
    ),
    "dunning_level": Declaration((Parameter("threshold", Unit.COUNT, True, Decimal(9)),), Unit.COUNT),
    "not_invoiced_days": Declaration((Parameter("threshold", Unit.DAYS, True),), Unit.DAYS),
    "previous_batch": Declaration(
        (Parameter("threshold", Unit.COUNT, False), Parameter("percent", Unit.PERCENT, False)), Unit.COUNT
    ),
    "acceptor_limit": Declaration(measures=Unit.AMOUNT, facts=("acceptors",)),
    "unpaid_ahead": Declaration((Parameter("threshold", Unit.AMOUNT, False),), Unit.AMOUNT),
    "payment_index": Declaration((Parameter("threshold", Unit.COUNT, True, Decimal(100)),)),
    "grade_below": Declaration((Parameter("threshold", Unit.COUNT, True, Decimal(10)),), Unit.COUNT),
    "review_passed": Declaration((Parameter("threshold", Unit.DAYS, False),), Unit.DAYS),
    "security_expired": Declaration((Parameter("threshold", Unit.DAYS, False),), Unit.DAYS),
}


def declared(code: str) -> Declaration:
    """This function will give what a rule lets a policy decide."""
    return DECLARED.get(code, Declaration())
