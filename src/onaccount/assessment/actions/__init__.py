"""Writes of assessment 资信评估, called through this module: `assessment.give_grade(...)`."""

from onaccount.assessment.actions.grades import give_grade
from onaccount.assessment.actions.ground import answer, load_benchmarks
from onaccount.assessment.actions.scorings import ask_override, assess, override, put_in_force, submit

__all__ = [
    "answer",
    "ask_override",
    "assess",
    "give_grade",
    "load_benchmarks",
    "override",
    "put_in_force",
    "submit",
]
