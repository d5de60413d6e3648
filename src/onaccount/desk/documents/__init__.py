"""The workplace of documents 单据: items, payments, bills, and what befalls an order beside its check.

In: what people type. Out: one lifecycle call each. Never: a rule of its own.
"""
