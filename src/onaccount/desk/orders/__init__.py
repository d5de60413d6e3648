"""The workplace of orders 订单: the list, entering with the check beside it, one order with its Why, the queue of holds.

In: people's wishes. Out: one lifecycle call each. Never: a judgement of its own.
"""
