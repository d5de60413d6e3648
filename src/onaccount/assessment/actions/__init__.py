"""Writes of assessment 资信评估, called through this module: `assessment.give_grade(...)`."""

from onaccount.assessment.actions.grades import give_grade
from onaccount.assessment.actions.ground import answer, load_benchmarks, note_industry
from onaccount.assessment.actions.portfolio import (
    ask_run,
    ask_trial,
    carry_out,
    hand_over,
    put_run_in_force,
    submit_run,
    try_out,
)
from onaccount.assessment.actions.scorings import ask_override, assess, override, put_in_force, submit

__all__ = [
    "answer",
    "ask_override",
    "ask_run",
    "ask_trial",
    "assess",
    "carry_out",
    "give_grade",
    "hand_over",
    "load_benchmarks",
    "note_industry",
    "override",
    "put_in_force",
    "put_run_in_force",
    "submit",
    "submit_run",
    "try_out",
]
