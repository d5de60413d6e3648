"""The machine room's page 运行状况, and the two addresses that watchers of machines ask.

In: requests of operators and of container platforms. Out: conditions with numbers. Never: a secret, a change.
"""
