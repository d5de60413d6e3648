"""Provision 坏账准备: what of the receivables will probably never be paid.

In: aging, loss history, single assessments. Out: loss rates, expected credit loss, the entry to book. Never: a money fact changed.
"""
