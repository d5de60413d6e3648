"""Rules of limits: pure judgement on journal lines, proposals, their effects, and what imported figures mean.

In: lines, days, orders as plain values. Out: spans in force, the limit on a day, reasons. Never: a clock, a database.
"""

from onaccount.limits.rules.fold import CreditLimit, Span, act_for, fold, in_force, limit_on
from onaccount.limits.rules.history import Effect, Entry, Experience, balances, effect_of, experience, month_ends
from onaccount.limits.rules.imported import ImportedMeaning, Meaning, looks_like_no_limit, read_imported
from onaccount.limits.rules.proposals import Asked, Checked, Draft, Expiry, check, lines_of
from onaccount.limits.rules.words import (
    MONEY,
    Act,
    Dimension,
    LimitType,
    Line,
    Reach,
    SuspensionKind,
)

__all__ = [
    "MONEY",
    "Act",
    "Asked",
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
    "Meaning",
    "Reach",
    "Span",
    "SuspensionKind",
    "act_for",
    "balances",
    "check",
    "effect_of",
    "experience",
    "fold",
    "in_force",
    "limit_on",
    "lines_of",
    "looks_like_no_limit",
    "month_ends",
    "read_imported",
]
