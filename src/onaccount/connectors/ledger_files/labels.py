"""Words for the fields and kinds of ledger files 台账文件."""

from typing import Any

from django.utils.translation import gettext_lazy as _

Words = dict[str, Any]  # words are lazy: said in the reader's language when they are shown

KINDS: Words = {
    "open_items": _("Open items"),
    "customers": _("Customers and limits"),
    "payments": _("Payments"),
    "orders": _("Orders"),
    "rebates": _("Rebates"),
}
FIELDS: Words = {
    "customer_number": _("Customer number"),
    "customer_name": _("Customer name"),
    "uscc": _("Unified social credit code"),
    "number": _("Document number"),
    "document_date": _("Document date"),
    "due_date": _("Due date"),
    "credit_days": _("Credit days"),
    "amount": _("Open amount"),
    "original_amount": _("Original amount"),
    "currency": _("Currency"),
    "order_number": _("Order number"),
    "delivery_number": _("Delivery number"),
    "region": _("Region"),
    "industry": _("Industry"),
    "address": _("Registered address"),
    "contact": _("Contact"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "credit_limit": _("Credit limit"),
    "received_date": _("Date received"),
    "reference": _("Reference"),
    "method": _("How it was paid"),
    "acceptor": _("Acceptor"),
    "bill_due_date": _("Due date of the bill"),
    "acceptor_class": _("Class of acceptor"),
    "bill_term": _("Days until the bill is due"),
    "order_date": _("Ordered on"),
    "ship_date": _("Ships on"),
    "order_type": _("Order type"),
    "payment_terms": _("Terms"),
    "agreement": _("Agreement"),
    "period_from": _("Period from"),
    "period_to": _("Period to"),
    "accrued_on": _("Accrued on"),
}
NOTES: Words = {
    "numbers": _("Customer numbers as the file writes them"),
    "customers": _("Customers behind these numbers"),
    "new_customers": _("New customers"),
    "due_computed": _("Due dates computed from terms"),
    "opening": _("Opening balances without invoice"),
    "aged_backwards": _("Aged by balance, first in first out backwards"),
    "linked": _("Invoices linked to their order or delivery"),
    "unlinked": _("Invoices whose order or delivery could not be linked"),
    "spellings": _("Other spellings proposed"),
    "same_name": _("Possible duplicates proposed"),
    "vanished": _("Missing from the file, proposed as settled"),
    "limits_asked": _("Limits sent for approval"),
}
TEMPLATES: dict[str, tuple[str, ...]] = {
    "open_items": (
        "customer_number", "customer_name", "number", "document_date", "due_date", "currency", "amount", "original_amount",
        "order_number", "delivery_number",
    ),
    "customers": (
        "customer_number", "customer_name", "uscc", "currency", "contact", "phone", "email", "credit_limit", "credit_days",
    ),
    "payments": (
        "customer_number", "customer_name", "number", "received_date", "amount", "currency", "reference", "method", "acceptor",
        "acceptor_class", "bill_due_date", "bill_term",
    ),
    "orders": (
        "customer_number", "customer_name", "number", "order_date", "ship_date", "amount", "currency", "order_type", "credit_days",
        "payment_terms",
    ),
    "rebates": (
        "customer_number", "customer_name", "number", "agreement", "period_from", "period_to", "amount", "currency", "accrued_on",
    ),
}  # fmt: skip
