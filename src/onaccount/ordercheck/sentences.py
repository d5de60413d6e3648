"""
What the order check found, in sentences 检查结果语句: one for each reason a rule gives, broken or not.

A sentence names its facts in braces; money arrives written in the reader's unit.
"""

from django.utils.translation import gettext_lazy as _

FINDINGS = {
    "ordercheck.first_rate": _(
        "The order is in another currency: {amount} at its first rate {rate}, valid from {day}."
    ),
    "ordercheck.cross_rate": _(
        "No rate was entered between the two, so it is crossed: {rate}, from {first} (valid from {first_day}) and {second} (valid from {second_day})."
    ),
    "ordercheck.over_limit": _(
        "{name}: exposure {exposure} + this order {order} exceeds the credit limit {limit} by {over}."
    ),
    "ordercheck.inside_limit": _(
        "{name}: exposure {exposure} + this order {order} leaves {left} of the credit limit {limit}."
    ),
    "ordercheck.over_group_limit": _(
        "{name} and all below it: exposure {exposure} + this order {order} exceeds the group limit {limit} by {over}."
    ),
    "ordercheck.inside_group_limit": _(
        "{name} and all below it: exposure {exposure} + this order {order} leaves {left} of the group limit {limit}."
    ),
    "ordercheck.order_too_large": _("The order of {order} exceeds the largest order allowed, {allowed}, by {over}."),
    "ordercheck.order_amount_allowed": _("The order of {order} is within the largest order allowed, {allowed}."),
    "ordercheck.quantity_too_large": _("The quantity {quantity} exceeds the largest allowed, {allowed}, by {over}."),
    "ordercheck.quantity_allowed": _("The quantity {quantity} is within the largest allowed, {allowed}."),
    "ordercheck.parts_too_large": _(
        "The order of {order} with {parts} ({beside}), split from the same order, exceeds the largest order allowed, {allowed}, by {over}."
    ),
    "ordercheck.parts_amount_allowed": _(
        "The order of {order} with {parts} ({beside}), split from the same order, is within the largest order allowed, {allowed}."
    ),
    "ordercheck.parts_quantity_too_large": _(
        "The quantity {quantity} with {parts} ({beside}), split from the same order, exceeds the largest allowed, {allowed}, by {over}."
    ),
    "ordercheck.parts_quantity_allowed": _(
        "The quantity {quantity} with {parts} ({beside}), split from the same order, is within the largest allowed, {allowed}."
    ),
    "ordercheck.item_parts_quantity_too_large": _(
        "The quantity {quantity} of {item} with {parts} ({beside}), split from the same order, exceeds the largest allowed, {allowed}, by {over}."
    ),
    "ordercheck.item_parts_quantity_allowed": _(
        "The quantity {quantity} of {item} with {parts} ({beside}), split from the same order, is within the largest allowed, {allowed}."
    ),
    "ordercheck.limit_there": _("A credit limit is in force."),
    "ordercheck.limit_missing": _("The customer has no credit limit."),
    "ordercheck.limit_expired": _("The customer's credit limit expired on {expired_on}."),
    "ordercheck.overdue": _(
        "{item}, due on {due_date}, is {days} days overdue; {allowed} are allowed. Overdue in all: {overdue} in {items} items."
    ),
    "ordercheck.not_overdue": _("Nothing is overdue by more than {allowed} days (the oldest item: {days})."),
    "ordercheck.prepay_only": _("Cash before goods: {cash} has been paid in, {needed} is needed, {short} is missing."),
    "ordercheck.prepaid": _("Cash before goods: {cash} has been paid in and covers {needed}."),
    "ordercheck.terms_longer": _("{asked} credit days are asked for; {granted} are agreed."),
    "ordercheck.terms_agreed": _("{asked} credit days are within the {granted} agreed."),
    "ordercheck.limit_used": _(
        "{used} percent of the credit limit {limit} would be used; {allowed} percent is allowed."
    ),
    "ordercheck.limit_use_allowed": _(
        "{used} percent of the credit limit {limit} would be used, within {allowed} percent."
    ),
    "ordercheck.item_quantity_too_large": _(
        "The quantity {quantity} of {item} exceeds the largest allowed, {allowed}, by {over}."
    ),
    "ordercheck.item_quantity_allowed": _(
        "The quantity {quantity} of {item} is within the largest allowed, {allowed}."
    ),
    "ordercheck.salesperson_over": _(
        "Through {salesperson} the customer would occupy {through}; {allowed} is allowed, exceeded by {over}."
    ),
    "ordercheck.salesperson_inside": _(
        "Through {salesperson} the customer would occupy {through}, within the {allowed} allowed."
    ),
    "ordercheck.overdue_and_used": _(
        "{overdue} is overdue in {items} items, above {allowed}, while {used} percent of the limit is used, above {percent} percent."
    ),
    "ordercheck.overdue_or_used": _(
        "{overdue} is overdue ({allowed} allowed) and {used} percent of the limit is used ({percent} percent allowed): not both are exceeded."
    ),
    "ordercheck.share_too_old": _(
        "{old} of the balance {balance} is more than {days} days overdue: {share} percent; {allowed} percent is allowed."
    ),
    "ordercheck.share_allowed": _(
        "{old} of the balance {balance} is more than {days} days overdue: {share} percent, within {allowed} percent."
    ),
    "ordercheck.level_too_high": _("An open item was demanded at level {level}; level {allowed} is allowed."),
    "ordercheck.level_allowed": _("The highest dunning level is {level}, within level {allowed}."),
    "ordercheck.index_too_low": _("The payment index is {index}; at least {least} is needed."),
    "ordercheck.index_allowed": _("The payment index is {index}; at least {least} is needed."),
    "ordercheck.review_missed": _("The review was due on {review_date}, {days} days ago; {allowed} are allowed."),
    "ordercheck.review_in_time": _("The next review is due on {review_date}."),
    "ordercheck.grade_too_low": _(
        "The grade {grade} has rank {rank} on the scale; rank {allowed} or better is needed."
    ),
    "ordercheck.grade_missing": _("No grade of the customer is in force; rank {allowed} or better is needed."),
    "ordercheck.grade_allowed": _(
        "The grade {grade} has rank {rank} on the scale; rank {allowed} or better is needed."
    ),
    "ordercheck.security_lapsed": _(
        "A security ({kind}) no longer counts since {lapsed_on}, for {days} days; {allowed} are allowed."
    ),
    "ordercheck.security_lapsed_lately": _(
        "A security ({kind}) no longer counts since {lapsed_on}, for {days} days; {allowed} are allowed."
    ),
    "ordercheck.listed_negative": _("The customer stands on the negative list."),
    "ordercheck.not_listed": _("The customer stands on no negative list."),
    "ordercheck.sanctions": _("The customer stands on a sanctions list; only a second person takes it off."),
    "ordercheck.not_invoiced": _(
        "Delivery {delivery} has not been invoiced for {days} days; {allowed} are allowed. Not invoiced in all: {open}."
    ),
    "ordercheck.invoiced": _(
        "Nothing delivered waits longer than {allowed} days for its invoice (the oldest: {days})."
    ),
    "ordercheck.term_with_bills_long": _(
        "With bill {bill} the customer takes {days} days from the invoice to its due date; {allowed} are allowed."
    ),
    "ordercheck.term_with_bills_inside": _(
        "No bill takes longer than {allowed} days from the invoice to its due date (the longest, {bill}: {days})."
    ),
    "ordercheck.no_contract": _("No signed contract with the customer is in force."),
    "ordercheck.contract_in_force": _("Contract {contract} is in force."),
    "ordercheck.too_concentrated": _(
        "With this order the group holds {share} % of what all customers owe ({group} of {whole}); {allowed} % are allowed."
    ),
    "ordercheck.spread": _(
        "With this order the group holds {share} % of what all customers owe; {allowed} % are allowed."
    ),
    "ordercheck.acceptor_over": _("Bills of {acceptor} come to {held}, {over} more than the {allowed} we take of it."),
    "ordercheck.acceptor_inside": _("Bills of {acceptor} come to {held} of the {allowed} we take of it."),
    "ordercheck.acceptor_class_over": _(
        "Bills of the class {acceptor} come to {held}, {over} more than the {allowed} we take of it."
    ),
    "ordercheck.acceptor_class_inside": _(
        "Bills of the class {acceptor} come to {held} of the {allowed} we take of it."
    ),
    "ordercheck.batch_unpaid": _(
        "Earlier batches are not paid: {batches}, the oldest {batch}, {open} in all. With this one {allowed} may be open."
    ),
    "ordercheck.batches_paid": _("Earlier batches not paid: {batches}. With this one {allowed} may be open."),
    "ordercheck.ahead_unpaid": _("Before the goods leave {due} is due; {paid} has come in, {missing} is missing."),
    "ordercheck.ahead_paid": _("Before the goods leave {due} is due; {paid} has come in."),
    "ordercheck.details_changed": _(
        "Changed since the order was let go: {details}. Call the customer back before anything leaves."
    ),
    "ordercheck.details_as_before": _("Ship-to address and bank details are those the order was let go with."),
    "ordercheck.security_unrated": _(
        "There is no exchange rate {source}; a security in that currency counts nothing until it is entered."
    ),
    "ordercheck.security_needed": _(
        "There is no exchange rate {source}, so that a security counts nothing; the order is checked again when the rate is entered."
    ),
    "ordercheck.rate_missing": _("There is no exchange rate {source}; the order is checked again when it is entered."),
    "ordercheck.source_stale": _(
        "The last data from {source} are of {well_until}; the order is checked again when new ones are in."
    ),
    "ordercheck.source_unreachable": _("{source} cannot be reached; the order is checked again when it answers."),
    "ordercheck.hard_hold": _("A hard hold is on the customer; only a second person lifts it."),
    "ordercheck.stop_supply": _("Supply to the customer is stopped; only a second person lifts it."),
}
