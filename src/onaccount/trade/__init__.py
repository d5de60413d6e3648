"""Trade 往来账款: orders, deliveries, open items, payments, allocation, the exposure ledger, aging.

In: documents as they happen. Out: exposure, open items, aging as of any day. Never: a limit, nor an edit of a money fact.
"""
