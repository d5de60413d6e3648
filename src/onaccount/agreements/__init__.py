"""Agreements 信用协议: what was agreed with a customer and what the law says where nothing was.

In: contract terms, published rates, payments. Out: late interest, instalments, due dates of the law. Never: a claim booked.
"""
