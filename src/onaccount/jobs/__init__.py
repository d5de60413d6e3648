"""Background jobs 后台任务: what runs by itself, and when, in one table.

In: the clock. Out: calls of lifecycle. Never: a decision of its own; every job may run twice, late or not at all for a while.
"""
