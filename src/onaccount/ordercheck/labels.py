"""Words of the order check 订单信用检查: acts, outcomes, rules, refusals, and why somebody releases; what was found says `sentences`."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onaccount.ordercheck.sentences import FINDINGS

ACTS = {
    "ordercheck.simulated": _("Policy tried on past orders"),
    "ordercheck.decided": _("Order checked"),
    "ordercheck.held": _("Order held"),
    "ordercheck.cleared": _("Hold cleared by the facts"),
    "ordercheck.released": _("Order released"),
    "ordercheck.rejected": _("Order rejected"),
    "ordercheck.cancelled": _("Hold ended with the order"),
    "ordercheck.reason_waived": _("Reason of a hold waived"),
    "ordercheck.reviewed": _("Release reviewed"),
    "ordercheck.review_set": _("Day to look at the hold again set"),
    "ordercheck.reassessed": _("Hold judged again"),
}

OUTCOMES = {
    "release": _("Released"),
    "warn": _("Released with a warning"),
    "hold": _("Held"),
    "refuse": _("Refused"),
    "failed": _("Waits for data"),
}

CHECKPOINTS = {
    "quote": _("Quote"),
    "order": _("Order"),
    "change": _("Change"),
    "pick": _("Picking"),
    "ship": _("Shipment"),
    "invoice": _("Invoice"),
}

STRENGTHS = {"off": _("Off"), "warn": _("Warn"), "hold": _("Hold"), "refuse": _("Refuse")}

EFFECTS = {
    "passed": _("Passed"),
    "stands": _("Stands"),
    "excluded": _("Left out by an exception"),
    "relaxed": _("Counts only together with the others"),
    "in_grace": _("Spared after a passed check"),
    "authorised": _("Covered by a release"),
    "waived": _("Waived by a person"),
    "exempt": _("Exempt by the policy"),
}

RULES = {
    "total_limit": _("Credit limit"),
    "limit_missing": _("Limit in force"),
    "order_amount": _("Largest order"),
    "quantity": _("Largest quantity"),
    "overdue_days": _("Days overdue"),
    "account_status": _("Status of the customer"),
    "terms_longer": _("Credit days"),
    "limit_use_over": _("Use of the limit"),
    "salesperson_limit": _("Limit of the salesperson"),
    "overdue_amount": _("Overdue amount with use of the limit"),
    "overdue_share": _("Share of old debt"),
    "dunning_level": _("Dunning level"),
    "not_invoiced_days": _("Delivered, not invoiced since"),
    "acceptor_limit": _("Limit of an acceptor of bills"),
    "effective_term": _("Terms with bills"),
    "previous_batch": _("Previous batch paid"),
    "unpaid_ahead": _("Paid before shipment"),
    "payment_index": _("Payment index"),
    "grade_below": _("Lowest grade"),
    "review_passed": _("Review date"),
    "security_expired": _("Security in force"),
    "negative_list": _("Negative list"),
    "details_changed": _("Changed ship-to or bank details"),
    "contract_missing": _("Signed contract"),
    "concentration": _("Concentration"),
    "technical": _("Data of the check"),
}

LINES = {
    "limit": _("Credit limit"),
    "temporary": _("Temporary limit"),
    "security": _("Security"),
    "receivable": _("Open invoices"),
    "bill": _("Bills"),
    "unposted": _("Invoiced, not posted"),
    "delivery": _("Delivered, not invoiced"),
    "open_orders": _("Open orders"),
    "credit": _("Credit notes and unapplied cash"),
    "others": _("Other accounts of the group"),
    "secured_orders": _("Of that covered by securities for single orders"),
    "this_order": _("This order"),
    "uncounted": _("Of it not on credit"),
    "secured": _("Of it secured"),
    "beyond_horizon": _("Of it beyond the horizon"),
    "exposure_after": _("Exposure with this order"),
    "left": _("Left of the limit"),
}

HOLD_ENDS = {
    "cleared": _("Cleared by the facts"),
    "released": _("Released by a person"),
    "rejected": _("Rejected"),
    "cancelled": _("Cancelled"),
}

RELEASE_REASONS = {
    "payment_seen": _("Payment slip seen"),
    "payment_promised": _("Payment promised"),
    "seasonal": _("Seasonal peak"),
    "one_off": _("One-off order"),
    "data_error": _("The data were wrong"),
    "management": _("Management decision"),
}

FAMILIES = {
    "pay": _("Payment of invoices"),
    "deposit": _("Deposit"),
    "split": _("Part of the order now"),
    "terms": _("Shorter terms"),
    "temporary": _("Temporary limit"),
}

READY = _("Ready to release")

NOTICES = {
    "held": _("Order {number} of {customer} is held: {reasons}"),
    "cleared": _("Order {number} of {customer} goes on: the reasons fell away."),
    "released": _("Order {number} of {customer} is released by {actor}."),
    "rejected": _("Order {number} of {customer} is rejected by {actor}: {remark}"),
    "cancelled": _("Order {number} of {customer} is cancelled."),
    "promised": _("{customer} promised to pay for order {number}: see that it does"),
    "to_decide": _("Held orders wait for a decision ({count})"),
}

REASON_STATES = {"standing": _("Stands"), "cleared": _("Fell away"), "waived": _("Waived")}

PROMISE_STATES = {"open": pgettext_lazy("promise", "Open"), "settled": _("Settled"), "broken": _("Broken")}

RELEASE_KINDS = {
    "ordinary": _("Release"),
    "special": _("Special release"),
    "emergency": _("Emergency release"),
}

ORDER_STATUSES = {
    "held": _("Held"),
    "released": pgettext_lazy("order", "Open"),
    "delivered": _("Delivered"),
    "cancelled": _("Cancelled"),
    "rejected": _("Rejected"),
}

REASONS = FINDINGS | {
    "ordercheck.key_reused": _("The key {key} was used before for a different request."),
    "ordercheck.release_asked_already": _("The release of this order is waiting for approval already."),
    "ordercheck.changed_since_asked": _(
        "The order was changed after its release was asked for with {amount}. Return the request; it needs to be asked anew."
    ),
    "ordercheck.not_held": _("Order {number} is not held."),
    "ordercheck.delivery_unknown": _("Order {order} has no delivery {number}."),
    "ordercheck.segment_unknown": _("There is no credit segment {code}."),
    "ordercheck.order_unknown": _("There is no order {number}."),
    "ordercheck.order_held": _("Order {number} waits since {since}; nothing of it leaves before it is released."),
    "ordercheck.nothing_left": _("Nothing of order {number} is left for this step."),
    "ordercheck.reason_not_standing": _("The order does not wait for this reason any more."),
    "ordercheck.hard": _("Nothing is released while a hard hold or a stop of supply is on the customer."),
    "ordercheck.releaser_entered": _("{name} entered this order; somebody else has to release it."),
    "ordercheck.reason_unknown": _("The policy knows no release reason “{reason_code}”."),
    "ordercheck.remark_missing": _("A remark is needed."),
    "ordercheck.no_release_asked": _("This request asks for no release, so that no last day can be named."),
    "ordercheck.valid_until_past": _("The release must be valid until {today} or later."),
    "ordercheck.valid_until_far": _("The policy lets a release stand through {furthest} at most."),
    "ordercheck.review_past": _("The day to look again must be {today} or later."),
    "ordercheck.tolerance_too_wide": _(
        "The tolerance of {tolerance} percent is above the {allowed} percent the policy allows."
    ),
    "ordercheck.leave": _(
        "Over the limit in all: {excess}; you may release up to {authority}. Days over: {days}; you may release up to {authority_days}."
    ),
    "ordercheck.leave_endless": _("Over the limit in all: {excess}. Days over: {days}. Your authority has no end."),
    "ordercheck.beyond_authority": _(
        "With this order the customer is {excess} over the limit in all; you may release up to {authority}."
    ),
    "ordercheck.beyond_authority_days": _(
        "The oldest item is {days} days beyond what is allowed; you may release up to {authority} days."
    ),
    "ordercheck.special_unsettled": _(
        "Order {numbers} was let go on a promise and is not settled; that bars the next special release."
    ),
    "ordercheck.special_promise_missing": _("Say by which day, {today} or later, the customer promised to pay."),
    "ordercheck.promise_passed_meanwhile": _(
        "The day by which the customer promised to pay, {promised}, has passed. Return the request, so that it is asked anew with another promise."
    ),
    "ordercheck.special_promise_far": _("The promised payment may not be later than {last}."),
    "ordercheck.special_voucher_missing": _("Say which salesperson vouches for the promise."),
    "ordercheck.special_too_large": _("A special release goes up to {largest}."),
    "ordercheck.special_too_often": _(
        "Special releases of this customer: {month} of {per_month} this month, {quarter} of {per_quarter} this quarter."
    ),
    "ordercheck.emergency_unreviewed": _(
        "The emergency release of order {numbers} was not reviewed yet; that comes before the next one."
    ),
    "ordercheck.emergency_too_large": _("An emergency release goes up to {largest}."),
    "ordercheck.emergency_too_long": _("An emergency release stands until {last} at most."),
    "ordercheck.reviewed_by_giver": _("Somebody else than the person who released has to review it."),
    "ordercheck.person_required": _("Only a person can do this."),
    "ordercheck.reviewed_already": _("This release was reviewed before."),
    "ordercheck.exceeded_by": _("exceeded by {over}"),
    "ordercheck.unlock_pay": _("Collect invoice {target}: {amount}."),
    "ordercheck.unlock_deposit": _("Take a deposit of {amount}."),
    "ordercheck.unlock_split_line": _("Split off line {target}: {amount}."),
    "ordercheck.unlock_split": _("Split off {amount} and let the rest go."),
    "ordercheck.unlock_terms": _("Agree on {days} credit days."),
    "ordercheck.unlock_temporary": _("Raise the credit limit of {target} by {amount} until {until}."),
    "ordercheck.unlock_temporary_group": _("Raise the group limit of {target} by {amount} until {until}."),
    "ordercheck.replay_same": _("{decisions} decisions judged again: all came out the same."),
    "ordercheck.replay_differs": _(
        "{decisions} decisions judged again: {different} came out differently. The first of them: {references}."
    ),
    "ordercheck.policy_number_missing": _("The rule is switched on; it needs its number."),
    "ordercheck.policy_rule_twice": _("The rule is set twice for the same customers; keep one."),
    "ordercheck.policy_exception_for_all": _(
        "An exception is for one customer or one class; for all, switch the rule off."
    ),
    "ordercheck.policy_exception_empty": _("Say from which rule they are excepted, or from every rule."),
    "ordercheck.policy_exception_unmeasured": _(
        "This rule has no measure; except them from every rule, or set the rule for them."
    ),
    "ordercheck.policy_exception_without_number": _("Say below which number they are excepted."),
    "ordercheck.policy_exception_idle": _(
        "No broader rule of this kind is switched on, so the exception would do nothing."
    ),
    "ordercheck.policy_consignment_percent": _("Goods on consignment count with a share from 0 to 100 percent."),
    "ordercheck.policy_no_reasons": _("Offer at least one reason for a release, or nobody can release anything."),
    "ordercheck.policy_exemption_twice": _("Two exemptions have the same code; each is named by its own."),
    "ordercheck.policy_exemption_for_nobody": _("An exemption names order types, classes of customers, or both."),
    "ordercheck.policy_fail_open_twice": _("Say only once for the same customers what passes while data are missing."),
    "ordercheck.authority_falls": _("Row {place} of the authority reaches less far than the row before it."),
    "ordercheck.policy_unsound": _("The draft has faults: {faults}."),
    "ordercheck.simulation_done": _(
        "{checks} checks judged again under the version: {differing} would have been different."
    ),
    "ordercheck.policy_unknown": _("There is no version {number} of the policy."),
}

MISSING_FACTS = {
    "overdue_switches": _("overdue items were measured under other switches"),
    "credits_of_others": _("the accounts of the group were added up by another rule for credits"),
}

UNITS = {"amount": "", "quantity": "", "days": _("days"), "percent": _("%"), "count": ""}


BATCHES = {"delivery": _("a delivery"), "order": _("an order"), "month": _("a month")}
UNRATED = {"passes": _("no grade passes"), "breaks": _("no grade does not pass")}
LOGICS = {"any": _("each holds by itself"), "all": _("hold only together")}
VALUES = {
    **dict.fromkeys(CHECKPOINTS, STRENGTHS),
    "order": STRENGTHS | {"held": _("Held"), "released": _("Released")},
    "code": RULES,
    "reason_code": RELEASE_REASONS,
    "reason_codes": RELEASE_REASONS,
    "batch": BATCHES,
    "unrated": UNRATED,
    "logic": LOGICS,
}
"""Fields whose values are codes, by name, with the words of these codes."""
