"""Customers 客户: the list, the page of one, its file and contacts.

In: a person who may see customers. Out: pages and the workbook of what they show. Never: a figure of its own.
"""
