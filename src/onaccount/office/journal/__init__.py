"""The append-only record of every act 审计日志: who, when, why, before, after; sealed in hash blocks.

In: an act with its actor. Out: entries, timelines, a verdict on the seal. Never: an update or a deletion.
"""
