"""One index for every number and name 搜索: customers, orders, items; Chinese names by pinyin initials too.

In: keys with a label and a customer. Out: hits a person may see. Never: a ranking nobody can explain.
"""
