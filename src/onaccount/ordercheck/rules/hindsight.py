"""
What a check would have seen had a limit been right: the stored snapshot with this one limit replaced, nothing else.

Terms: hindsight 事后复核. Each decision is judged alone; that an earlier one would have left more credit is not followed up.
"""

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.limits.rules import CreditLimit, Dimension, LimitType
from onaccount.ordercheck.rules.facts import LimitFacts, Snapshot, StandingFacts


class LimitPlace(Struct, frozen=True):
    """Where the wrong limit stood, as a snapshot names it: company number, own or group, segment code (None: all)."""

    number: str
    is_group: bool
    segment: str | None
    dimension: Dimension


def with_limit(snapshot: Snapshot, *, at: LimitPlace, wrong: CreditLimit, right: CreditLimit) -> Snapshot:
    """
    Give the snapshot as it would have been with the right limit.

    A credit limit is found by its node; an allowance per order by its wrong value, because a snapshot keeps only the one
    that counted. A snapshot in which the wrong limit did not count comes back as it was. It holds the rate of the right
    limit's currency, or the failure that there is none.
    """
    if at.dimension is not Dimension.EXPOSURE:
        return replace(snapshot, standing=_allowance(snapshot, at, wrong, right))
    facts = LimitFacts(
        right.type,
        _converted(snapshot, right.value, right.currency),
        _converted(snapshot, right.temporary, right.currency) or Decimal(0),
        right.temporary_until,
        right.expired_on,
        right.type is LimitType.PREPAY,
    )
    here = (at.number, at.is_group, at.segment)
    return replace(
        snapshot,
        nodes=tuple(
            replace(node, limit=facts) if (node.number, node.is_group, node.segment) == here else node
            for node in snapshot.nodes
        ),
    )


def _allowance(snapshot: Snapshot, at: LimitPlace, wrong: CreditLimit, right: CreditLimit) -> StandingFacts:
    standing = snapshot.standing
    believed = _converted(snapshot, wrong.whole, wrong.currency)
    true = _converted(snapshot, right.whole, right.currency)
    if at.number != snapshot.customer.number:
        return standing
    match at.dimension:
        case Dimension.ORDER_AMOUNT if standing.order_amount == believed:
            return replace(standing, order_amount=true)
        case Dimension.QUANTITY if standing.order_quantity == believed:
            return replace(standing, order_quantity=true)
        case Dimension.CREDIT_DAYS if standing.credit_days == believed:
            return replace(standing, credit_days=None if true is None else int(true))
    return standing


def _converted(snapshot: Snapshot, amount: Decimal | None, source: str) -> Decimal | None:
    """The amount in the snapshot's currency at the rate the check used, rounded as it rounds; None without a rate."""
    if amount is None or source in {"", snapshot.currency}:
        return amount
    rate = next((used.value for used in snapshot.rates if used.source == source), None)
    return None if rate is None else Money(amount * rate, snapshot.currency).rounded().amount
