"""Background work 后台任务: what runs by itself, what people began, what failed and can run again.

In: the queue and its progress. Out: the same in words. Never: a job of its own.
"""
