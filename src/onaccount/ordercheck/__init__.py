"""Order check 订单信用检查: exposure against limit, verdicts with reasons, holds, releases.

In: an order and the facts. Out: release, warn, hold or refuse, with the arithmetic. Never: two orders on the same credit.
"""
