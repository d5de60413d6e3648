"""The workplace of webhooks 事件推送: which systems hear of holds and releases, what could not be delivered, which inner hosts may be called.

In: addresses, event kinds, hosts. Out: secrets, shown once; dead letters sent again. Never: a call out from a page.
"""
