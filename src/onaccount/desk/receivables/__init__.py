"""Receivables 应收: aging as of any day, open items, payments.

In: a day, a basis, buckets. Out: pages whose sums are the ledger's. Never: a figure of its own.
"""
