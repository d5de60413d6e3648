"""
The rule catalogue 规则目录: one pure function per rule, each returning what it measured.

A rule that has nothing to measure (no allowance set, no limit anywhere) returns nothing; one that passed returns its
measure too, because a person who asks "why?" wants to see every rule. Strength, scope and exclusions are not its business.
A changed meaning is a new code: decisions of years ago still cite the old one.
"""

from collections.abc import Mapping

from onaccount.ordercheck.rules.catalogue.customer import (
    acceptor_limit,
    account_status,
    contract_missing,
    dunning_level,
    effective_term,
    grade_below,
    negative_list,
    not_invoiced_days,
    overdue_days,
    overdue_share,
    payment_index,
    review_passed,
    security_expired,
    suspended,
)
from onaccount.ordercheck.rules.catalogue.limit import (
    concentration,
    limit_missing,
    limit_use_over,
    overdue_amount,
    salesperson_limit,
    total_limit,
)
from onaccount.ordercheck.rules.catalogue.measuring import Measured, Rule
from onaccount.ordercheck.rules.catalogue.order import (
    details_changed,
    order_amount,
    previous_batch,
    quantity,
    terms_longer,
    unpaid_ahead,
)

CATALOGUE: Mapping[str, Rule] = {
    "total_limit": total_limit,
    "limit_missing": limit_missing,
    "order_amount": order_amount,
    "quantity": quantity,
    "salesperson_limit": salesperson_limit,
    "overdue_days": overdue_days,
    "overdue_amount": overdue_amount,
    "overdue_share": overdue_share,
    "dunning_level": dunning_level,
    "not_invoiced_days": not_invoiced_days,
    "acceptor_limit": acceptor_limit,
    "effective_term": effective_term,
    "previous_batch": previous_batch,
    "unpaid_ahead": unpaid_ahead,
    "account_status": account_status,
    "terms_longer": terms_longer,
    "limit_use_over": limit_use_over,
    "payment_index": payment_index,
    "grade_below": grade_below,
    "review_passed": review_passed,
    "security_expired": security_expired,
    "negative_list": negative_list,
    "details_changed": details_changed,
    "contract_missing": contract_missing,
    "concentration": concentration,
}
"""Every rule by its code, in the order in which reasons are told."""

STANDING_RULES = frozenset(
    {
        "limit_missing",
        "overdue_days",
        "overdue_share",
        "dunning_level",
        "not_invoiced_days",
        "acceptor_limit",
        "effective_term",
        "payment_index",
        "grade_below",
        "review_passed",
        "security_expired",
        "negative_list",
        "contract_missing",
    }
)
"""The rules that look at nothing but the customer's standing: measured once and kept with it."""

PER_ORDER_ALLOWANCES = frozenset({"order_amount", "quantity", "salesperson_limit"})
"""The allowances that the policy's logic `all` may relax together; the total limit is never among them."""

OF_LIMITS = frozenset({"total_limit", "limit_use_over", "overdue_amount", "salesperson_limit"})
"""The rules for which a security makes room."""

OF_ONE_ORDER = frozenset({"order_amount", "quantity"})
"""The rules on the size of one order, which count the parts of one that was split together."""

__all__ = [
    "CATALOGUE",
    "OF_LIMITS",
    "OF_ONE_ORDER",
    "PER_ORDER_ALLOWANCES",
    "STANDING_RULES",
    "Measured",
    "Rule",
    "suspended",
]
