"""Granting 授信: the policy as tables one edits, what it proposes for a customer, and what another policy would change.

In: a policy, a customer, what-if figures. Out: proposals with their arithmetic. Never: a limit; that is asked for and approved.
"""
