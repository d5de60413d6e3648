"""Webhooks out 事件推送: what happened is told to systems the administrator named, signed after Standard Webhooks.

In: an event, in the transaction of its cause. Out: deliveries a connector carries, until taken or dead. Never: a call out from here.
"""
