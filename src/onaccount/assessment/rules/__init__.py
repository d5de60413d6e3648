"""
Grades, and the ratios and scores they rest on, as pure functions.

The scale stands here for everybody; a score or a ratio is imported from the module of its family.
"""

from onaccount.assessment.rules.grades import (
    GRADES,
    SYMBOLS,
    GradeDraft,
    GradeFacts,
    checked_grade,
    letter_of,
    place_of,
    rank_of,
)

__all__ = ["GRADES", "SYMBOLS", "GradeDraft", "GradeFacts", "checked_grade", "letter_of", "place_of", "rank_of"]
