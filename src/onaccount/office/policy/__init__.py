"""Versions of a policy 政策版本: draft, approve, activate from a date, roll back. The content belongs to its stage.

In: content as data. Out: the version in force on a day. Never: the meaning of the content.
"""
