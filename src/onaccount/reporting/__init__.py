"""Reporting 报表: what several stages know about one customer or many, put on one page.

In: facts of every stage. Out: rows and pages. Never: a fact of its own.
"""
