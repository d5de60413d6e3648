"""Words for stages, documents, acts and refusals of the ledger 往来账款."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

STAGES = {
    "order": _("Ordered, not delivered"),
    "order_beyond": _("Ordered, beyond the horizon"),
    "delivery": _("Delivered, not invoiced"),
    "unposted": _("Invoiced, not posted"),
    "receivable": _("Receivable"),
    "bill": _("Bills"),
    "credit": _("Credits and unapplied cash"),
    "uncounted": _("Kept, but not counted"),
}
FED = {
    "orders": _("Orders"),
    "deliveries": _("Deliveries"),
    "receivables": _("Invoices and credit notes"),
    "bills": _("Bills"),
}
FED_BY = {
    "orders": _("Here: orders placed and quotes accepted. Lists: imported orders."),
    "deliveries": _("Here: goods delivered. No list brings deliveries; choose lists where they are not kept here."),
    "receivables": _("Here: invoices and credit notes, those of returns and rebates too. Lists: imported open items."),
    "bills": _("Here: bills received. Lists: rows of imported payments that are paid by a bill."),
}
FEEDERS = {
    "any": _("Both are accepted"),
    "us": _("Entered here"),
    "files": _("Lists of the other system"),
}
ITEM_KINDS = {
    "invoice": _("Invoice"),
    "retention": _("Retention money"),
    "debit_note": _("Debit note"),
    "opening": _("Opening balance"),
    "credit_note": _("Credit note"),
    "unapplied": _("Unapplied cash"),
}
ORDER_STATUSES = {
    "quoted": _("Quoted"),
    "held": _("Held"),
    "released": _("Released"),
    "delivered": _("Delivered"),
    "closed": _("Closed"),
    "cancelled": _("Cancelled"),
    "rejected": _("Rejected"),
}
MILESTONES = {
    "on_order": _("On order"),
    "before_shipment": _("Before shipment"),
    "on_delivery": _("On delivery"),
    "on_acceptance": _("On acceptance"),
    "retention": _("Retention money"),
}
SETTLEMENT_KINDS = {
    "allocation": _("Allocated"),
    "outside": _("Settled outside"),
    "cancellation": pgettext_lazy("of an item", "Cancelled"),
    "dishonour": _("Taken back: bill dishonoured"),
    "set_off": _("Set off"),
    "factored": _("Sold without recourse"),
    "reversal": _("Reversed"),
}
CLEARINGS = {"set_off": _("Set-off"), "factoring": _("Factoring")}
DISPUTE_CAUSES = {
    "price": _("Price"),
    "quantity": _("Quantity"),
    "quality": _("Quality"),
    "delivery": _("Late or wrong delivery"),
    "papers": _("Invoice or papers"),
    "duplicate": _("Claimed twice"),
    "paid": _("Paid already, says the customer"),
    "other": _("Other cause"),
}
DISPUTE_OUTCOMES = {
    "justified": _("The customer was right"),
    "unfounded": _("The customer was not right"),
    "compromise": _("Met in between"),
}
PROMISE_OUTCOMES = {
    "kept": pgettext_lazy("a promise", "Kept"),
    "broken": pgettext_lazy("a promise", "Broken"),
    "moved": pgettext_lazy("a promise", "Moved to another day"),
    "withdrawn": pgettext_lazy("a promise", "Taken back"),
}
ACCEPTOR_CLASSES = {
    "state_bank": _("State or joint-stock bank"),
    "city_bank": _("City or rural bank"),
    "finance_company": _("Finance company"),
    "commercial": _("Commercial acceptance"),
    "e_credit": _("E-credit note"),
}
BILL_STATUSES = {
    "held": pgettext_lazy("of a bill", "Held"),
    "endorsed": _("Endorsed"),
    "discounted": _("Discounted"),
    "honoured": _("Honoured"),
    "dishonoured": _("Dishonoured"),
    "split": _("Split"),
}
REBATE_STATES = {
    "accrued": pgettext_lazy("a rebate", "Accrued"),
    "confirmed": pgettext_lazy("a rebate", "Confirmed"),
    "withdrawn": pgettext_lazy("a rebate", "Withdrawn"),
}
BASES = {"due_date": _("By due date"), "document_date": _("By document date")}
CREDITS_GO = {"apart": _("In a column of their own"), "oldest": _("Against the oldest claims (by balance)")}
ACTS = {
    "trade.segment_added": _("Credit segment added"),
    "trade.horizon_changed": _("Horizon changed"),
    "trade.feeders_chosen": _("Feeders of a segment chosen"),
    "trade.order_entered": _("Order entered"),
    "trade.order_occupied": _("Order occupies credit"),
    "trade.order_freed": _("Order freed its credit"),
    "trade.order_changed": _("Order changed"),
    "trade.order_exempted": _("Exemption of an order changed"),
    "trade.order_parted": _("Order parted in two"),
    "trade.orders_entered_horizon": _("Orders entered the horizon"),
    "trade.orders_left_horizon": _("Orders left the horizon"),
    "trade.quote_accepted": _("Quote accepted"),
    "trade.order_reopened": _("Order opened again"),
    "trade.payer_changed": _("Another company pays for the order"),
    "trade.first_rate_given": _("First rate given to an order"),
    "trade.delivered": _("Goods delivered"),
    "trade.goods_returned": _("Goods returned"),
    "trade.invoice_booked": _("Invoice booked"),
    "trade.paid_ahead": _("Payment received ahead of an order"),
    "trade.bill_received": _("Bill received"),
    "trade.bill_endorsed": _("Bill endorsed"),
    "trade.bill_discounted": _("Bill discounted"),
    "trade.bill_honoured": _("Bill honoured"),
    "trade.bill_dishonoured": _("Bill dishonoured"),
    "trade.bill_split": _("Bill split"),
    "trade.delivery_cancelled": _("Delivery cancelled"),
    "trade.invoiced": _("Invoice entered"),
    "trade.invoice_cancelled": _("Invoice cancelled"),
    "trade.credited": _("Credit note entered"),
    "trade.debited": _("Debit note entered"),
    "trade.opening_entered": _("Opening balance entered"),
    "trade.payment_received": _("Payment received"),
    "trade.allocated": _("Payment allocated"),
    "trade.allocation_reversed": _("Allocation reversed"),
    "trade.settled_outside": _("Item settled outside"),
    "trade.set_off": _("Item set off"),
    "trade.factored": _("Item sold to a factor"),
    "trade.rebate_accrued": _("Rebate accrued"),
    "trade.rebate_confirmed": _("Rebate confirmed by a credit note"),
    "trade.rebate_withdrawn": _("Rebate withdrawn"),
    "trade.items_entered": _("Items imported"),
    "trade.items_linked": _("Imported invoices linked to orders or deliveries"),
    "trade.items_settled_outside": _("Items settled outside by an import"),
    "trade.items_replaced": _("Items replaced by an import"),
    "trade.items_redated": _("Dates of items changed by an import"),
    "trade.items_withdrawn": _("Imported items withdrawn"),
    "trade.differences_found": _("The ledger disagrees with itself"),
    "trade.dispute_raised": _("Dispute entered"),
    "trade.dispute_ended": _("Dispute ended"),
    "trade.promised": _("Promise to pay entered"),
    "trade.promise_ended": _("Promise to pay ended"),
    "trade.demanded": _("Demand entered"),
    "trade.demand_withdrawn": _("Demand withdrawn"),
    "trade.accounts_moved": _("Credit accounts moved to another group"),
}
REASONS = {
    "trade.not_consigned": _("Delivery {number} is not on consignment: its use cannot be reported."),
    "trade.more_than_at_customer": _("Of delivery {number} only {open} is not used yet."),
    "trade.horizon_as_before": _("{name} has this horizon already. Nothing was changed."),
    "trade.feeders_as_before": _("{name} is fed in this way already. Nothing was changed."),
    "trade.orders_fed_by_files": _(
        "Order {number} is not entered here: the orders of segment {segment} come from the other system's lists."
    ),
    "trade.orders_fed_by_us": _(
        "Order {number} is not taken from a list: the orders of segment {segment} are entered here and would count twice."
    ),
    "trade.deliveries_fed_by_files": _(
        "Delivery {number} is not entered here: the deliveries of segment {segment} come from the other system."
    ),
    "trade.deliveries_fed_by_us": _(
        "Delivery {number} is not taken from a list: the deliveries of segment {segment} are entered here and would count twice."
    ),
    "trade.receivables_fed_by_files": _(
        "{number} is not entered here: the invoices and credit notes of segment {segment} come from the other system's lists."
    ),
    "trade.receivables_fed_by_us": _(
        "{number} is not taken from a list: the invoices and credit notes of segment {segment} are entered here and would count twice."
    ),
    "trade.bills_fed_by_files": _(
        "Bill {number} is not entered here: the bills of segment {segment} come from the other system's lists."
    ),
    "trade.bills_fed_by_us": _(
        "Bill {number} is not taken from a list: the bills of segment {segment} are entered here and would count twice."
    ),
    "trade.segment_taken": _("There is a segment {code} already: {name}."),
    "trade.number_missing": _("A document needs a number."),
    "trade.number_taken": _("Number {number} is in use."),
    "trade.not_positive": _("{number}: the amount must be above zero."),
    "trade.wrong_sign": _("{number}: an amount of {amount} does not fit this kind of document."),
    "trade.too_fine": _("{number}: {amount} has more decimals than {currency} knows."),
    "trade.ships_before_order": _("{number}: the ship date {ship_date} lies before the order."),
    "trade.lines_do_not_add_up": _("{number}: the lines add up to {lines}, the order says {amount}."),
    "trade.lines_ship_otherwise": _("{number} ships from {ship_date} on, but the first of its lines on {first}."),
    "trade.line_unpriced": _("{item} needs a price or an amount."),
    "trade.line_contradicts": _("{item}: quantity and price come to {comes_to}, the line says {amount}."),
    "trade.milestones_do_not_add_up": _("The payment milestones add up to {parts}, the order says {amount}."),
    "trade.milestone_twice": _("A payment schedule names each event once."),
    "trade.milestone_unclear": _("A payment milestone needs either a percentage or an amount."),
    "trade.order_not_held": _("Order {number} is not held."),
    "trade.part_unknown_line": _("Order {number} has no line {line}."),
    "trade.part_both": _("Order {number}: say which lines to split off, or an amount, not both."),
    "trade.part_needs_lines": _("Order {number} has lines; say which of them to split off."),
    "trade.part_not_inside": _("Something of order {number} must stay, and something must be split off."),
    "trade.part_invoiced": _("Order {number} is invoiced in part or whole; cancel the invoice before splitting it."),
    "trade.part_delivered": _("Goods of order {number} have left; deliver less instead of splitting it."),
    "trade.order_not_open": _("Order {number} is no longer open."),
    "trade.below_goods": _(
        "Order {number} cannot come to {amount}: goods for {gone} of it are delivered or invoiced already."
    ),
    "trade.order_is_quote": _("{number} is a quote; change or accept the quote."),
    "trade.order_not_quoted": _("{number} is not a quote."),
    "trade.order_not_closed": _("Order {number} is not closed."),
    "trade.order_under_way": _("Something of order {number} is delivered, invoiced or paid already; its payer stays."),
    "trade.more_than_delivered": _("Of delivery {number} only {left} can still come back."),
    "trade.credit_number_missing": _("{amount} of it is invoiced; give the number of the credit note."),
    "trade.booked_already": _("{number} is booked already, or cancelled."),
    "trade.retention_not_inside": _("The retention must be part of invoice {number}, not all of it."),
    "trade.bill_not_held": _("We do not hold bill {number} any more."),
    "trade.bill_ended": _("Bill {number} has come to its end."),
    "trade.bill_without_recourse": _("Bill {number} was passed on without recourse; nobody can come back to us."),
    "trade.bill_refunded": _("Of payment {number} only {left} can be taken back; the rest was settled outside."),
    "trade.parts_do_not_add_up": _("The parts come to {parts}, the bill is {amount}."),
    "trade.acceptor_class_unknown": _("There is no class of acceptor “{acceptor_class}”."),
    "trade.bill_due_before_received": _("Bill {number} falls due before it was received."),
    "trade.bill_step_too_early": _("Bill {number} was received on {received_date}; nothing became of it before."),
    "trade.acceptor_limit_negative": _("{acceptor}: a limit of {limit} makes no sense; 0 takes no bill."),
    "trade.percent_out_of_range": _("{percent} is no percentage from 0 to 100."),
    "trade.delivery_invoiced": _("Delivery {number} is invoiced; a credit note takes it back."),
    "trade.cancelled_already": _("{number} is cancelled already."),
    "trade.item_settled": _("{number} is settled in part or whole; reverse that first."),
    "trade.not_reversible": _("Only an allocation, a settlement outside, a set-off or a sale can be reversed."),
    "trade.agreement_missing": _(
        "{number}: without a signed agreement and the other side's document nothing is set off or sold."
    ),
    "trade.agreed_too_late": _("{number}: the agreement of {agreed_on} is younger than the act."),
    "trade.factored_already": _("{number} is sold already, with recourse."),
    "trade.rebate_without_agreement": _("Rebate {number}: name the agreement it is earned by."),
    "trade.rebate_period_empty": _("Rebate {number}: the period ends before it begins."),
    "trade.rebate_exceeded": _("Only {accrued} is accrued; a credit note of {amount} would confirm more."),
    "trade.rebate_ended": _("Rebate {number} is confirmed or withdrawn already."),
    "trade.reversed_already": _("This allocation is reversed already."),
    "trade.more_than_open": _("{number}: only {open} is open."),
    "trade.run_brought_bills": _("This import brought bill {number}; bills are ended one by one, not withdrawn."),
    "trade.run_brought_orders": _(
        "This import brought order {number}; orders are cancelled one by one, not withdrawn."
    ),
    "trade.run_in_use": _("Item {number} of this import is settled meanwhile; it cannot be withdrawn."),
    "trade.other_group": _("{number} belongs to a company outside the group."),
    "trade.other_currency": _("{number} is in another currency."),
    "trade.not_a_credit": _("{number} is no payment and no credit note."),
    "trade.nothing_chosen": _("Choose at least one open item."),
    "trade.item_not_open": _("{number} is settled; nothing of it is open."),
    "trade.disputed_already": _("{number} is disputed already; end that dispute first."),
    "trade.in_the_future": _("{day} is still to come."),
    "trade.promised_for_the_past": _("A promise is for the day it is given or a later one; {promised_date} is past."),
    "trade.level_out_of_range": _("A demand has a level from 1 to 9."),
    "trade.ended_already": _("This has ended already."),
    "trade.ends_before_it_began": _("It cannot end before it began, on {began}."),
    "trade.other_customers": _("The chosen items belong to several customers."),
    "allocation.not_positive": _("There is nothing left to allocate."),
    "allocation.amount_unreadable": _("One of the parts is not an amount."),
    "allocation.item_not_open": _("One of the chosen items is not open."),
    "allocation.named_twice": _("One of the items is chosen twice."),
    "allocation.more_than_open": _("More is allocated to an item ({amount}) than is open ({open})."),
    "allocation.more_than_paid": _("The chosen amounts ({named}) exceed the payment ({payment})."),
    "import.customer_missing": _("The row names no customer, neither by number nor by name."),
    "import.customer_unknown": _("No customer {value} is known; import customers or open items first."),
    "import.acceptor_missing": _("The row is paid by a bill, but names no acceptor."),
    "import.bill_due_missing": _("The row is paid by a bill, but does not say when the bill falls due."),
    "import.paid_in_future": _("The payment is dated {value}, which is still to come."),
    "import.other_payment": _("Payment {value} is known with another customer or amount."),
    "import.other_order": _("Order {value} is known with another customer or amount."),
    "import.terms_unreadable": _("From the terms “{value}” no number of days can be read."),
    "import.acceptor_class_unread": _("“{value}” names no class of acceptor."),
    "import.other_rebate": _("Rebate {value} is known with another amount or period."),
    "import.customer_ambiguous": _("The number fits several customers: {customers}."),
    "import.customer_number_too_long": _("The customer number is longer than {longest} characters."),
    "import.number_too_long": _("The document number is longer than {longest} characters."),
    "import.too_fine": _("The amount has more decimals than {currency} has."),
    "import.no_date": _("The row has no date at all; the day of the balances is taken."),
    "import.dated_to_come": _("The document is dated on a day that is still to come."),
    "import.due_before_document": _("The due date lies before the document's date {document_date}."),
    "import.twice_in_file": _("Document {number} of this customer stands in row {row} already."),
    "import.paid_here": _(
        "The file says {file} is open, but payments entered here leave {open}; the ledger here is kept."
    ),
    "import.origin_unknown": _("{origin} is not known here: the invoice counts beside it."),
    "import.origin_elsewhere": _(
        "{origin} belongs to another customer, segment or currency: the invoice counts beside it."
    ),
    "import.origin_ended": _("{origin} was closed or cancelled and nothing of it stands: the invoice is not linked."),
    "import.origin_used_up": _("Nothing of {origin} is left to invoice: the invoice counts beside it."),
    "import.origin_not_an_invoice": _("{origin} is named without an invoice number: the balance counts beside it."),
    "import.faulty": _("The row is faulty."),
    "import.spelling": _("The file spells this customer's name differently."),
    "import.same_name": _("Two customers have the same name but for the legal form."),
}


def bucket_word(code: str) -> str:
    """Name an aging bucket by its code: `current`, `1_30`, `over_120`, `to_365`."""
    match code.split("_"):
        case ["current"]:
            return gettext("Not due")
        case ["over", days]:
            return gettext("Over {days} days").format(days=days)
        case ["to", days]:
            return gettext("Up to {days} days").format(days=days)
        case [low, high]:
            return gettext("{low}–{high} days").format(low=low, high=high)
    raise ValueError(code)
