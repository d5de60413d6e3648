"""Limits 授信: the limit journal, limits in force, terms, suspensions; maker and checker.

In: approved changes. Out: what is in force on a day, as known at a moment. Never: a limit written past the journal.
"""
