"""People, teams, roles as data, and who may do what 权限: predicates and the declared policy of every route.

In: a person, a permission, an object. Out: yes, or the same answer as for what does not exist. Never: a credit word.
"""
