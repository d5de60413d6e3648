"""Letters 信件: what went out, what waits, what failed, and the paper itself.

In: the outbox. Out: a list, a PDF, another try. Never: a letter's text changed.
"""
