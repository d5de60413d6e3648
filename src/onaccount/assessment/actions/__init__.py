"""Writes of assessment 资信评估, called through this module: `assessment.give_grade(...)`."""

from onaccount.assessment.actions.grades import give_grade

__all__ = ["give_grade"]
