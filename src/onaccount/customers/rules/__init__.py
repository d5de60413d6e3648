"""Rules of customers: what makes a file, a class, a detail well formed, and what financial statements must add up to.

In: drafts and figures as plain values. Out: checked values, refusals. Never: a clock, a database.
"""

from onaccount.customers.rules.files import (
    CLASS_CODE,
    IDENTITY_CHECKS,
    LEGAL_FORMS,
    LONGEST_CODE,
    ContactDraft,
    CustomerDraft,
    DetailFacts,
    DetailKind,
    ancestors,
    checked,
    checked_class,
    checked_detail,
    core_name,
    differences,
    masked,
    same_name,
    subtree,
)

__all__ = [
    "CLASS_CODE",
    "IDENTITY_CHECKS",
    "LEGAL_FORMS",
    "LONGEST_CODE",
    "ContactDraft",
    "CustomerDraft",
    "DetailFacts",
    "DetailKind",
    "ancestors",
    "checked",
    "checked_class",
    "checked_detail",
    "core_name",
    "differences",
    "masked",
    "same_name",
    "subtree",
]
