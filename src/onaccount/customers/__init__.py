"""Customers 客户档案: companies, their groups, names and numbers, contacts.

In: what is known about a company. Out: identity and who belongs to whom. Never: money.
"""
