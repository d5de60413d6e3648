"""Writes of limits: asking, posting to the limit journal, standing holds.

In: wishes, approved requests, an actor. Out: rows that the database's own guards accept. Never: a limit without its line.
"""

from onaccount.limits.actions.applying import begin, decline, fill_in, hand_in, send, take_up
from onaccount.limits.actions.asking import propose
from onaccount.limits.actions.listing import put_on_list, set_review_date, take_off_list
from onaccount.limits.actions.posting import post
from onaccount.limits.actions.suspending import lift, suspend

__all__ = [
    "begin",
    "decline",
    "fill_in",
    "hand_in",
    "lift",
    "post",
    "propose",
    "put_on_list",
    "send",
    "set_review_date",
    "suspend",
    "take_off_list",
    "take_up",
]
