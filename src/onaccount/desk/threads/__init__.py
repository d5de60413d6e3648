"""Threads and tasks 内部讨论与任务: what colleagues say about a customer or an order, and what I shall still do.

In: a sentence with mentions, a task. Out: the thread on any page by `<c-thread>`, and my list. Never: shown to the customer.
"""
