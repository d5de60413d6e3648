"""The ground floor: money, calendars, periods, band tables and reasons.

In: plain values. Out: plain values. Never: Django, a database, a clock, a network.
"""
