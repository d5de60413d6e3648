"""Start reading here 业务事件: one short file per occurrence, named in the past tense.

In: a command with its actor and day. Out: what the stages made of it, in one transaction. Never: a business `if` of its own.
"""
