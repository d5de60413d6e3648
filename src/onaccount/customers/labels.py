"""Words for the acts and refusals of the customer files 客户档案."""

from django.utils.translation import gettext_lazy as _

PURPOSES = {
    "payment": _("Payments"),
    "invoice": _("Invoices"),
    "decision": _("Decisions"),
    "dispute": _("Disputes"),
    "legal": _("Legal matters"),
}
DETAILS = {
    "ship_to": _("Ship-to address"),
    "bank_details": _("Bank details"),
}
ACTS = {
    "customers.opened": _("Credit file opened"),
    "customers.changed": _("Credit file changed"),
    "customers.withdrawn": _("Credit file withdrawn with its import"),
    "customers.moved": _("Moved within the group"),
    "customers.contact_added": _("Contact added"),
    "customers.contact_removed": _("Contact removed"),
    "customers.name_added": _("Other name added"),
    "customers.class_added": _("Class of customers added"),
    "customers.classified": _("Classes changed"),
    "customers.detail_changed": _("Ship-to address or bank details changed"),
    "customers.duplicate_decided": _("Duplicate proposal decided"),
    "customers.statement_taken_in": _("Financial statements taken in"),
}
REASONS = {
    "customers.number_missing": _("A customer needs a number."),
    "customers.name_missing": _("Customer {number} needs a name."),
    "customers.number_taken": _("Customer number {number} is in use for {name}."),
    "customers.uscc_taken": _("The credit code {uscc} belongs to customer {number} {name}."),
    "customers.circle": _("A company cannot stand above itself."),
    "customers.orders_wait": _("Order {order} of {number} is held; decide it before the company moves."),
    "customers.unknown": _("There is no customer {number}."),
    "customers.class_code_wrong": _("A class needs a short code of small letters, digits and hyphens, and a name."),
    "customers.class_exists": _("There is a class {code} already."),
    "customers.class_unknown": _("There is no class {code}."),
    "customers.classes_as_before": _("These are the classes of the customer already."),
    "customers.detail_missing": _("Enter the new address or account."),
    "customers.detail_as_before": _("That is what holds already."),
    "customers.told_by_missing": _("Say who told us and how, so that the next person can call back."),
    "customers.proposal_decided": _("This proposal is decided already."),
    "statements.empty": _("The sheet holds no amount."),
    "statements.line_unknown": _("“{line}” is not a line of the form."),
    "statements.cents": _("“{line}” says {stated}, which is finer than a cent."),
    "statements.period_wrong": _(
        "A period of {months} months that ends on {period_end} cannot be reported yet or at all."
    ),
    "statements.received_wrong": _("Statements to {period_end} cannot have been received on {received_on}."),
    "statements.source_missing": _("Say where the statements came from."),
    "statements.as_before": _("Version {version} of the statements to {period_end} says the same."),
    "statements.reason_missing": _(
        "Statements to {period_end} are on file as version {version}; say why they are restated."
    ),
    "statements.unbalanced": _(
        "Line “{line}” does not fit: it says {stated}, but should say {computed}; the difference is {difference}."
    ),
}
