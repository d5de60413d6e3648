"""Rules of limits: pure judgement on journal lines, proposals, their effects, and what imported figures mean.

In: lines, days, orders as plain values. Out: spans in force, the limit on a day, reasons. Never: a clock, a database.
"""

from onaccount.limits.rules.fold import CreditLimit, Span, act_for, fold, in_force, limit_on, refuse_two_currencies
from onaccount.limits.rules.history import (
    Effect,
    Entry,
    Experience,
    balances,
    effect_of,
    experience,
    largest,
    month_ends,
)
from onaccount.limits.rules.imported import ImportedMeaning, Meaning, looks_like_no_limit, read_imported
from onaccount.limits.rules.listings import NEEDS_TWO, ListingDraft, ListingKind, checked_listing, refuse_lifting
from onaccount.limits.rules.proposals import Asked, Checked, Draft, Expiry, bound_after, check, lines_of
from onaccount.limits.rules.storage import (
    Change,
    Question,
    change_as_json,
    change_from_json,
    reasons_of,
    told_after,
    told_before,
)
from onaccount.limits.rules.words import (
    MONEY,
    Act,
    Dimension,
    LimitType,
    Line,
    Place,
    Reach,
    SuspensionKind,
)

__all__ = [
    "MONEY",
    "NEEDS_TWO",
    "Act",
    "Asked",
    "Change",
    "Checked",
    "CreditLimit",
    "Dimension",
    "Draft",
    "Effect",
    "Entry",
    "Experience",
    "Expiry",
    "ImportedMeaning",
    "LimitType",
    "Line",
    "ListingDraft",
    "ListingKind",
    "Meaning",
    "Place",
    "Question",
    "Reach",
    "Span",
    "SuspensionKind",
    "act_for",
    "balances",
    "bound_after",
    "change_as_json",
    "change_from_json",
    "check",
    "checked_listing",
    "effect_of",
    "experience",
    "fold",
    "in_force",
    "largest",
    "limit_on",
    "lines_of",
    "looks_like_no_limit",
    "month_ends",
    "read_imported",
    "reasons_of",
    "refuse_lifting",
    "refuse_two_currencies",
    "told_after",
    "told_before",
]
