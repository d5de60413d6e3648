"""Writes of limits: asking, posting to the limit journal, standing holds.

In: wishes, approved requests, an actor. Out: rows that the database's own guards accept. Never: a limit without its line.
"""

from onaccount.limits.actions.applying import begin, decline, erase_old, fill_in, hand_in, send, take_up
from onaccount.limits.actions.asking import propose, take_offer
from onaccount.limits.actions.drafting import begin_wish, keep_wish, note_sent, throw_away
from onaccount.limits.actions.listing import put_on_list, set_review_date, take_off_list
from onaccount.limits.actions.posting import post
from onaccount.limits.actions.suggesting import end_suggestion, renew_suggestions
from onaccount.limits.actions.suspending import lift, suspend
from onaccount.limits.actions.trying import ask_trial, hand_over_trial, let_untried_pass, try_out

__all__ = [
    "ask_trial",
    "begin",
    "begin_wish",
    "decline",
    "end_suggestion",
    "erase_old",
    "fill_in",
    "hand_in",
    "hand_over_trial",
    "keep_wish",
    "let_untried_pass",
    "lift",
    "note_sent",
    "post",
    "propose",
    "put_on_list",
    "renew_suggestions",
    "send",
    "set_review_date",
    "suspend",
    "take_off_list",
    "take_offer",
    "take_up",
    "throw_away",
    "try_out",
]
