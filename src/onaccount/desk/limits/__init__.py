"""The workplace of limits 客户限额管理: the list, a customer's limits, corrections, the group tree, standing holds, opening limits.

In: a reader and an address. Out: pages, and one lifecycle call per command. Never: a rule of its own.
"""
