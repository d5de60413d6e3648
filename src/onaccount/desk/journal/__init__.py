"""The auditor's workplace 审计日志: search every act, see before and after, verify that nothing was altered.

In: entries. Out: the same entries, a verdict on the seals. Never: a change.
"""
