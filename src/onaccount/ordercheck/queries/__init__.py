"""Reads of the order check 订单信用检查: facts for the judgement, decisions, holds, headroom."""

from onaccount.ordercheck.queries.asking import asked_to_ship, order_asked_to_ship, order_to_ship
from onaccount.ordercheck.queries.changed import judged_changed
from onaccount.ordercheck.queries.decisions import (
    Again,
    answer_kept,
    authorisations_of,
    decision_of,
    decisions_about,
    decisions_between,
    decisions_on,
    goes_on,
    refuse_decided,
    run_again,
    snapshot_of,
    verdict_of,
)
from onaccount.ordercheck.queries.documents import delivery_named, due_date_for, kept_back_of, lines_worth
from onaccount.ordercheck.queries.entered import judged
from onaccount.ordercheck.queries.facts import (
    changing,
    entering,
    ground_of,
    left_for,
    moving,
    reaching,
    shipping,
    snapshot_for,
    standing,
)
from onaccount.ordercheck.queries.ground import Ground, ground_for, with_new_totals, with_taken
from onaccount.ordercheck.queries.headroom import CustomerHeadroom, headroom_of, headrooms_of
from onaccount.ordercheck.queries.hindsight import Otherwise, decided_otherwise
from onaccount.ordercheck.queries.holds import (
    TO_LEAVE,
    groups_holding_for,
    groups_waiting_for_data,
    groups_with_holds,
    holds_of_accounts,
    holds_of_group,
    may_not_leave,
    open_hold_of,
    open_holds,
    open_holds_after,
)
from onaccount.ordercheck.queries.judged import Judged, judged_on
from onaccount.ordercheck.queries.notices import Notice, ended_untold, held_untold, notice_of, seller_of
from onaccount.ordercheck.queries.orders import OrderFile, order_file, orders_of
from onaccount.ordercheck.queries.places import Places, account_like
from onaccount.ordercheck.queries.policies import KIND, in_force, policy_in_force, policy_numbered
from onaccount.ordercheck.queries.reasons import HoldReason, reasons_of
from onaccount.ordercheck.queries.releases import Promised, outcomes_of, promised_releases, releaser_of, specials_of
from onaccount.ordercheck.queries.replays import Replayed, decisions_in_all, replay_history
from onaccount.ordercheck.queries.rooms import bound_by_groups, free_for_orders
from onaccount.ordercheck.queries.simulations import (
    checks_between,
    differing,
    latest_simulation,
    simulation_of,
    summed,
)
from onaccount.ordercheck.queries.sources import SourceState, sources_on
from onaccount.ordercheck.queries.standing import Kept, accounts_without_standing, kept_standings, standings_of
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.queries.told import Told
from onaccount.ordercheck.queries.trial import TrialRun, trial_holds, trial_run
from onaccount.ordercheck.queries.unlock import judged_now, unlock_for, unlock_of
from onaccount.ordercheck.queries.waiting import held_steps

__all__ = [
    "KIND",
    "TO_LEAVE",
    "Again",
    "CustomerHeadroom",
    "Ground",
    "HoldReason",
    "Judged",
    "Kept",
    "Notice",
    "OrderFile",
    "Otherwise",
    "Places",
    "Promised",
    "Replayed",
    "SourceState",
    "Step",
    "Told",
    "TrialRun",
    "account_like",
    "accounts_without_standing",
    "answer_kept",
    "asked_to_ship",
    "authorisations_of",
    "bound_by_groups",
    "changing",
    "checks_between",
    "decided_otherwise",
    "decision_of",
    "decisions_about",
    "decisions_between",
    "decisions_in_all",
    "decisions_on",
    "delivery_named",
    "differing",
    "due_date_for",
    "ended_untold",
    "entering",
    "free_for_orders",
    "goes_on",
    "ground_for",
    "ground_of",
    "groups_holding_for",
    "groups_waiting_for_data",
    "groups_with_holds",
    "headroom_of",
    "headrooms_of",
    "held_steps",
    "held_untold",
    "holds_of_accounts",
    "holds_of_group",
    "in_force",
    "judged",
    "judged_changed",
    "judged_now",
    "judged_on",
    "kept_back_of",
    "kept_standings",
    "latest_simulation",
    "left_for",
    "lines_worth",
    "may_not_leave",
    "moving",
    "notice_of",
    "open_hold_of",
    "open_holds",
    "open_holds_after",
    "order_asked_to_ship",
    "order_file",
    "order_to_ship",
    "orders_of",
    "outcomes_of",
    "policy_in_force",
    "policy_numbered",
    "promised_releases",
    "reaching",
    "reasons_of",
    "refuse_decided",
    "releaser_of",
    "replay_history",
    "run_again",
    "seller_of",
    "shipping",
    "simulation_of",
    "snapshot_for",
    "snapshot_of",
    "sources_on",
    "specials_of",
    "standing",
    "standings_of",
    "summed",
    "trial_holds",
    "trial_run",
    "unlock_for",
    "unlock_of",
    "verdict_of",
    "with_new_totals",
    "with_taken",
]
