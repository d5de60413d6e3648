"""The sample company 演示公司: Yanshi Materials, its people, thirty customers and a year and a half of their trade.

In: the day of the first start. Out: a company in which every screen has something to show. Never: a real name or number.
"""
