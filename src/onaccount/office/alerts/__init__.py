"""Alerts 预警: what a nightly look found and a person should see, for as long as it is so.

In: reasons found, each under a key. Out: those that stand. Never: a decision.
"""
