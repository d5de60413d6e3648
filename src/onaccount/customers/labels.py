"""Words for the acts and refusals of the customer files 客户档案."""

from django.utils.translation import gettext_lazy as _

PURPOSES = {
    "payment": _("Payments"),
    "invoice": _("Invoices"),
    "decision": _("Decisions"),
    "dispute": _("Disputes"),
    "legal": _("Legal matters"),
}
ACTS = {
    "customers.opened": _("Credit file opened"),
    "customers.changed": _("Credit file changed"),
    "customers.moved": _("Moved within the group"),
    "customers.contact_added": _("Contact added"),
    "customers.contact_removed": _("Contact removed"),
    "customers.name_added": _("Other name added"),
    "customers.duplicate_decided": _("Duplicate proposal decided"),
}
REASONS = {
    "customers.number_missing": _("A customer needs a number."),
    "customers.name_missing": _("Customer {number} needs a name."),
    "customers.number_taken": _("Customer number {number} is in use for {name}."),
    "customers.uscc_taken": _("The credit code {uscc} belongs to customer {number} {name}."),
    "customers.circle": _("A company cannot stand above itself."),
    "customers.orders_wait": _("Order {order} of {number} is held; decide it before the company moves."),
    "customers.unknown": _("There is no customer {number}."),
    "customers.proposal_decided": _("This proposal is decided already."),
}
