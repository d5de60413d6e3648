"""The record table 客户信用管理记录表 coming back as a workbook: only its hand-kept columns are read.

In: Excel or CSV with a column of customer numbers. Out: rows with their numbers and hand-kept values. Never: another figure.
"""
