"""The fields of ours that a column of a file may fill, by kind of file."""

from onaccount.connectors.tables.cells import Kind
from onaccount.connectors.tables.columns import TargetField

CUSTOMER = (
    TargetField("customer_number", Kind.CODE, ("customer_code",), is_required=False),
    TargetField("customer_name", Kind.TEXT, ("customer_name",), is_required=False),
)
OPEN_ITEMS = (
    *CUSTOMER,
    TargetField("uscc", Kind.CODE, ("tax_number",), is_required=False),
    TargetField("number", Kind.CODE, ("document_number", "invoice_number"), is_required=False),
    TargetField("document_date", Kind.DATE, ("document_date", "invoice_date", "posting_date"), is_required=False),
    TargetField("due_date", Kind.DATE, ("due_date",), is_required=False),
    TargetField("credit_days", Kind.WHOLE_NUMBER, ("credit_days",), is_required=False),
    TargetField("amount", Kind.AMOUNT, ("open_amount", "closing_balance", "amount"), is_required=True),
    TargetField("original_amount", Kind.AMOUNT, ("original_amount", "amount"), is_required=False, beside="amount"),
    TargetField("currency", Kind.CURRENCY, ("currency",), is_required=False),
    TargetField("order_number", Kind.CODE, ("order_number",), is_required=False),
    TargetField("delivery_number", Kind.CODE, ("delivery_number",), is_required=False),
)
CUSTOMERS = (
    TargetField("customer_number", Kind.CODE, ("customer_code",), is_required=False),
    TargetField("customer_name", Kind.TEXT, ("customer_name",), is_required=True),
    TargetField("uscc", Kind.CODE, ("tax_number",), is_required=False),
    TargetField("currency", Kind.CURRENCY, ("currency",), is_required=False),
    TargetField("region", Kind.TEXT, ("region",), is_required=False),
    TargetField("industry", Kind.TEXT, ("industry",), is_required=False),
    TargetField("address", Kind.TEXT, ("address",), is_required=False),
    TargetField("contact", Kind.TEXT, ("contact",), is_required=False),
    TargetField("phone", Kind.CODE, ("phone",), is_required=False),
    TargetField("email", Kind.TEXT, ("email",), is_required=False),
    TargetField("credit_limit", Kind.AMOUNT, ("credit_limit",), is_required=False),
    TargetField("credit_days", Kind.WHOLE_NUMBER, ("credit_days",), is_required=False),
)
PAYMENTS = (
    *CUSTOMER,
    TargetField("number", Kind.CODE, ("document_number",), is_required=False),
    TargetField("received_date", Kind.DATE, ("payment_date", "posting_date", "document_date"), is_required=True),
    TargetField("amount", Kind.AMOUNT, ("paid_amount", "amount"), is_required=True),
    TargetField("currency", Kind.CURRENCY, ("currency",), is_required=False),
    TargetField("reference", Kind.TEXT, ("remark", "invoice_number"), is_required=False),
    TargetField("method", Kind.TEXT, ("payment_method",), is_required=False),
    TargetField("acceptor", Kind.TEXT, ("acceptor",), is_required=False),
    TargetField("acceptor_class", Kind.TEXT, ("acceptor_class",), is_required=False),
    TargetField("bill_due_date", Kind.DATE, ("bill_due_date",), is_required=False),
    TargetField("bill_term", Kind.WHOLE_NUMBER, ("bill_term",), is_required=False),
)
ORDERS = (
    *CUSTOMER,
    TargetField("number", Kind.CODE, ("order_number", "document_number"), is_required=True),
    TargetField("order_date", Kind.DATE, ("order_date", "document_date"), is_required=False),
    TargetField("ship_date", Kind.DATE, ("delivery_date",), is_required=False),
    TargetField("amount", Kind.AMOUNT, ("amount",), is_required=True),
    TargetField("currency", Kind.CURRENCY, ("currency",), is_required=False),
    TargetField("order_type", Kind.TEXT, ("order_type", "document_type"), is_required=False),
    TargetField("credit_days", Kind.WHOLE_NUMBER, ("credit_days",), is_required=False),
    TargetField("payment_terms", Kind.TEXT, ("payment_terms",), is_required=False),
)
REBATES = (
    *CUSTOMER,
    TargetField("number", Kind.CODE, ("rebate_number", "document_number"), is_required=True),
    TargetField("agreement", Kind.TEXT, ("agreement",), is_required=True),
    TargetField("period_from", Kind.DATE, ("period_from",), is_required=True),
    TargetField("period_to", Kind.DATE, ("period_to",), is_required=True),
    TargetField("amount", Kind.AMOUNT, ("rebate_amount", "amount"), is_required=True),
    TargetField("currency", Kind.CURRENCY, ("currency",), is_required=False),
    TargetField("accrued_on", Kind.DATE, ("accrued_date", "document_date"), is_required=False),
)
FIELDS = {"open_items": OPEN_ITEMS, "customers": CUSTOMERS, "payments": PAYMENTS, "orders": ORDERS, "rebates": REBATES}
