"""Standing 信用状态: what secures us, disputes, promises, demands, lists, grade, review, classes, changed details.

In: plain forms of people. Out: one page per customer, and lists with export. Never: a verdict.
"""
