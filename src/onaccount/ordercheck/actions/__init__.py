"""Writes of the order check 订单信用检查: decisions, holds, their ends, releases. The caller holds the group's lock."""

from onaccount.ordercheck.actions.decisions import decide
from onaccount.ordercheck.actions.holds import Ending, clear_hold, end_hold, hold, renew_hold
from onaccount.ordercheck.actions.locking import (
    lock_orders,
    locked_account,
    locked_order,
    locked_versions,
    locked_with_payer,
)
from onaccount.ordercheck.actions.notices import note_told
from onaccount.ordercheck.actions.orders import (
    follow,
    follow_by_itself,
    give_up,
    hold_of,
    let_go,
    refuse_to_leave,
    take_along,
)
from onaccount.ordercheck.actions.reassessing import reassess
from onaccount.ordercheck.actions.releases import Ground, authorise, look_again, review_release
from onaccount.ordercheck.actions.standing import keep_standing
from onaccount.ordercheck.actions.waivers import WaiverGround, waive

__all__ = [
    "Ending",
    "Ground",
    "WaiverGround",
    "authorise",
    "clear_hold",
    "decide",
    "end_hold",
    "follow",
    "follow_by_itself",
    "give_up",
    "hold",
    "hold_of",
    "keep_standing",
    "let_go",
    "lock_orders",
    "locked_account",
    "locked_order",
    "locked_versions",
    "locked_with_payer",
    "look_again",
    "note_told",
    "reassess",
    "refuse_to_leave",
    "renew_hold",
    "review_release",
    "take_along",
    "waive",
]
