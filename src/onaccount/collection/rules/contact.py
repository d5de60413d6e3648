"""
How well collectors reach people and people keep their word.

Terms: right-party contact 有效联系, promise to pay 付款承诺, kept rate 承诺兑现率, recovery rate 回收率. Rates are fractions of one.
"""

from decimal import Decimal

from onaccount.kernel.ratio import quotient


def right_party_rate(*, contacts: Decimal, right_party: Decimal) -> Decimal:
    """Say which part of the contacts reached somebody who can pay. Refuses `ratio.nothing_below`."""
    return quotient(right_party, contacts, of="contacts")


def kept_rate(*, promises_due: Decimal, promises_kept: Decimal) -> Decimal:
    """Say which part of the promises that fell due was kept, by number or by amount. Refuses `ratio.nothing_below`."""
    return quotient(promises_kept, promises_due, of="promises_due")


def recovery_rate(*, outstanding: Decimal, collected: Decimal) -> Decimal:
    """Say which part of what was outstanding came in. Refuses `ratio.nothing_below`."""
    return quotient(collected, outstanding, of="outstanding")


def promise_rate(*, right_party: Decimal, promises: Decimal) -> Decimal:
    """Say how often somebody who can pay promised to. Refuses `ratio.nothing_below`."""
    return quotient(promises, right_party, of="right_party")


def cost_to_collect(*, collecting_cost: Decimal, collected: Decimal) -> Decimal:
    """Say what each unit of money that came in has cost. Refuses `ratio.nothing_below`."""
    return quotient(collecting_cost, collected, of="collected")
