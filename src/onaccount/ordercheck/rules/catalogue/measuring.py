"""What a rule gives back: what it measured against what was allowed, with a reason in numbers."""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from onaccount.kernel.money import rounded_fact
from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.rules.facts import Snapshot
from onaccount.ordercheck.rules.policy import Policy, RuleSetting


class Measured(Struct, frozen=True):
    """
    What a rule measured and what was allowed, in `unit`. `is_hard` only a second person lifts, never a machine;
    `outlasts_release` is news that a release given before does not cover.
    """

    reason: Reason
    unit: str
    is_exceeded: bool
    measure: Decimal
    allowed: Decimal
    is_hard: bool = False
    outlasts_release: bool = False


Rule = Callable[[Snapshot, RuleSetting, Policy], tuple[Measured, ...]]


def money(amount: Decimal, snapshot: Snapshot) -> str:
    """As people write it, to the currency's minor unit; amounts of the ledger have no finer digits."""
    return rounded_fact(amount, code=snapshot.currency)


def word(is_over: bool, over: str, inside: str) -> str:
    """The code of the reason: the first word where the rule is exceeded, else the second."""
    return f"ordercheck.{over if is_over else inside}"
