"""Writes of approvals: asking, opinions, what else people do with a request, delegations.

In: a wish along a route, an actor. Out: rows that the database's own guards accept. Never: an opinion by who asked.
"""

from onaccount.office.approval.actions.asking import Wish, ask, ask_anew, ask_instead, drop, submit, withdraw
from onaccount.office.approval.actions.delegating import delegate, take_back
from onaccount.office.approval.actions.speaking import (
    counter,
    decide_by_rule,
    escalate,
    give_opinion,
    move,
    record_refusal,
    tick,
)

__all__ = [
    "Wish",
    "ask",
    "ask_anew",
    "ask_instead",
    "counter",
    "decide_by_rule",
    "delegate",
    "drop",
    "escalate",
    "give_opinion",
    "move",
    "record_refusal",
    "submit",
    "take_back",
    "tick",
    "withdraw",
]
