"""
What secures a customer, and the days that must not be missed.

Covers stand here for everybody; the reckonings of guarantees and insurance are imported from their modules.
"""

from onaccount.cover.rules.securities import (
    HUNDRED,
    QUIET,
    CoverDraft,
    CoverFacts,
    CoverKind,
    CoverOutcome,
    checked_cover,
    checked_end,
)

__all__ = ["HUNDRED", "QUIET", "CoverDraft", "CoverFacts", "CoverKind", "CoverOutcome", "checked_cover", "checked_end"]
