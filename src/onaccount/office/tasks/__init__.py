"""Tasks and threads 任务与讨论: who shall do what until when, and what colleagues said about it.

In: a subject, a sentence, a mention. Out: lists of what waits. Never: a decision.
"""
