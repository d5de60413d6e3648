"""Monitoring 预警: signs that a customer is about to pay later or not at all.

In: figures and events of one customer. Out: signals, each with its level. Never: a measure taken by itself.
"""
