"""The company's day 公司日历: today, now, working days with 调休, the operator's own table, the sample clock.

In: the wall clock, once, at the edge. Out: a date that is passed down. Never: asked by a rule.
"""
