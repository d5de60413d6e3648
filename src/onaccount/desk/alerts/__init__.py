"""The workplace of alerts 预警: what the night found, the pots across customers, and what is watched.

In: limits of pots, for a second person to approve. Out: alerts that stand, pots with their use. Never: a held order.
"""
