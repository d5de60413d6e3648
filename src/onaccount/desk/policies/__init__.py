"""The policy of the order check 信用政策: its versions, a draft and what it would change, the report of the trial run.

In: requests of credit managers. Out: pages and one lifecycle call per command. Never: a judgement of its own.
"""
