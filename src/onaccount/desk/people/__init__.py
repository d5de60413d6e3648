"""The administrators' workplace 人员与角色: who may sign in, in which role, what each role may do, the keys of machines.

In: people, teams, roles, keys. Out: rights that count from the next page on. Never: a change of one's own rights.
"""
