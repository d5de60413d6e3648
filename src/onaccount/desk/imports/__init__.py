"""Imports 导入: a file on its way in, step by step, the history with undo, and proposals that files gave rise to.

In: a file or pasted rows. Out: one lifecycle call per step. Never: what a row means.
"""
