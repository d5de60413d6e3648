"""
Exposure and headroom from figures typed in, for whoever does the sum on paper.

Terms: exposure 信用占用, headroom 可用额度. The same stages and the same equality as the order check, without a ledger.
"""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.ordercheck.rules.arithmetic import HUNDRED, secured_by
from onaccount.ordercheck.rules.facts import Security
from onaccount.ordercheck.rules.policy import Equality

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PaperAccount:
    """A customer's figures: limits, what stands in each stage, money not yet applied, and the order asked about."""

    limit: Decimal
    temporary_limit: Decimal
    is_temporary_valid: bool
    security: Decimal
    open_orders: Decimal
    open_deliveries: Decimal
    unposted_invoices: Decimal
    open_items: Decimal
    bills: Decimal
    unapplied_cash: Decimal
    counts_unapplied_cash: bool
    order_amount: Decimal
    equality: Equality


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """The limit available, exposure before and after the order, what is free now, and whether the order fits."""

    available_limit: Decimal
    exposure: Decimal
    exposure_after: Decimal
    available: Decimal
    is_within: bool


def paper_headroom(account: PaperAccount) -> PaperAnswer:
    """Add the stages, take unapplied cash off if that is the policy, never below zero, and compare by the policy on equality."""
    a = account
    limit = a.limit + (a.temporary_limit if a.is_temporary_valid else ZERO) + a.security
    stages = a.open_orders + a.open_deliveries + a.unposted_invoices + a.open_items + a.bills
    cash = a.unapplied_cash if a.counts_unapplied_cash else ZERO
    before, after = max(ZERO, stages - cash), max(ZERO, stages - cash + a.order_amount)
    is_within = after < limit or (after == limit and a.equality is Equality.ALLOWED)
    return PaperAnswer(limit, before, after, limit - before, is_within)


def secured_limit(*, limit: Decimal, secured_value: Decimal, counted_share: Decimal, is_in_exposure: bool) -> Decimal:
    """
    Say how far exposure may go with one security: limit + value x share, less the value if exposure holds it.

    A policy over 50,000 counted at half lifts 100,000 to 125,000, and to 75,000 where its value is already inside the exposure.
    """
    security = Security("paper", secured_value, counted_share * HUNDRED, is_in_exposure)
    return limit + secured_by((security,))
