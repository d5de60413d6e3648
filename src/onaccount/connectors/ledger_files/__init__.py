"""Ledgers as files 台账文件: CSV and Excel lists of open items, customers and payments, however a program writes them.

In: a run of intake with its file and choices. Out: its lines, and the lifecycle calls that check or import them.
Never: a decision about what a line means.
"""
