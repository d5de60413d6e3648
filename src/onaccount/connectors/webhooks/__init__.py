"""Webhooks on their way 事件投递: carries events to addresses the administrator named, and nowhere else.

In: signed parcels. Out: what the other side answered. Never: a redirect followed, or a connection to an address that was not checked.
"""
